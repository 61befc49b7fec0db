import { element, textElement, xmlFile } from './xml.ts'

export type OfdMeta = {
  /** 32 hexadecimal characters. */
  id: string
  title: string
  author: string
  creator: string
  /** `YYYY-MM-DD` */
  created: string
  /** What the document says of itself beside the standard's own fields; the signature covers it. */
  data: Readonly<Record<string, string>>
}

/** The files of a package by their path, without a leading slash. */
export type OfdFiles = Map<string, Buffer>

export type OfdPath = {
  /** Abbreviated data (GB/T 33190-2016, 9.3) in millimetres. */
  data: string
  fill?: string
  stroke?: string
  lineWidth?: number
  opacity?: number
  clip?: string
}

export type OfdText = {
  font: string
  size: number
  colour: string
  x: number
  y: number
  text: string
  /** Millimetres from each character to the next: one fewer than there are characters. */
  advances: number[]
}

/** Where a seal lies on a page, in millimetres from its top left corner. */
export type OfdStamp = { page: number; x: number; y: number; width: number; height: number }

export type OfdFont = { name: string; file: Buffer }

/**
 * Writes an OFD document (GB/T 33190-2016): pages of one size with outlines and texts, fonts embedded. Lengths are
 * millimetres, the origin is the top left corner, colours are `#rrggbb`. The same calls give the same files.
 */
export function openOfd(meta: OfdMeta, size: { width: number; height: number }) {
  const box = `0 0 ${say(size.width)} ${say(size.height)}`
  const fonts: string[] = []
  const pages: string[][] = [[]]
  let lastId = 0
  const nextId = () => ++lastId

  const fontId = (name: string) => {
    if (!fonts.includes(name)) fonts.push(name)
    return fontIds + fonts.indexOf(name)
  }
  const put = (markup: string) => pages.at(-1)!.push(markup)

  return {
    size,
    get page() {
      return pages.length - 1
    },
    addPage(): void {
      pages.push([])
    },
    path({ data, fill, stroke, lineWidth, opacity = 1, clip }: OfdPath): void {
      const outline = (markup: string) => textElement('AbbreviatedData', markup)
      const area = clip && element('Path', { Boundary: box, Fill: 'true', Stroke: 'false' }, outline(clip))
      const clips = area ? element('Clips', {}, element('Clip', {}, element('Area', {}, area))) : ''
      const colours =
        (stroke ? element('StrokeColor', { Value: rgb(stroke) }) : '') +
        (fill ? element('FillColor', { Value: rgb(fill) }) : '')
      const how = {
        ID: nextId(),
        Boundary: box,
        LineWidth: lineWidth === undefined ? undefined : say(lineWidth),
        Stroke: String(stroke !== undefined),
        Fill: String(fill !== undefined),
        Alpha: opacity === 1 ? undefined : Math.round(opacity * 255),
      }
      put(element('PathObject', how, clips + colours + outline(data)))
    },
    text({ font, size: height, colour, x, y, text, advances }: OfdText): void {
      const code = {
        X: say(x),
        Y: say(y),
        DeltaX: advances.length > 0 ? advances.map(say).join(' ') : undefined,
      }
      const how = { ID: nextId(), Boundary: box, Font: fontId(font), Size: say(height) }
      const inside = element('FillColor', { Value: rgb(colour) }) + textElement('TextCode', text, code)
      put(element('TextObject', how, inside))
    },
    /** Ends the document. `embed` gives the font files that its texts were set in. */
    files(embed: (name: string) => Buffer): OfdFiles {
      const files: OfdFiles = new Map()
      const layer = () => nextId()
      const pageIds = pages.map(() => nextId())
      files.set('OFD.xml', entry(meta))
      for (const [i, objects] of pages.entries()) {
        const body = element('Layer', { ID: layer(), Type: 'Body' }, objects.join('') || ' ')
        const area = element('Area', {}, textElement('PhysicalBox', box))
        files.set(`Doc_0/Pages/Page_${i}/Content.xml`, xmlFile('Page', {}, area + element('Content', {}, body)))
      }
      const resources = fonts.length > 0 ? textElement('PublicRes', 'PublicRes.xml') : ''
      const common =
        textElement('MaxUnitID', String(fontIds + fonts.length)) +
        element('PageArea', {}, textElement('PhysicalBox', box)) +
        resources
      const list = pageIds.map((ID, i) => element('Page', { ID, BaseLoc: `Pages/Page_${i}/Content.xml` })).join('')
      files.set(
        'Doc_0/Document.xml',
        xmlFile('Document', {}, element('CommonData', {}, common) + element('Pages', {}, list)),
      )
      if (fonts.length > 0) {
        const shelf = fonts.map((name) =>
          element('Font', { ID: fontId(name), FontName: name }, textElement('FontFile', `${fontId(name)}.ttf`)),
        )
        files.set('Doc_0/PublicRes.xml', xmlFile('Res', { BaseLoc: 'Res' }, element('Fonts', {}, shelf.join(''))))
        for (const name of fonts) files.set(`Doc_0/Res/${fontId(name)}.ttf`, embed(name))
      }
      return files
    },
  }
}

export type OfdWriter = ReturnType<typeof openOfd>

/** Ids of fonts lie beyond those of all objects, which are given while the pages are drawn. */
const fontIds = 900_000

function entry(meta: OfdMeta): Buffer {
  const data = Object.entries(meta.data).map(([Name, value]) => textElement('CustomData', value, { Name }))
  const info =
    textElement('DocID', meta.id) +
    textElement('Title', meta.title) +
    textElement('Author', meta.author) +
    textElement('CreationDate', meta.created) +
    textElement('Creator', meta.creator) +
    (data.length > 0 ? element('CustomDatas', {}, data.join('')) : '')
  const body =
    element('DocInfo', {}, info) +
    textElement('DocRoot', 'Doc_0/Document.xml') +
    textElement('Signatures', 'Doc_0/Signs/Signatures.xml')
  return xmlFile('OFD', { Version: '1.0', DocType: 'OFD' }, element('DocBody', {}, body))
}

/** A thousandth of a millimetre is finer than any printer. */
export function say(length: number): string {
  return String(Math.round(length * 1000) / 1000)
}

function rgb(colour: string): string {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(' ')
}
