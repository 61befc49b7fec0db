import { create, type Font } from 'fontkit'
import { completeFont, type OfdFiles, type OfdStamp, openOfd, say } from '#support/ofd/index.ts'
import type { SealPicture } from '#support/seals/contract.ts'
import type { FaceName, FontShelf } from './fonts.ts'
import type { Pen } from './pen.ts'
import { ink, mm, type SheetMeta, sheetOver, type TextStyle } from './sheet.ts'

/** A paper as OFD before it is sealed: its files, and where the seal lies. */
export type OfdPaper = { files: OfdFiles; stamps: OfdStamp[] }

/** Opens a paper of A4 as OFD. What is drawn on it is what is drawn on the PDF; the seal is not drawn but noted, for the signature shows it. */
export function openOfdSheet(shelf: FontShelf, meta: SheetMeta, layout: 'portrait' | 'landscape') {
  const size = layout === 'landscape' ? { width: 297, height: 210 } : { width: 210, height: 297 }
  const ofd = openOfd(
    {
      id: meta.digest.slice(0, 32),
      title: meta.title,
      author: meta.author,
      creator: 'Zhengtong',
      created: meta.at.toISOString().slice(0, 10),
      data: { ZtIdentifier: meta.identifier, ZtDigest: meta.digest },
    },
    size,
  )
  const stamps: OfdStamp[] = []
  const faces = new Map<FaceName, { font: Font; used: Set<number> }>()
  const face = (name: FaceName) => {
    const opened = faces.get(name) ?? { font: create(shelf.bytes(name)), used: new Set<number>() }
    faces.set(name, opened)
    return opened
  }
  const advance = (name: FaceName, height: number, character: string) => {
    const { font } = face(name)
    return (font.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm) * height
  }
  const measure = (name: FaceName, height: number, text: string) =>
    Array.from(text).reduce((sum, character) => sum + advance(name, height, character), 0)

  function write(style: TextStyle, text: string, x: number, y: number): void {
    const characters = Array.from(text)
    for (const character of characters) face(style.face).used.add(character.codePointAt(0) ?? 0)
    const advances = characters
      .slice(0, -1)
      .map((character) => (advance(style.face, style.size, character) + (style.spacing ?? 0)) / mm)
    const [height, colour] = [style.size / mm, style.colour ?? ink]
    ofd.text({ font: fontNames[style.face], size: height, colour, x: x / mm, y: y / mm, text, advances })
  }

  function stamp(picture: SealPicture, x: number, y: number): void {
    const { width, height } = picture
    stamps.push({ page: ofd.page, x: x / mm - width / 2, y: y / mm - height / 2, width, height })
  }

  /** The glyphs that were used of one face, as a font of its own. */
  function embed(fontName: string): Buffer {
    const name = (Object.keys(fontNames) as FaceName[]).find((each) => fontNames[each] === fontName)
    if (!name) throw new RangeError(`no face is called ${fontName}`)
    const { font, used } = face(name)
    const subset = font.createSubset()
    const glyphs = new Map(
      [...used]
        .sort((a, b) => a - b)
        .map((character) => {
          const glyph = font.glyphForCodePoint(character)
          return [character, subset.includeGlyph(glyph.id)] as const
        }),
    )
    return completeFont(Buffer.from(subset.encode()), shelf.bytes(name), glyphs)
  }

  const medium = {
    pen: penOver(ofd),
    measure,
    write,
    stamp,
    pageWidth: size.width * mm,
    pageHeight: size.height * mm,
  }
  return { ...sheetOver(shelf, medium), close: (): OfdPaper => ({ files: ofd.files(embed), stamps }) }
}

const fontNames: Record<FaceName, string> = {
  sans: 'Noto Sans SC',
  serif: 'Noto Serif SC',
  'serif-bold': 'Noto Serif SC Bold',
}

type Ink = { lineWidth: number; strokeOpacity: number; clip?: string }

/** How far from the corner the control points of a quarter circle lie, for a radius of one. */
const roundness = 0.5523

function penOver(ofd: ReturnType<typeof openOfd>): Pen {
  let path: string[] = []
  let state: Ink = { lineWidth: 1, strokeOpacity: 1 }
  const saved: Ink[] = []
  const put = (command: string, ...points: number[]) => {
    path.push(command, ...points.map((each) => say(each / mm)))
    return pen
  }
  const end = () => {
    const data = path.join(' ')
    path = []
    return data
  }
  const pen: Pen = {
    addPage() {
      ofd.addPage()
      return pen
    },
    rect: (x, y, width, height) => {
      put('M', x, y)
      put('L', x + width, y)
      put('L', x + width, y + height)
      put('L', x, y + height)
      return put('C')
    },
    roundedRect(x, y, width, height, radius) {
      const [right, bottom, near] = [x + width, y + height, radius * (1 - roundness)]
      put('M', x + radius, y)
      put('L', right - radius, y)
      put('B', right - near, y, right, y + near, right, y + radius)
      put('L', right, bottom - radius)
      put('B', right, bottom - near, right - near, bottom, right - radius, bottom)
      put('L', x + radius, bottom)
      put('B', x + near, bottom, x, bottom - near, x, bottom - radius)
      put('L', x, y + radius)
      put('B', x, y + near, x + near, y, x + radius, y)
      return put('C')
    },
    moveTo: (x, y) => put('M', x, y),
    lineTo: (x, y) => put('L', x, y),
    quadraticCurveTo: (x1, y1, x, y) => put('Q', x1, y1, x, y),
    bezierCurveTo: (x1, y1, x2, y2, x, y) => put('B', x1, y1, x2, y2, x, y),
    lineWidth(lineWidth) {
      state = { ...state, lineWidth }
      return pen
    },
    strokeOpacity(strokeOpacity) {
      state = { ...state, strokeOpacity }
      return pen
    },
    fill(fill) {
      ofd.path({ data: end(), fill, ...(state.clip ? { clip: state.clip } : {}) })
      return pen
    },
    stroke(stroke) {
      const { lineWidth, strokeOpacity: opacity, clip } = state
      ofd.path({ data: end(), stroke, lineWidth: lineWidth / mm, opacity, ...(clip ? { clip } : {}) })
      return pen
    },
    clip() {
      state = { ...state, clip: end() }
      return pen
    },
    save() {
      saved.push(state)
      return pen
    },
    restore() {
      state = saved.pop() ?? state
      return pen
    },
  }
  return pen
}
