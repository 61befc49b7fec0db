import QRCode from 'qrcode'
import type { SealPicture } from '#support/seals/contract.ts'
import type { Coverage, FaceName } from './fonts.ts'
import type { Pen } from './pen.ts'
import { breakLines, runsOf } from './typeset.ts'

export const ink = '#211f1b'
export const inkSoft = '#544f47'
export const sealRed = '#b3261e'

/** Points in a millimetre. */
export const mm = 72 / 25.4

export type TextStyle = {
  face: FaceName
  size: number
  colour?: string
  /** Added after each character, in points. */
  spacing?: number
}

export type Block = TextStyle & {
  width: number
  leading: number
  indent?: number
  align?: 'left' | 'centre' | 'right' | 'both'
}

export type SheetMeta = { title: string; author: string; subject: string; identifier: string; digest: string; at: Date }

/** One kind of paper: how it takes strokes, characters of one face, and the picture of a seal. */
export type Medium = {
  pen: Pen
  /** How far one run of characters reaches, in points, without the spacing. */
  measure(face: FaceName, size: number, text: string): number
  /** One run of one face whose baseline is at `y`. */
  write(style: TextStyle, text: string, x: number, y: number): void
  stamp(picture: SealPicture, x: number, y: number): void
  pageWidth: number
  pageHeight: number
}

/** A paper under the pen: text in several faces, outlines, a QR code, a seal. The same calls give the same paper. */
export type Sheet = ReturnType<typeof sheetOver>

export function sheetOver(shelf: Coverage, medium: Medium) {
  const { pen } = medium

  const widthOf = ({ face: wanted, size, spacing = 0 }: TextStyle, text: string): number =>
    runsOf(shelf, wanted, text).reduce(
      (sum, run) => sum + medium.measure(run.face, size, run.text) + spacing * Array.from(run.text).length,
      0,
    )

  /** One line whose baseline is at `y`; returns where it ends. */
  function line(style: TextStyle, text: string, x: number, y: number): number {
    let at = x
    for (const run of runsOf(shelf, style.face, text)) {
      medium.write({ ...style, face: run.face }, run.text, at, y)
      at += widthOf({ ...style, face: run.face }, run.text)
    }
    return at
  }

  const linesOf = (block: Block, text: string) =>
    text
      .split('\n')
      .flatMap((paragraph) => breakLines(paragraph, block.width, block.indent ?? 0, (part) => widthOf(block, part)))

  /** How high a block of text will be. */
  const heightOf = (block: Block, text: string): number => linesOf(block, text).length * block.leading

  /** A paragraph with its top at `y`; returns where the next may begin. */
  function paragraph(block: Block, text: string, x: number, y: number): number {
    let top = y
    for (const [i, each] of linesOf(block, text).entries()) {
      const indent = i === 0 ? (block.indent ?? 0) : 0
      const spare = block.width - indent - each.width
      const shift = block.align === 'centre' ? spare / 2 : block.align === 'right' ? spare : 0
      const letters = Array.from(each.text).length
      // A full line is stretched to both edges, as printed Chinese is; one that would look loose is left as it is.
      const share = letters > 1 ? spare / (letters - 1) : 0
      const stretch = block.align === 'both' && !each.last && share < block.size / 6 ? share : 0
      const baseline = top + block.leading / 2 + block.size * 0.36
      line({ ...block, spacing: (block.spacing ?? 0) + stretch }, each.text, x + indent + shift, baseline)
      top += block.leading
    }
    return top
  }

  /** A QR code (ISO/IEC 18004, level M) as squares, without its quiet zone. */
  function qr(text: string, x: number, y: number, side: number): void {
    const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
    const cell = side / modules.size
    for (let row = 0; row < modules.size; row++)
      for (let column = 0; column < modules.size; column++)
        if (modules.get(row, column)) pen.rect(x + column * cell, y + row * cell, cell, cell)
    pen.fill(ink)
  }

  return {
    doc: pen,
    widthOf,
    line,
    linesOf,
    heightOf,
    paragraph,
    stamp: medium.stamp,
    qr,
    pageWidth: medium.pageWidth,
    pageHeight: medium.pageHeight,
  }
}
