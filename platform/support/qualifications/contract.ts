import Type, { type Static } from 'typebox'

const Time = Type.String({ format: 'date-time' })
const Text = (maxLength: number, minLength = 2) => Type.String({ minLength, maxLength })

export const Answer = Type.Enum(['yes', 'no', 'partly'])
export type Answer = Static<typeof Answer>

/** One requirement and what came of it. `unknown`: a source did not answer, or what it said does not tell. */
export const Finding = Type.Object(
  {
    key: Type.String(),
    name: Type.String(),
    nameEn: Type.String(),
    state: Type.Enum(['met', 'unmet', 'unknown']),
    decisive: Type.Boolean({ description: 'Whether not to meet it means no' }),
    from: Type.Array(Type.String(), { description: 'The sources it rests on' }),
    reason: Type.String({ description: 'What not to meet it means, in words' }),
    reasonEn: Type.String(),
    basis: Type.String(),
  },
  { title: 'QualificationFinding' },
)
export type Finding = Static<typeof Finding>

/** What was asked, when, and in which version it answered: enough to look it up again, none of the data itself. */
export const SourceSaid = Type.Object(
  {
    name: Type.String(),
    kind: Type.Enum(['credential', 'register', 'credit']),
    label: Type.String(),
    status: Type.Enum(['found', 'missing', 'unavailable']),
    version: Type.String({ description: 'Of the record; of credentials their numbers' }),
    at: Time,
  },
  { title: 'QualificationSource' },
)
export type SourceSaid = Static<typeof SourceSaid>

export const Consent = Type.Object(
  {
    form: Type.Enum(['written', 'online', 'application'], { description: 'How the person agreed' }),
    reference: Text(120),
    on: Type.String({ format: 'date' }),
  },
  { additionalProperties: false, title: 'QualificationConsent' },
)
export type Consent = Static<typeof Consent>

export const CheckInput = Type.Object(
  {
    check: Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$', description: 'A named check, of GET /qualifications' }),
    number: Text(20, 15),
    purpose: Text(200),
    basis: Text(300),
    consent: Type.Optional(Consent),
    caseNo: Type.Optional(Text(60)),
  },
  { additionalProperties: false, title: 'QualificationInput' },
)
export type CheckInput = Static<typeof CheckInput>

/** The answer, with its reasons and sources. It finds; whether to refuse somebody is for a person to decide. */
export const CheckView = Type.Object(
  {
    id: Type.String(),
    check: Type.String(),
    version: Type.Integer(),
    name: Type.String(),
    nameEn: Type.String(),
    subject: Type.String({ description: 'The credit code, or the masked number of a person' }),
    answer: Answer,
    findings: Type.Array(Finding),
    sources: Type.Array(SourceSaid),
    purpose: Type.String(),
    basis: Type.String(),
    consent: Type.Optional(Consent),
    caseNo: Type.Optional(Type.String()),
    by: Type.String({ description: 'The office or program that asked' }),
    at: Time,
    leafHash: Type.String({ description: 'Its evidence in the public log: /log/proof/{leafHash}' }),
  },
  { title: 'QualificationCheck' },
)
export type CheckView = Static<typeof CheckView>

/** A named check on the list. */
export const CheckType = Type.Object(
  {
    key: Type.String(),
    version: Type.Integer(),
    name: Type.String(),
    nameEn: Type.String(),
    question: Type.String(),
    questionEn: Type.String(),
    appliesTo: Type.Enum(['legal', 'natural']),
    ground: Type.Enum(['consent', 'duty']),
    basis: Type.String(),
    requirements: Type.Array(
      Type.Object({
        key: Type.String(),
        name: Type.String(),
        nameEn: Type.String(),
        decisive: Type.Boolean(),
        basis: Type.String(),
      }),
    ),
  },
  { title: 'QualificationType' },
)
export type CheckType = Static<typeof CheckType>

export const problems = {
  'qualifications.forbidden': {
    zh: '只有承办业务的岗位可以核验资格。',
    en: 'Only posts that handle business may check qualifications.',
  },
  'qualifications.missing': { zh: '没有这种资格核验。', en: 'There is no such check.' },
  'qualifications.bad-number': {
    zh: '既不是统一社会信用代码，也不是身份证号码。',
    en: 'Neither a credit code nor a citizen ID.',
  },
  'qualifications.not-for-them': {
    zh: '这种核验不适用于这类主体。',
    en: 'This check is not for such a party.',
  },
  'qualifications.no-consent': {
    zh: '这种核验要先取得本人同意，并写明同意的编号和日期。',
    en: 'This check needs the consent of whom it is about: say which, and of what day.',
  },
}
