import type { SealPicture } from '#support/seals/contract.ts'
import type { CredentialRecord, CredentialType, LicenceFace } from '../contract.ts'
import { phraseValues } from '../credential.ts'
import { fillPhrase, sayDate, sayValue } from '../phrase.ts'
import { type Block, inkSoft, mm, type Sheet } from './sheet.ts'

const cream = '#fcf8ee'
const edge = '#b79d63'
const edgeSoft = '#e2d5b4'

type Row = { label: string; value: string }

/** Draws a licence (A4, landscape): frame, title, labelled elements, issuer and date under the seal, QR code. */
export function drawLicence(
  sheet: Sheet,
  {
    face,
    type,
    record,
    picture,
  }: { face: LicenceFace; type: CredentialType; record: CredentialRecord; picture: SealPicture },
): void {
  const left = 36 * mm
  const right = sheet.pageWidth - 36 * mm
  const bottom = sheet.pageHeight - 58 * mm
  let pending = rowsOf(face, type, record)
  for (let page = 1; pending.length > 0 || page === 1; page++) {
    if (page > 1) sheet.doc.addPage()
    drawPaper(sheet)
    const top = page === 1 ? drawHead(sheet, face, record) : drawContinued(sheet, face, record)
    const size = fittingSize(sheet, pending, right - left, bottom - top)
    pending = drawRows(sheet, pending, { left, width: right - left, top, bottom, size })
    drawFoot(sheet, face, record, picture, { left, right })
  }
}

function rowsOf(face: LicenceFace, type: CredentialType, record: CredentialRecord): Row[] {
  const rows: Row[] = []
  for (const name of face.lines) {
    const value = sayValue(record.elements[name])
    if (value !== '') rows.push({ label: type.elements.properties[name]?.title ?? name, value })
  }
  if (record.validFrom && record.validTo)
    rows.push({ label: '有效期限', value: `${sayDate(record.validFrom)}至${sayDate(record.validTo)}` })
  return rows
}

/** The paper itself: cream, a net of fine waves, a double frame with turned corners. */
function drawPaper({ doc, pageWidth: width, pageHeight: height }: Sheet): void {
  doc.rect(0, 0, width, height).fill(cream)
  const outer = 9 * mm
  const inner = 13 * mm
  doc
    .save()
    .rect(inner, inner, width - 2 * inner, height - 2 * inner)
    .clip()
  const [wave, swing, step] = [48, 8, 15]
  for (let y = inner - swing; y < height - inner + swing; y += step) {
    for (const turn of [1, -1]) {
      doc.moveTo(inner - wave, y)
      for (let x = inner - wave; x < width; x += wave)
        doc
          .bezierCurveTo(x + wave / 6, y - swing * turn, x + wave / 3, y - swing * turn, x + wave / 2, y)
          .bezierCurveTo(x + (wave * 2) / 3, y + swing * turn, x + (wave * 5) / 6, y + swing * turn, x + wave, y)
    }
  }
  doc.lineWidth(0.35).strokeOpacity(0.5).stroke(edgeSoft).restore()
  doc
    .lineWidth(2.2)
    .rect(outer, outer, width - 2 * outer, height - 2 * outer)
    .stroke(edge)
  const corner = 7 * mm
  for (const inset of [inner - 1.2 * mm, inner]) {
    const [x1, y1, x2, y2] = [inset, inset, width - inset, height - inset]
    doc
      .moveTo(x1 + corner, y1)
      .lineTo(x2 - corner, y1)
      .quadraticCurveTo(x2 - corner, y1 + corner, x2, y1 + corner)
      .lineTo(x2, y2 - corner)
      .quadraticCurveTo(x2 - corner, y2 - corner, x2 - corner, y2)
      .lineTo(x1 + corner, y2)
      .quadraticCurveTo(x1 + corner, y2 - corner, x1, y2 - corner)
      .lineTo(x1, y1 + corner)
      .quadraticCurveTo(x1 + corner, y1 + corner, x1 + corner, y1)
      .lineWidth(inset === inner ? 0.5 : 1)
      .stroke(edge)
  }
}

function drawHead(sheet: Sheet, face: LicenceFace, record: CredentialRecord): number {
  const { pageWidth: width } = sheet
  const spacing = 16
  const title = { face: 'serif-bold', size: 34, spacing } as const
  // The spacing after the last character is not part of the word.
  sheet.line(title, face.title, (width - sheet.widthOf(title, face.title) + spacing) / 2, 37 * mm)
  if (face.titleEn) {
    const english = { face: 'serif', size: 11, colour: inkSoft, spacing: 0.8 } as const
    sheet.line(english, face.titleEn, (width - sheet.widthOf(english, face.titleEn)) / 2, 44 * mm)
  }
  const number = `${face.numberLabel ?? '编号'}  ${record.number}`
  const style = { face: 'sans', size: 12, colour: inkSoft } as const
  const y = face.titleEn ? 52 * mm : 47 * mm
  sheet.line(style, number, (width - sheet.widthOf(style, number)) / 2, y)
  if (record.demo) drawDemoMark(sheet)
  return y + 9 * mm
}

function drawContinued(sheet: Sheet, face: LicenceFace, record: CredentialRecord): number {
  const text = `${face.title}（续）  ${record.number}`
  const style = { face: 'serif-bold', size: 14 } as const
  sheet.line(style, text, (sheet.pageWidth - sheet.widthOf(style, text)) / 2, 30 * mm)
  if (record.demo) drawDemoMark(sheet)
  return 38 * mm
}

/** Says on its face that it is no real paper: people keep and forward files without the page they came from. */
function drawDemoMark(sheet: Sheet): void {
  const text = '演示样本　不具有法律效力'
  const style = { face: 'sans', size: 9, colour: '#b3261e' } as const
  const [x, y] = [22 * mm, 23.5 * mm]
  sheet.doc
    .roundedRect(x - 6, y - 10.5, sheet.widthOf(style, text) + 12, 15, 2)
    .lineWidth(0.6)
    .stroke('#b3261e')
  sheet.line(style, text, x, y)
}

/** How a table of labels and values is set in one size: values begin where the longest label ends. */
function settingOf(sheet: Sheet, rows: Row[], size: number, width: number) {
  const longest = Math.max(...rows.map((row) => sheet.widthOf({ face: 'sans', size }, row.label)))
  const label = Math.max(longest, size * 4) + size * 1.6
  const block: Block = { face: 'sans', size, width: width - label, leading: size * 1.62 }
  return { block, label, gap: size * 0.42 }
}

/** The largest of a few sizes in which all rows fit; the smallest when none does, and then a further page follows. */
function fittingSize(sheet: Sheet, rows: Row[], width: number, room: number): number {
  const fits = (size: number) => {
    const { block, gap } = settingOf(sheet, rows, size, width)
    return rows.reduce((sum, row) => sum + sheet.heightOf(block, row.value) + gap, 0) <= room
  }
  return [14, 13, 12, 11, 10].find(fits) ?? 9.5
}

function drawRows(
  sheet: Sheet,
  rows: Row[],
  { left, width, top, bottom, size }: { left: number; width: number; top: number; bottom: number; size: number },
): Row[] {
  const { block, label, gap } = settingOf(sheet, rows, size, width)
  const { leading } = block
  let y = top
  for (const [i, row] of rows.entries()) {
    const lines = sheet.linesOf(block, row.value)
    // A rounding error must not send a line that fits to the next page.
    const room = Math.floor((bottom - y) / leading + 0.01)
    const fitting = Math.min(lines.length, room)
    if (fitting < Math.min(2, lines.length) && i > 0) return rows.slice(i)
    const [here, later] = cutAfter(
      row.value,
      lines.slice(0, Math.max(fitting, 1)).map(({ text }) => text),
    )
    sheet.line({ face: 'sans', size, colour: inkSoft }, row.label, left, y + leading / 2 + size * 0.36)
    y = sheet.paragraph(block, here, left + label, y) + gap
    if (later !== '')
      return [
        { label: row.label.endsWith('（续）') ? row.label : `${row.label}（续）`, value: later },
        ...rows.slice(i + 1),
      ]
  }
  return []
}

/** A text parted behind its first lines. */
function cutAfter(text: string, lines: readonly string[]): [here: string, later: string] {
  let end = 0
  for (const line of lines) end = text.indexOf(line, end) + line.length
  return [text.slice(0, end), text.slice(end).trimStart()]
}

function drawFoot(
  sheet: Sheet,
  face: LicenceFace,
  record: CredentialRecord,
  picture: SealPicture,
  { left, right }: { left: number; right: number },
): void {
  const { pageHeight: height } = sheet
  const side = 24 * mm
  const top = height - 51 * mm
  sheet.doc.rect(left - 4, top - 4, side + 8, side + 8).fill('#ffffff')
  sheet.qr(record.verifyAt, left, top, side)
  const small = { face: 'sans', size: 8, colour: inkSoft } as const
  const beside = left + side + 5 * mm
  sheet.line(small, '扫码或凭查验码核验真伪与现状', beside, top + 8)
  sheet.line({ ...small, size: 11, colour: '#211f1b' }, grouped(record.verifyCode), beside, top + 24)
  if (face.note) {
    const note: Block = { ...small, width: 92 * mm, leading: 12 }
    sheet.paragraph(note, fillPhrase(face.note, phraseValues(record)), beside, top + 33)
  }

  const block = { face: 'sans', size: 13 } as const
  const issuer = `${face.issuerLabel ?? '发证机关'}　${record.issuer.name}`
  const date = sayDate(record.issued) ?? ''
  const centre = right - 26 * mm
  const dateAt = centre - sheet.widthOf(block, date) / 2
  const issuerAt = Math.min(centre - sheet.widthOf(block, issuer) / 2, right - sheet.widthOf(block, issuer))
  sheet.line(block, issuer, issuerAt, top + 11 * mm)
  sheet.line(block, date, dateAt, top + 20 * mm)
  // 骑年盖月: the seal sits on the date, as official papers have it.
  sheet.stamp(picture, centre, top + 14.5 * mm)

  const id = `电子证照标识 ${record.identifier}`
  sheet.line(
    { ...small, size: 7.5 },
    id,
    (sheet.pageWidth - sheet.widthOf({ ...small, size: 7.5 }, id)) / 2,
    height - 17.5 * mm,
  )
}

/** Twelve characters in threes of four, as people read them aloud. */
export function grouped(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-')
}
