import Type, { type Static } from 'typebox'
import { dayNumber } from '#kernel/calendar-date.ts'
import { parseCreditCode } from '#kernel/codes/credit-code.ts'
import type { Fault } from '#kernel/errors.ts'
import { placeholders } from './phrase.ts'
import { DisclosureLevel, Upkeep, upkeepFaults } from './upkeep/declared.ts'

const Key = Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' })
const Phrase = Type.String({
  minLength: 1,
  maxLength: 2000,
  description: 'Text with {holder.name}, {elements.address} …',
})
const both = { additionalProperties: false }

/** One data item of the face (照面): JSON Schema of its value, `title` in Chinese and `x-en` in English. */
export const CredentialElement = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 40 }),
    'x-en': Type.Optional(Type.String({ maxLength: 80 })),
    type: Type.Union([Type.Literal('string'), Type.Literal('number'), Type.Literal('integer'), Type.Literal('array')]),
    items: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: true },
)

/** The face data items of one type, as a JSON Schema object. */
export const CredentialElements = Type.Object(
  {
    type: Type.Literal('object'),
    properties: Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' }), CredentialElement),
    required: Type.Optional(Type.Array(Type.String())),
  },
  { additionalProperties: true },
)

/**
 * How numbers are made. `pattern` knows {year} {date} {division} {seq:5} {check:mod-11-10} {check:mod-37-36}
 * {elements.x}; numbers are counted apart for each `scope`. `creditCode` gives organisations their code (GB 32100-2015);
 * `element` takes a number that the case already has.
 */
export const Numbering = Type.Union([
  Type.Object(
    {
      pattern: Type.String({ minLength: 3, maxLength: 100 }),
      scope: Type.Optional(
        Type.Array(Type.Union([Type.Literal('year'), Type.Literal('date'), Type.Literal('division')]), { maxItems: 3 }),
      ),
      gapless: Type.Optional(Type.Boolean({ description: 'No number may be missing: document numbers' })),
    },
    both,
  ),
  Type.Object(
    {
      creditCode: Type.Object(
        {
          registrar: Type.String({ pattern: '^[0-9A-Y]$' }),
          category: Type.String({ pattern: '^[0-9A-Y]$' }),
          prefix: Type.String({ pattern: '^[0-9A-HJ-NPQRTUWXY]{1,4}$', description: 'Start of the organisation code' }),
        },
        both,
      ),
    },
    both,
  ),
  Type.Object({ element: Type.String() }, both),
])
export type Numbering = Static<typeof Numbering>

export const Validity = Type.Union([
  Type.Literal('none'),
  Type.Object({ years: Type.Integer({ minimum: 1, maximum: 100 }) }, both),
  Type.Object({ months: Type.Integer({ minimum: 1, maximum: 1200 }) }, both),
  Type.Object({ until: Type.String({ minLength: 1, description: 'FEEL over `elements` and `issued`: a date' }) }, both),
])
export type Validity = Static<typeof Validity>

/** 归集: from which day licences that exist already are taken in, and how often their source is read again. */
export const Collection = Type.Object(
  {
    from: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '首次归集日期' }),
    cycle: Type.Enum(['at-once', 'daily', 'weekly', 'monthly', 'yearly'], { description: '更新周期' }),
  },
  both,
)
export type Collection = Static<typeof Collection>

/** The paper of a licence or certificate: title, labelled elements, issuer, seal over the date, QR code. */
export const LicenceFace = Type.Object(
  {
    layout: Type.Literal('licence'),
    title: Type.String({ minLength: 1, maxLength: 30 }),
    titleEn: Type.Optional(Type.String({ maxLength: 80 })),
    numberLabel: Type.Optional(Type.String({ maxLength: 20 })),
    lines: Type.Array(Type.String(), { minItems: 1, description: 'Elements in the order of the face' }),
    issuerLabel: Type.Optional(Type.String({ maxLength: 20 })),
    note: Type.Optional(Phrase),
  },
  both,
)
export type LicenceFace = Static<typeof LicenceFace>

/** A paragraph: always, only when an element has a value, or once for each item of a list element. */
export const Paragraph = Type.Union([
  Phrase,
  Type.Object({ when: Type.String(), text: Phrase }, both),
  Type.Object({ each: Type.String(), text: Phrase, else: Type.Optional(Phrase) }, both),
])
export type Paragraph = Static<typeof Paragraph>

/** The paper of an official letter (公文): title, number, addressee, body, remedies, issuer, date, seal. */
export const LetterFace = Type.Object(
  {
    layout: Type.Literal('letter'),
    title: Type.String({ minLength: 1, maxLength: 40 }),
    addressee: Phrase,
    body: Type.Array(Paragraph, { minItems: 1 }),
    remedies: Type.Optional(Type.Array(Paragraph)),
  },
  both,
)
export type LetterFace = Static<typeof LetterFace>

/** A type of credential, declared in a pack as `credentials/<key>.yaml`. */
export const CredentialType = Type.Object(
  {
    key: Key,
    version: Type.Integer({ minimum: 1 }),
    name: Type.String({ minLength: 1, maxLength: 40 }),
    nameEn: Type.String({ minLength: 1, maxLength: 80 }),
    kind: Type.Union([Type.Literal('licence'), Type.Literal('letter'), Type.Literal('certificate')]),
    identifier: Type.Object(
      {
        definer: Type.String({ description: 'Credit code of the agency that defined the type (GB/T 36904-2018)' }),
        code: Type.String({ pattern: '^[0-9A-Z]{3}$' }),
      },
      both,
    ),
    elements: CredentialElements,
    numbering: Numbering,
    validity: Validity,
    collection: Type.Optional(Collection),
    issuers: Type.Optional(
      Type.Array(Type.String(), { minItems: 1, description: 'Departments that issue it, those below them included' }),
    ),
    disclosure: Type.Object(
      {
        public: Type.Array(Type.String(), { description: 'Elements anybody with the code may read' }),
        levels: Type.Optional(Type.Array(DisclosureLevel)),
      },
      both,
    ),
    acts: Type.Optional(
      Type.Array(Type.Enum(['suspend', 'resume', 'withdraw', 'annul', 'revoke', 'cancel']), {
        description: 'What may become of it; all that the law knows unless told',
      }),
    ),
    upkeep: Type.Optional(Upkeep),
    face: Type.Union([LicenceFace, LetterFace]),
    basis: Type.Array(
      Type.Object({ law: Type.String({ minLength: 2 }), article: Type.Optional(Type.String()) }, both),
      { minItems: 1 },
    ),
  },
  { additionalProperties: false, $id: 'CredentialType' },
)
export type CredentialType = Static<typeof CredentialType>

const knownRoots = new Set([
  'holder.name',
  'holder.idMasked',
  'number',
  'issuer.name',
  'issued',
  'validFrom',
  'validTo',
])
const knownTokens = /^(year|date|division|seq:\d{1,2}|check:mod-11-10|check:mod-37-36|elements\.[A-Za-z0-9]+)$/

/** What the schema cannot say: names that must exist, a sequence that must be there, checks of codes. */
export function checkCredentialType(type: CredentialType): Fault[] {
  const elements = new Set(Object.keys(type.elements.properties))
  const faults: Fault[] = []
  const fault = (pointer: string, rule: string, detail: string) => faults.push({ pointer, rule, detail })
  const mustKnow = (pointer: string, name: string) => {
    if (!elements.has(name)) fault(pointer, 'element', `"${name}" is not among the elements`)
  }

  if (!parseCreditCode(type.identifier.definer).ok)
    fault('/identifier/definer', 'definer', 'the definer is not a valid unified social credit code (GB 32100-2015)')
  for (const [i, name] of (type.elements.required ?? []).entries()) mustKnow(`/elements/required/${i}`, name)
  for (const [i, name] of type.disclosure.public.entries()) mustKnow(`/disclosure/public/${i}`, name)
  if ((type.kind === 'letter') !== (type.face.layout === 'letter'))
    fault('/face/layout', 'layout', 'letters have the letter layout, licences and certificates the licence layout')

  const checkPhrase = (pointer: string, text: string, item: boolean) => {
    for (const name of placeholders(text)) {
      if (knownRoots.has(name) || (item && (name === 'index' || name === 'item' || name.startsWith('item.')))) continue
      const element = /^elements\.([A-Za-z0-9]+)$/.exec(name)?.[1]
      if (element && elements.has(element)) continue
      fault(pointer, 'placeholder', `nothing fills {${name}}`)
    }
  }
  const checkParagraphs = (pointer: string, paragraphs: readonly Paragraph[]) => {
    for (const [i, paragraph] of paragraphs.entries()) {
      if (typeof paragraph === 'string') {
        checkPhrase(`${pointer}/${i}`, paragraph, false)
        continue
      }
      mustKnow(`${pointer}/${i}`, 'when' in paragraph ? paragraph.when : paragraph.each)
      checkPhrase(`${pointer}/${i}/text`, paragraph.text, 'each' in paragraph)
    }
  }
  if (type.face.layout === 'licence') {
    for (const [i, name] of type.face.lines.entries()) mustKnow(`/face/lines/${i}`, name)
    if (type.face.note) checkPhrase('/face/note', type.face.note, false)
  } else {
    checkPhrase('/face/addressee', type.face.addressee, false)
    checkParagraphs('/face/body', type.face.body)
    checkParagraphs('/face/remedies', type.face.remedies ?? [])
  }

  if ('element' in type.numbering) mustKnow('/numbering/element', type.numbering.element)
  if ('pattern' in type.numbering) {
    const tokens = placeholders(type.numbering.pattern)
    for (const token of tokens)
      if (!knownTokens.test(token)) fault('/numbering/pattern', 'token', `a number cannot hold {${token}}`)
    if (!tokens.some((token) => token.startsWith('seq:')))
      fault('/numbering/pattern', 'sequence', 'a number needs a sequence, such as {seq:5}')
    for (const scope of type.numbering.scope ?? [])
      if (!tokens.includes(scope) && !(scope === 'year' && tokens.includes('date')))
        fault('/numbering/scope', 'scope', `counted apart by ${scope}, so the number must show {${scope}}`)
    for (const token of tokens) {
      const element = /^elements\.(.+)$/.exec(token)?.[1]
      if (element) mustKnow('/numbering/pattern', element)
    }
  }
  faults.push(...upkeepFaults(type))
  if (type.collection && dayNumber(type.collection.from) === undefined)
    fault('/collection/from', 'date', `${type.collection.from} is not a day`)
  if (type.collection && (type.kind === 'letter' || ('pattern' in type.numbering && type.numbering.gapless)))
    fault('/collection', 'collection', 'letters, and numbers without gaps, are not taken in from elsewhere')
  // 公文编号不得有缺号, as record keeping of documents expects
  if (type.kind === 'letter' && !('pattern' in type.numbering && type.numbering.gapless))
    fault('/numbering', 'gapless', 'numbers of letters have no gaps: say gapless: true')
  return faults
}

/** What a pack may declare in its `credentials` folder. */
export const credentialKind = { folder: 'credentials', schema: CredentialType, check: checkCredentialType } as const
