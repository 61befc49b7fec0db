import { parseCitizenId, parseSharedFormat, type Sex } from './citizen-id.ts'
import { accepted, codeFault, normaliseCode, type Parsed, refused } from './parsed.ts'

export type DocumentKind =
  | 'citizen-id'
  | 'residence-permit'
  | 'hong-kong-macao-permit'
  | 'taiwan-permit'
  | 'permanent-residence'
  | 'passport'

export type IdentityDocument = {
  kind: DocumentKind
  number: string
  /** Only where the number says so. */
  birthDate?: string
  sex?: Sex
  /** The two digits that count how often a permit was re-issued. */
  issueCount?: string
}

/** Names and GA/T 2000.156 codes of the kinds; the codes come from memory of the standard and need a check against it. */
export const DOCUMENT_KINDS: Readonly<Record<DocumentKind, { name: string; code?: string }>> = {
  'citizen-id': { name: '居民身份证', code: '111' },
  'residence-permit': { name: '港澳台居民居住证' },
  'hong-kong-macao-permit': { name: '港澳居民来往内地通行证', code: '516' },
  'taiwan-permit': { name: '台湾居民来往大陆通行证', code: '511' },
  'permanent-residence': { name: '外国人永久居留身份证', code: '553' },
  passport: { name: '普通护照', code: '414' },
}

/** Reads the number of an identity or travel document of the given kind; `asOf` is a `YYYY-MM-DD` date. */
export function parseIdentityDocument(kind: DocumentKind, text: string, asOf: string): Parsed<IdentityDocument> {
  const number = normaliseCode(text)
  switch (kind) {
    case 'citizen-id':
      return withBirth(kind, parseCitizenId(number, asOf))
    case 'residence-permit':
      if (!/^8[123]0000/.test(number)) return wrong(kind, '号码应为18位，以810000、820000或830000开头')
      return withBirth(kind, parseSharedFormat(number, asOf))
    case 'permanent-residence':
      if (/^[A-Z]{3}\d{12}$/.test(number)) return accepted({ kind, number })
      if (!number.startsWith('9')) return wrong(kind, '新版号码为18位、以9开头，旧版为3位字母加12位数字')
      return withBirth(kind, parseSharedFormat(number, asOf))
    case 'hong-kong-macao-permit':
      return permit(kind, number, /^([HM]\d{8})(\d{2})?$/, '号码应为H或M加8位数字，可再加2位换证次数')
    case 'taiwan-permit':
      return permit(kind, number, /^(\d{8})(\d{2})?$/, '号码应为8位数字，可再加2位换证次数')
    case 'passport':
      // Issuers number as they like, so the check stays wide on purpose.
      if (!/^[A-Z0-9]{5,17}$/.test(number)) return wrong(kind, '号码应为5至17位字母或数字')
      return accepted({ kind, number })
  }
}

function withBirth(kind: DocumentKind, read: ReturnType<typeof parseSharedFormat>): Parsed<IdentityDocument> {
  if (!read.ok) return read
  const { number, birthDate, sex } = read.value
  return accepted({ kind, number, birthDate, sex })
}

function permit(kind: DocumentKind, number: string, shape: RegExp, rule: string): Parsed<IdentityDocument> {
  const match = shape.exec(number)
  if (!match) return wrong(kind, rule)
  return accepted(match[2] ? { kind, number, issueCount: match[2] } : { kind, number })
}

function wrong(kind: DocumentKind, rule: string): Parsed<IdentityDocument> {
  return refused(codeFault(`${kind}.shape`, `${DOCUMENT_KINDS[kind].name}${rule}。`))
}
