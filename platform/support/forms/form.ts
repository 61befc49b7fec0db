import Type, { type Static } from 'typebox'

/** Keys of forms, registers, flows…: lower case, digits and hyphens, so that they are also names of files. */
export const Key = Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$' })

const Text = Type.String({ minLength: 1, maxLength: 2000 })

/** One page of a form: one thing asked at a time. `fields` are property names, or pointers such as `/premises/kind`. */
export const FormPage = Type.Object(
  {
    key: Key,
    title: Text,
    titleEn: Text,
    help: Type.Optional(Text),
    helpEn: Type.Optional(Text),
    fields: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 60 }),
  },
  { additionalProperties: false },
)

/**
 * A form as packs write it: JSON Schema 2020-12 with three keywords of ours (`x-from`, `x-show`, `x-ui`) and its pages.
 * A property on no page, with `readOnly` and `x-from`, is a background fact: fetched at submission, never asked.
 */
export const Form = Type.Object(
  {
    key: Key,
    version: Type.Integer({ minimum: 1 }),
    title: Text,
    titleEn: Text,
    schema: Type.Unknown(),
    pages: Type.Array(FormPage, { minItems: 1, maxItems: 60 }),
  },
  { additionalProperties: false },
)
export type FormPage = Static<typeof FormPage>
export type Form = Omit<Static<typeof Form>, 'schema'> & { schema: SchemaNode }

/** Where a value comes from. Several in a list are tried in order until one holds a value. */
export type Source =
  /** A register's field. `key` says how the record is found; `many` gives all records as a list of objects of `fields`. */
  | { register: string; key: Record<string, Source>; field: string }
  | { register: string; key: Record<string, Source>; fields: string[]; many?: boolean }
  /** The natural person who is signed in. */
  | { account: PartyField }
  /** The party the application is for: the same person, or the firm or family member represented. */
  | { applicant: PartyField }
  /** A field of the applicant's newest valid credential of a type. */
  | { credential: string; field: string }
  | { answer: string }
  /** The key of the option chosen for a question asked before the form (情形引导). */
  | { situation: string }
  | { const: string | number | boolean }

export const partyFields = ['name', 'idType', 'idNumber', 'mobile', 'kind'] as const
export type PartyField = (typeof partyFields)[number]

export const widgets = [
  'text',
  'textarea',
  'number',
  'date',
  'radio',
  'select',
  'checkbox',
  'checkboxes',
  'group',
  'list',
  'division',
  'phone',
  'id-number',
] as const
export type Widget = (typeof widgets)[number]

/** Hints for those who draw the form. `title` and `description` of JSON Schema are the Chinese texts. */
export type UiHints = {
  widget?: Widget
  /** English title. */
  en?: string
  helpEn?: string
  /** Written after the input: m², 人, 元. */
  unit?: string
  unitEn?: string
  placeholder?: string
  /** Why it is asked although a register holds it; shown to the applicant. Without it the packs' lint refuses the field. */
  why?: string
}

export type SchemaType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null'

/** A JSON Schema 2020-12 object: the keywords our code reads, and all others as they are. */
export type SchemaNode = {
  $ref?: string
  $defs?: Record<string, SchemaNode>
  type?: SchemaType
  title?: string
  description?: string
  properties?: Record<string, SchemaNode>
  required?: string[]
  items?: SchemaNode
  format?: string
  pattern?: string
  enum?: unknown[]
  oneOf?: SchemaNode[]
  const?: unknown
  readOnly?: boolean
  minItems?: number
  maxItems?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  then?: SchemaNode
  else?: SchemaNode
  'x-from'?: Source | Source[]
  'x-show'?: string
  'x-ui'?: UiHints
  [keyword: string]: unknown
}

/** A FEEL expression made ready; the scope's names are the answers. */
export type Expression = ((scope: Record<string, unknown>) => unknown) & {
  /** The names it reads, where the compiler tells them; a name that no field has is a mistake of the form. */
  free?: readonly string[]
}
/** Compiles FEEL text or throws an Error that says what is wrong with it. Given from outside so that forms know no rules. */
export type CompileExpression = (text: string) => Expression
