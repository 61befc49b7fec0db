import PDFDocument from 'pdfkit'
import type { SealPicture } from '#support/seals/contract.ts'
import { openByteRange, signatureRoom } from '#support/seals/index.ts'
import type { FaceName, FontShelf } from './fonts.ts'
import { ink, mm, type SheetMeta, sealRed, sheetOver, type TextStyle } from './sheet.ts'

/** Opens a new paper. The same calls give the same bytes: dates and ids come from `meta`, never from the clock. */
export function openPdfSheet(shelf: FontShelf, meta: SheetMeta, layout: 'portrait' | 'landscape') {
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

  const measure = (name: FaceName, size: number, text: string) => face(name).fontSize(size).widthOfString(text)

  function write(style: TextStyle, text: string, x: number, y: number): void {
    face(style.face)
      .fontSize(style.size)
      .fillColor(style.colour ?? ink)
    doc.text(text, x, y, { lineBreak: false, baseline: 'alphabetic', characterSpacing: style.spacing ?? 0 })
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

  const { width: pageWidth, height: pageHeight } = doc.page
  return { ...sheetOver(shelf, { pen: doc, measure, write, stamp, pageWidth, pageHeight }), finish, close }
}
