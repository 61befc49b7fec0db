/** A JSON Schema as far as a reference tells of it. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  title?: string
  description?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  default?: unknown
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
}

type Content = Record<string, { schema?: Schema }>
export type Parameter = { in: string; name: string; required?: boolean; description?: string; schema?: Schema }
export type Described = {
  operationId?: string
  description?: string
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content?: Content }
  responses?: Record<string, { description?: string; content?: Content }>
  'x-assurance-level'?: string
}

/** The part of an OpenAPI document that is one capability's. */
export type Slice = {
  paths: Record<string, Record<string, Described>>
  components?: { schemas?: Record<string, Schema> }
}

export const describedIn = ({ paths }: Slice, { method, path }: { method: string; path: string }) =>
  paths[path]?.[method.toLowerCase()]

const nameOf = ({ $ref }: Schema) => $ref?.replace('#/components/schemas/', '')

/** What a schema says, where it names another. */
export function resolved(slice: Slice, schema: Schema): Schema {
  const name = nameOf(schema)
  return name === undefined ? schema : (slice.components?.schemas?.[name] ?? {})
}

/** The first kind of content with its schema. */
export function contentOf(content: Content | undefined): { type: string; schema?: Schema } | undefined {
  const [first] = Object.entries(content ?? {})
  return first ? { type: first[0], ...first[1] } : undefined
}

/** The kind of value in one line: `string (date)`, `"a" | "b"`, `Item[]`, `integer 1–100`. */
export function typeText(schema: Schema): string {
  const { type, format, items } = schema
  const name = nameOf(schema)
  if (name !== undefined) return name
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const several = schema.anyOf ?? schema.oneOf
  if (several) return [...new Set(several.map(typeText))].join(' | ')
  if (items) return `${/ \| /.test(typeText(items)) ? `(${typeText(items)})` : typeText(items)}[]`
  const plain = Array.isArray(type) ? type.join(' | ') : (type ?? 'any')
  return [format ? `${plain} (${format})` : plain, boundsOf(schema)].filter(Boolean).join(' ')
}

function boundsOf({ minimum, maximum, minLength, maxLength, ...rest }: Schema): string {
  const range = (low: number | undefined, high: number | undefined) =>
    low === undefined && high === undefined ? '' : low === undefined ? `≤ ${high}` : `${low}–${high ?? ''}`
  return [
    range(minimum, maximum),
    range(minLength, maxLength),
    rest.default === undefined ? '' : `= ${JSON.stringify(rest.default)}`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** The fields of an object, or of the objects that a list holds; none for plain values. */
export function fieldsOf(slice: Slice, schema: Schema): { name: string; schema: Schema; required: boolean }[] {
  const said = resolved(slice, schema)
  if (said.items) return fieldsOf(slice, said.items)
  const all = [said, ...(said.allOf ?? []).map((each) => resolved(slice, each))]
  return all.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).map(([name, each]) => ({ name, schema: each, required: required.includes(name) })),
  )
}
