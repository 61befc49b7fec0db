import type { SealPicture } from '#support/seals/contract.ts'
import type { CredentialRecord, LetterFace, Paragraph } from '../contract.ts'
import { phraseValues } from '../credential.ts'
import { fillPhrase, sayDate } from '../phrase.ts'
import { grouped } from './licence-page.ts'
import { type Block, inkSoft, mm, type Sheet, sealRed } from './sheet.ts'

// GB/T 9704-2012: top margin 37 mm, binding side 28 mm, type area 156 × 225 mm; titles in 22 pt, text in 16 pt 仿宋.
const left = 28 * mm
const width = 156 * mm
const top = 37 * mm
const bottom = (37 + 225) * mm

/** Draws an official letter (A4, portrait): issuer's head, title, number, addressee, body, remedies, issuer, date, seal. */
export function drawLetter(
  sheet: Sheet,
  { face, record, picture }: { face: LetterFace; record: CredentialRecord; picture: SealPicture },
): void {
  const size = 14.5
  const body: Block = { face: 'serif', size, width, leading: size * 1.86, indent: size * 2, align: 'both' }
  let y = drawHead(sheet, face, record)
  const turn = () => {
    drawFoot(sheet, record)
    sheet.doc.addPage()
    y = top
  }
  const write = (block: Block, text: string) => {
    if (text === '') return
    if (y + Math.min(sheet.heightOf(block, text), block.leading * 8) > bottom) turn()
    y = sheet.paragraph(block, text, left, y)
  }

  const values = phraseValues(record)
  const addressee = fillPhrase(face.addressee, values)
  write({ ...body, indent: 0 }, /[：:]$/.test(addressee) ? addressee : `${addressee}：`)
  for (const text of spoken(face.body, values)) write(body, text)
  const remedies = spoken(face.remedies ?? [], values)
  if (remedies.length > 0) {
    y += size * 0.5
    for (const text of remedies) write(body, text)
  }

  if (y + 62 * mm > bottom + 12 * mm) turn()
  const style = { face: 'serif', size } as const
  const date = sayDate(record.issued) ?? ''
  const centre = left + width - Math.max(sheet.widthOf(style, record.issuer.name) / 2, 21 * mm) - 4 * mm
  y += 22 * mm
  sheet.line(style, record.issuer.name, centre - sheet.widthOf(style, record.issuer.name) / 2, y)
  sheet.line(style, date, centre - sheet.widthOf(style, date) / 2, y + 9 * mm)
  // 骑年盖月 (GB/T 9704-2012, 7.3.5.1): the seal is centred on the date, its upper part on the name of the issuer.
  sheet.stamp(picture, centre, y + 4.5 * mm)
  drawFoot(sheet, record)
}

/** The paragraphs that this letter has, filled in. */
export function spoken(paragraphs: readonly Paragraph[], values: Record<string, unknown>): string[] {
  const elements = values.elements as Record<string, unknown>
  return paragraphs.flatMap((paragraph) => {
    if (typeof paragraph === 'string') return [fillPhrase(paragraph, values)]
    if ('when' in paragraph) return present(elements[paragraph.when]) ? [fillPhrase(paragraph.text, values)] : []
    const items = elements[paragraph.each]
    if (!Array.isArray(items) || items.length === 0) return paragraph.else ? [fillPhrase(paragraph.else, values)] : []
    return items.map((item: unknown, i) => fillPhrase(paragraph.text, { ...values, item, index: i + 1 }))
  })
}

function present(value: unknown): boolean {
  return (
    value !== undefined &&
    value !== null &&
    value !== '' &&
    value !== false &&
    !(Array.isArray(value) && value.length === 0)
  )
}

function drawHead(sheet: Sheet, face: LetterFace, record: CredentialRecord): number {
  const middle = (style: Block, text: string, y: number) =>
    sheet.paragraph({ ...style, align: 'centre' }, text, left, y)
  const agency = { face: 'serif-bold', size: 22, colour: sealRed, spacing: 3, width, leading: 34 } as const
  let y = middle(agency, record.issuer.name, 22 * mm)
  sheet.doc.rect(left, y + 5, width, 1.6).fill(sealRed)
  y += 22
  y = middle({ face: 'serif-bold', size: 20, spacing: 2, width, leading: 34 }, face.title, y)
  y = middle({ face: 'serif', size: 12, width, leading: 22 }, record.number, y)
  if (record.demo) sheet.line({ face: 'sans', size: 9, colour: sealRed }, '演示样本　不具有法律效力', left, 16 * mm)
  return y + 12
}

function drawFoot(sheet: Sheet, record: CredentialRecord): void {
  const side = 17 * mm
  const y = sheet.pageHeight - 28 * mm
  sheet.doc.rect(left, y - 3 * mm, width, 0.5).fill('#c9c4ba')
  sheet.qr(record.verifyAt, left, y, side)
  const small = { face: 'sans', size: 8, colour: inkSoft } as const
  sheet.line(small, `扫码核验本文书　查验码 ${grouped(record.verifyCode)}`, left + side + 4 * mm, y + 6 * mm)
  sheet.line({ ...small, size: 7 }, `电子证照标识 ${record.identifier}`, left + side + 4 * mm, y + 12 * mm)
}
