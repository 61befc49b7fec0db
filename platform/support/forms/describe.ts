import { type CompiledForm, choicesOf } from './compile.ts'
import { type Field, fieldAt } from './field.ts'
import type { SchemaType, Source, Widget } from './form.ts'

export type Choice = { value: unknown; title: string; titleEn: string }

/** A field as a renderer draws it. Texts come in both languages, so that switching needs no second request. */
export type FieldView = {
  /** JSON pointer; `*` stands for the index inside a list. */
  pointer: string
  key: string
  type: SchemaType
  widget: Widget
  title: string
  titleEn: string
  help?: string
  helpEn?: string
  placeholder?: string
  unit?: string
  unitEn?: string
  /** Why it is asked although a register holds it. */
  why?: string
  options?: Choice[]
  required: boolean
  /** Filled by its source alone; the applicant sees it and cannot change it. */
  readOnly: boolean
  /** It comes and goes with other answers: ask `visibleAnswers` what is hidden now. */
  conditional: boolean
  /** Where its value may already be known, first choice first. */
  sources: {
    kind: 'register' | 'account' | 'applicant' | 'credential' | 'answer' | 'situation' | 'const'
    key: string
  }[]
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  /** The fields of a group, or of one element of a list. */
  fields?: FieldView[]
}

export type PageView = {
  key: string
  title: string
  titleEn: string
  help?: string
  helpEn?: string
  fields: FieldView[]
}

export type FormView = { key: string; version: number; title: string; titleEn: string; pages: PageView[] }

/** The pages of a form and their fields, in order, as a renderer needs them. Background facts are not among them. */
export function describeForm({ form, root }: CompiledForm): FormView {
  const { key, version, title, titleEn } = form
  const pages = form.pages.map(({ fields, ...page }) => ({
    ...page,
    fields: fields.flatMap((name) => {
      const field = fieldAt(root, pagePointer(name))
      return field ? [describeField(field)] : []
    }),
  }))
  return { key, version, title, titleEn, pages }
}

/** The pointer a page means by `name` or `/group/name`. */
export function pagePointer(name: string): string {
  return name.startsWith('/') ? name : `/${name}`
}

function describeField(field: Field): FieldView {
  const { node, pointer, key, required } = field
  const ui = node['x-ui'] ?? {}
  const title = node.title ?? key
  const options = choicesOf(node) ?? (field.item ? choicesOf(field.item.node) : undefined)
  const inner = field.item?.children.length ? field.item.children : field.children
  return {
    pointer,
    key,
    type: node.type ?? 'string',
    widget: ui.widget ?? widgetOf(field),
    title,
    titleEn: ui.en ?? title,
    required,
    readOnly: node.readOnly === true,
    conditional: field.show !== undefined,
    sources: field.from.map(sourceView),
    ...(node.description ? { help: node.description } : {}),
    ...pick(ui, ['helpEn', 'placeholder', 'unit', 'unitEn', 'why']),
    ...pick(node, ['maxLength', 'minimum', 'maximum', 'minItems', 'maxItems']),
    ...(options ? { options } : {}),
    ...(inner.length > 0 ? { fields: inner.map(describeField) } : {}),
  }
}

function widgetOf({ node, item }: Field): Widget {
  if (node.type === 'array') return item && choicesOf(item.node) ? 'checkboxes' : 'list'
  if (node.type === 'object') return 'group'
  if (node.type === 'boolean') return 'checkbox'
  const options = choicesOf(node)
  // Up to seven choices are read faster side by side than behind a closed list.
  if (options) return options.length <= 7 ? 'radio' : 'select'
  if (node.type === 'integer' || node.type === 'number') return 'number'
  if (node.format === 'date') return 'date'
  if (node.format === 'cn-mobile') return 'phone'
  if (node.format === 'cn-division') return 'division'
  if (node.format === 'cn-id') return 'id-number'
  return (node.maxLength ?? 0) > 100 ? 'textarea' : 'text'
}

function sourceView(source: Source): FieldView['sources'][number] {
  if ('register' in source) return { kind: 'register', key: source.register }
  if ('account' in source) return { kind: 'account', key: source.account }
  if ('applicant' in source) return { kind: 'applicant', key: source.applicant }
  if ('credential' in source) return { kind: 'credential', key: source.credential }
  if ('answer' in source) return { kind: 'answer', key: source.answer }
  if ('situation' in source) return { kind: 'situation', key: source.situation }
  return { kind: 'const', key: '' }
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  const picked: Partial<Pick<T, K>> = {}
  for (const key of keys) if (from[key] !== undefined) picked[key] = from[key]
  return picked
}
