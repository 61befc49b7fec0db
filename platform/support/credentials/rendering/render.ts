import { Refusal } from '#kernel/errors.ts'
import type { SealPicture } from '#support/seals/contract.ts'
import type { CredentialRecord, CredentialType } from '../contract.ts'
import { kindName } from '../credential.ts'
import { type Coverage, type FontShelf, missingGlyphs } from './fonts.ts'
import { drawLetter } from './letter-page.ts'
import { drawLicence } from './licence-page.ts'
import { type OfdPaper, openOfdSheet } from './ofd-sheet.ts'
import { openPdfSheet } from './pdf-sheet.ts'
import { drawPlain, type PlainPaper } from './plain-page.ts'
import type { Sheet, SheetMeta } from './sheet.ts'

export type Paper = { record: CredentialRecord; digest: string; type: CredentialType; picture: SealPicture }

/** Refuses, naming each, characters that a paper could not show: before anything is numbered or sealed. */
export function requireGlyphs(coverage: Coverage, text: string): void {
  const characters = missingGlyphs(coverage, text)
  if (characters.length === 0) return
  const named = characters.map((each) => `${each} (U+${each.codePointAt(0)?.toString(16).toUpperCase()})`).join(', ')
  throw new Refusal('invalid', 'credentials.no-glyph', `No font can show ${named}`, { characters })
}

/** A plain paper: text under headings, with page numbers, that carries no seal. The same paper always gives the same bytes. */
export async function renderPlain(shelf: FontShelf, paper: PlainPaper): Promise<Buffer> {
  const meta = {
    title: paper.title,
    author: paper.author,
    subject: '',
    identifier: '',
    digest: '',
    at: new Date(paper.at),
  }
  const sheet = openPdfSheet(shelf, meta, 'portrait')
  drawPlain(sheet, paper)
  return sheet.close()
}

/** The PDF of a credential with one open signature. The same paper always gives the same bytes. */
export async function renderPaper(shelf: FontShelf, paper: Paper): Promise<Buffer> {
  const sheet = openPdfSheet(shelf, metaOf(paper), layoutOf(paper))
  drawOn(sheet, paper)
  return sheet.finish(paper.record.issuer.name, paper.record.type.name)
}

/** The same paper as OFD, not yet sealed. */
export function renderOfd(shelf: FontShelf, paper: Paper): OfdPaper {
  const sheet = openOfdSheet(shelf, metaOf(paper), layoutOf(paper))
  drawOn(sheet, paper)
  return sheet.close()
}

const layoutOf = ({ type }: Paper) => (type.face.layout === 'licence' ? 'landscape' : 'portrait')

function drawOn(sheet: Sheet, { record, type, picture }: Paper): void {
  const { face } = type
  if (face.layout === 'licence') drawLicence(sheet, { face, type, record, picture })
  else drawLetter(sheet, { face, record, picture })
}

function metaOf({ record, digest }: Paper): SheetMeta {
  return {
    title: `${record.type.name} ${record.number}`,
    author: record.issuer.name,
    subject: `${kindName[record.type.kind]} ${record.type.nameEn}`,
    identifier: record.identifier,
    digest,
    at: new Date(record.issuedAt),
  }
}
