import Type, { type Static } from 'typebox'
import type { Fault } from '#kernel/errors.ts'

const both = { additionalProperties: false }
const Key = Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' })

/** 电子证明: a certificate of fact that a register alone makes, declared in a pack as `certificates/<key>.yaml`. */
export const FactCertificate = Type.Object(
  {
    key: Key,
    version: Type.Integer({ minimum: 1 }),
    name: Type.String({ minLength: 1, maxLength: 40 }),
    nameEn: Type.String({ minLength: 1, maxLength: 80 }),
    about: Type.String({ minLength: 1, maxLength: 200, description: 'What it says, for who asks' }),
    aboutEn: Type.String({ minLength: 1, maxLength: 300 }),
    audience: Type.Enum(['natural', 'legal'], { description: 'Whose fact it is, and who may ask' }),
    department: Type.String({ minLength: 1, description: 'Who gives it and whose seal is put on' }),
    register: Type.String(),
    subject: Type.String({ description: 'The field of the register that holds the number of whom it is about' }),
    where: Type.Optional(
      Type.Record(Type.String(), Type.String(), { description: 'Further fields a record must have, by their values' }),
    ),
    fields: Type.Record(Type.String(), Type.String(), { description: 'Elements by the fields of the register' }),
    credential: Type.String({ description: 'The type of credential when a record is found' }),
    absent: Type.Optional(
      Type.Object({ credential: Type.String(), statement: Type.String({ minLength: 4, maxLength: 500 }) }, both),
    ),
    basis: Type.String({ minLength: 4, maxLength: 200, description: 'Why the register may be read' }),
  },
  { ...both, $id: 'FactCertificate' },
)
export type FactCertificate = Static<typeof FactCertificate>

/** What the schema cannot say. */
export function checkFactCertificate(certificate: FactCertificate): Fault[] {
  return 'statement' in certificate.fields
    ? [{ pointer: '/fields/statement', rule: 'statement', detail: '`statement` is said when nothing is found' }]
    : []
}

/** What a pack may declare in its `certificates` folder. */
export const factCertificateKind = {
  folder: 'certificates',
  schema: FactCertificate,
  check: checkFactCertificate,
} as const

export const FactCertificateLine = Type.Object(
  {
    ...Type.Pick(FactCertificate, ['key', 'name', 'nameEn', 'about', 'aboutEn', 'audience']).properties,
    department: Type.String({ description: 'Its name' }),
    source: Type.String({ description: 'The register it is made from, as people know it' }),
  },
  { title: 'FactCertificateLine' },
)
export type FactCertificateLine = Static<typeof FactCertificateLine>

export const AskForFact = Type.Object(
  {
    purpose: Type.String({ minLength: 2, maxLength: 100, description: '用途' }),
    receiver: Type.String({ minLength: 2, maxLength: 100, description: '接收单位' }),
    onBehalfOf: Type.Optional(Type.String({ maxLength: 60, description: 'The firm whose fact it is' })),
  },
  { ...both, title: 'AskForFact' },
)
export type AskForFact = Static<typeof AskForFact>

export const GivenFact = Type.Object(
  {
    credentialId: Type.String({ format: 'uuid' }),
    name: Type.String(),
    number: Type.String(),
    verifyCode: Type.String(),
    found: Type.Boolean({ description: 'False when it says that no record was found' }),
  },
  { title: 'GivenFact' },
)
export type GivenFact = Static<typeof GivenFact>

export const problems = {
  'facts.missing': { zh: '没有这种电子证明。', en: 'There is no such certificate.' },
  'facts.not-for-you': {
    zh: '这种证明只开给它说的人或者企业，没有开具。',
    en: 'This certificate is for another kind of person; nothing was issued.',
  },
  'facts.no-record': {
    zh: '库里没有查到您的记录，没有开具。认为应当有的，请联系出具机关。',
    en: 'No record of you was found, so nothing was issued. If there should be one, ask the issuing office.',
  },
  'facts.unavailable': {
    zh: '数据库现在没有答复，没有开具。我们不用旧数据开证明，请过一会儿再试。',
    en: 'The register does not answer now, so nothing was issued: old data is not certified. Please try again later.',
  },
}
