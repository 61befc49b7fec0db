import PDFDocument from 'pdfkit'
import QRCode from 'qrcode'
import type { SealPicture } from '#support/seals/contract.ts'
import { openByteRange, signatureRoom } from '#support/seals/index.ts'
import type { FaceName, FontShelf } from './fonts.ts'
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

/** A paper under the pen: text in several faces, outlines, a QR code, a seal and at the end one open signature. */
export type Sheet = ReturnType<typeof openSheet>

/** Opens a new paper. The same calls give the same bytes: dates and ids come from `meta`, never from the clock. */
export function openSheet(shelf: FontShelf, meta: SheetMeta, layout: 'portrait' | 'landscape') {
  const doc = new PDFDocument({
    size: 'A4',
    layout,
    margin: 0,
    autoFirstPage: true,
    lang: 'zh-CN',
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: meta.title,
      Author: meta.author,
      Subject: meta.subject,
      Producer: 'Zhengtong',
      Creator: 'Zhengtong',
      CreationDate: meta.at,
      ModDate: meta.at,
    },
  })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => doc.once('end', resolve).once('error', reject))

  const opened = new Set<FaceName>()
  const face = (name: FaceName) => {
    // Each paper opens its fonts anew: glyphs remember the first character that used them, across papers if shared.
    if (!opened.has(name)) doc.registerFont(name, shelf.bytes(name) as unknown as ArrayBuffer)
    opened.add(name)
    return doc.font(name)
  }

  const widthOf = ({ face: wanted, size, spacing = 0 }: TextStyle, text: string): number =>
    runsOf(shelf, wanted, text).reduce(
      (sum, run) => sum + face(run.face).fontSize(size).widthOfString(run.text) + spacing * Array.from(run.text).length,
      0,
    )

  /** One line whose baseline is at `y`; returns where it ends. */
  function line(style: TextStyle, text: string, x: number, y: number): number {
    let at = x
    for (const run of runsOf(shelf, style.face, text)) {
      face(run.face)
        .fontSize(style.size)
        .fillColor(style.colour ?? ink)
      doc.text(run.text, at, y, { lineBreak: false, baseline: 'alphabetic', characterSpacing: style.spacing ?? 0 })
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

  /** A seal centred on a point, slightly transparent as ink is, so that what lies under it can be read. */
  function stamp(picture: SealPicture, x: number, y: number): void {
    doc.save().translate(x, y).scale(mm).fillOpacity(0.82).strokeOpacity(0.82)
    for (const { d, stroke } of picture.paths) {
      if (stroke === undefined) doc.path(d).fill(sealRed)
      else doc.path(d).lineWidth(stroke).stroke(sealRed)
    }
    doc.restore()
  }

  /** A QR code (ISO/IEC 18004, level M) as squares, without its quiet zone. */
  function qr(text: string, x: number, y: number, side: number): void {
    const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
    const cell = side / modules.size
    for (let row = 0; row < modules.size; row++)
      for (let column = 0; column < modules.size; column++)
        if (modules.get(row, column)) doc.rect(x + column * cell, y + row * cell, cell, cell)
    doc.fill(ink)
  }

  /** Adds the invisible signature field that `signPdf` fills in, and returns the file. */
  async function finish(signer: string, reason: string): Promise<Buffer> {
    face('sans')
    const [, gap] = openByteRange.slice(1, -1).split(' ')
    const gaps = Array.from({ length: 3 }, () => gap!.slice(1))
    const signature = doc.ref({
      Type: 'Sig',
      Filter: 'Adobe.PPKLite',
      SubFilter: 'ETSI.CAdES.detached',
      ByteRange: [0, ...gaps],
      M: meta.at,
      Name: new String(signer),
      Reason: new String(reason),
      // How a file that comes back is recognised; the signature covers it.
      ZtIdentifier: new String(meta.identifier),
      ZtDigest: new String(meta.digest),
      Contents: Buffer.alloc(signatureRoom),
    })
    const page: unknown = doc.page
    const { dictionary, annotations } = page as { dictionary: unknown; annotations: unknown[] }
    const field = doc.ref({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      F: 132, // print, locked
      T: new String('seal'),
      Rect: [0, 0, 0, 0],
      V: signature,
      P: dictionary,
    })
    doc.initForm()
    const root: unknown = doc
    const form = (
      root as {
        _root: { data: { AcroForm: { data: { Fields: unknown[]; SigFlags?: number; NeedAppearances?: boolean } } } }
      }
    )._root.data.AcroForm.data
    annotations.push(field)
    form.Fields.push(field)
    form.SigFlags = 3
    form.NeedAppearances = false
    signature.end('')
    field.end('')
    doc.end()
    await ended
    return Buffer.concat(chunks)
  }

  /** Ends a paper that nobody signs, and returns the file. */
  async function close(): Promise<Buffer> {
    doc.end()
    await ended
    return Buffer.concat(chunks)
  }

  return {
    doc,
    close,
    widthOf,
    line,
    linesOf,
    heightOf,
    paragraph,
    stamp,
    qr,
    finish,
    pageWidth: doc.page.width,
    pageHeight: doc.page.height,
  }
}
