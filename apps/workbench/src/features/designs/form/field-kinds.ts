import type { SchemaNode } from '@zhengtong/platform/support/forms/contract.ts'

/** How people who design forms speak of a question; each is a handful of keywords of JSON Schema. */
export const fieldKinds = [
  'text',
  'long',
  'integer',
  'number',
  'date',
  'yes-no',
  'one',
  'several',
  'mobile',
  'id-number',
  'credit-code',
  'division',
  'group',
  'list',
] as const
export type FieldKind = (typeof fieldKinds)[number]

const twoChoices = () => [
  { const: 'a', title: '第一项', 'x-ui': { en: 'First' } },
  { const: 'b', title: '第二项', 'x-ui': { en: 'Second' } },
]

const blanks: Record<FieldKind, () => SchemaNode> = {
  text: () => ({ type: 'string', maxLength: 100 }),
  long: () => ({ type: 'string', maxLength: 1000 }),
  integer: () => ({ type: 'integer', minimum: 0 }),
  number: () => ({ type: 'number', minimum: 0 }),
  date: () => ({ type: 'string', format: 'date' }),
  'yes-no': () => ({ type: 'boolean' }),
  one: () => ({ type: 'string', oneOf: twoChoices() }),
  several: () => ({ type: 'array', items: { type: 'string', oneOf: twoChoices() } }),
  mobile: () => ({ type: 'string', format: 'cn-mobile' }),
  'id-number': () => ({ type: 'string', format: 'cn-id' }),
  'credit-code': () => ({ type: 'string', format: 'uscc' }),
  division: () => ({ type: 'string', format: 'cn-division' }),
  group: () => ({ type: 'object', properties: {}, required: [] }),
  list: () => ({ type: 'array', maxItems: 20, items: { type: 'object', properties: {}, required: [] } }),
}

const byFormat: Record<string, FieldKind> = {
  date: 'date',
  'cn-mobile': 'mobile',
  'cn-id': 'id-number',
  uscc: 'credit-code',
  'cn-division': 'division',
}

/** The kind of a node that may come from anywhere; what nobody foresaw is a text. */
export function kindOf(node: SchemaNode): FieldKind {
  if (node.type === 'array') return node.items && hasChoices(node.items) ? 'several' : 'list'
  if (node.type === 'object') return 'group'
  if (node.type === 'boolean') return 'yes-no'
  if (hasChoices(node)) return 'one'
  if (node.type === 'integer' || node.type === 'number') return node.type
  const formatted = node.format === undefined ? undefined : byFormat[node.format]
  return formatted ?? ((node.maxLength ?? 0) > 100 || node['x-ui']?.widget === 'textarea' ? 'long' : 'text')
}

/** What is said of a question stays when its kind changes; how it is answered begins anew. */
const stays = ['title', 'description', 'readOnly', 'x-from', 'x-show'] as const

export function withKind(node: SchemaNode, kind: FieldKind): SchemaNode {
  const kept = Object.fromEntries(stays.flatMap((key) => (node[key] === undefined ? [] : [[key, node[key]]])))
  const { widget: _, ...ui } = node['x-ui'] ?? {}
  return { ...kept, ...blanks[kind](), 'x-ui': ui }
}

export const newNode = (kind: FieldKind, title: string, titleEn: string): SchemaNode => ({
  title,
  ...blanks[kind](),
  'x-ui': { en: titleEn },
})

/** The choices of a question with a code list, whether one or several may be chosen. */
export function choiceNodeOf(node: SchemaNode): SchemaNode | undefined {
  if (hasChoices(node)) return node
  return node.items && hasChoices(node.items) ? node.items : undefined
}

function hasChoices(node: SchemaNode): boolean {
  return Array.isArray(node.enum) || (Array.isArray(node.oneOf) && node.oneOf.every((choice) => 'const' in choice))
}
