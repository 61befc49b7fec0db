import type { Form, FormPage, SchemaNode } from '@zhengtong/platform/support/forms/contract.ts'

/** The place of a question on the pages. */
export type Place = { page: number; index: number }

/** Reads a draft; nothing where its text is no form at all. */
export function readForm(text: string): Form | undefined {
  try {
    const data = JSON.parse(text) as Partial<Form>
    return Array.isArray(data.pages) && data.schema?.properties ? (data as Form) : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** `/premises/kind` for `kind` of a group as for the name of a page. */
export const pointerOf = (name: string): string => (name.startsWith('/') ? name : `/${name}`)

/** The node of a field; `*` in its pointer is the element of a list. */
export function nodeAt(form: Form, pointer: string): SchemaNode | undefined {
  return tokens(pointer).reduce<SchemaNode | undefined>(
    (node, token) => (token === '*' ? node?.items : node?.properties?.[token]),
    form.schema,
  )
}

/** The pointer of a field where a fault of the check stands, and nothing for faults of pages and of the whole. */
export function fieldOfFault(place: string): string | undefined {
  const steps = place.split('/').slice(1)
  if (steps.shift() !== 'schema') return undefined
  const found: string[] = []
  while (steps.length > 0) {
    const step = steps.shift()
    if (step === 'items') found.push('*')
    else if (step === 'properties' && steps.length > 0) found.push(steps.shift() as string)
    else break
  }
  while (found.at(-1) === '*') found.pop()
  return found.length > 0 ? `/${found.join('/')}` : undefined
}

export function withNode(form: Form, pointer: string, change: (node: SchemaNode) => SchemaNode): Form {
  const next = structuredClone(form)
  const holder = holderOf(next, pointer)
  const key = lastOf(pointer)
  const node = holder?.properties?.[key]
  if (holder?.properties && node) holder.properties[key] = change(node)
  return next
}

export function isRequired(form: Form, pointer: string): boolean {
  return holderOf(form, pointer)?.required?.includes(lastOf(pointer)) ?? false
}

export function withRequired(form: Form, pointer: string, required: boolean): Form {
  const next = structuredClone(form)
  const holder = holderOf(next, pointer)
  if (!holder) return form
  const others = (holder.required ?? []).filter((key) => key !== lastOf(pointer))
  holder.required = required ? [...others, lastOf(pointer)] : others
  return next
}

/** Adds a question to a page, or to a group or list; its key is free and may be changed. */
export function addField(form: Form, at: { page: number } | { inside: string }, node: SchemaNode) {
  const next = structuredClone(form)
  const holder = 'page' in at ? next.schema : insideOf(next, at.inside)
  if (!holder) return undefined
  holder.properties ??= {}
  let number = 1
  while (holder.properties[`field${number}`]) number++
  const key = `field${number}`
  holder.properties[key] = node
  if ('page' in at) next.pages[at.page]?.fields.push(key)
  const base = 'page' in at ? '' : `${at.inside}${nodeAt(next, at.inside)?.type === 'array' ? '/*' : ''}`
  return { form: next, pointer: `${base}/${key}` }
}

export function removeField(form: Form, pointer: string): Form {
  const next = structuredClone(form)
  const holder = holderOf(next, pointer)
  if (holder?.properties) delete holder.properties[lastOf(pointer)]
  if (holder?.required) holder.required = holder.required.filter((key) => key !== lastOf(pointer))
  for (const page of next.pages)
    page.fields = page.fields.filter(
      (name) => pointerOf(name) !== pointer && !pointerOf(name).startsWith(`${pointer}/`),
    )
  return next
}

/** Gives a question another key, and everything that names it the new name. */
export function renameField(form: Form, pointer: string, key: string): { form: Form; pointer: string } | undefined {
  const next = structuredClone(form)
  const holder = holderOf(next, pointer)
  const old = lastOf(pointer)
  if (!holder?.properties || !/^[a-z][A-Za-z0-9]{0,40}$/.test(key)) return undefined
  if (key === old) return { form, pointer }
  if (holder.properties[key]) return undefined
  holder.properties = Object.fromEntries(
    Object.entries(holder.properties).map(([name, node]) => [name === old ? key : name, node]),
  )
  if (holder.required) holder.required = holder.required.map((name) => (name === old ? key : name))
  const renamed = `${pointer.slice(0, -old.length)}${key}`
  const moved = (place: string) =>
    place === pointer || place.startsWith(`${pointer}/`) ? `${renamed}${place.slice(pointer.length)}` : place
  for (const page of next.pages)
    page.fields = page.fields.map((name) => (name.startsWith('/') ? moved(name) : moved(`/${name}`).slice(1)))
  eachNode(next.schema, (node) => {
    if (typeof node['x-show'] === 'string') node['x-show'] = renamedIn(node['x-show'], old, key)
    if (node['x-from']) node['x-from'] = withAnswers(node['x-from'], moved) as NonNullable<SchemaNode['x-from']>
  })
  return { form: next, pointer: renamed }
}

/** Moves a question on the pages. A page that would be left empty keeps its last question. */
export function moveField(form: Form, from: Place, to: Place): Form {
  const next = structuredClone(form)
  const [source, target] = [next.pages[from.page], next.pages[to.page]]
  const name = source?.fields[from.index]
  if (!source || !target || name === undefined) return form
  source.fields.splice(from.index, 1)
  target.fields.splice(Math.max(0, Math.min(to.index, target.fields.length)), 0, name)
  return next
}

/** One place up or down: over the edge of its page into the next one. */
export function placeBeside(form: Form, { page, index }: Place, by: 1 | -1): Place | undefined {
  const to = index + by
  if (to >= 0 && to < (form.pages[page]?.fields.length ?? 0)) return { page, index: to }
  const other = form.pages[page + by]
  return other && { page: page + by, index: by === 1 ? 0 : other.fields.length }
}

/** Moves a question inside its group or list. */
export function moveInside(form: Form, pointer: string, by: 1 | -1): Form {
  const next = structuredClone(form)
  const holder = holderOf(next, pointer)
  const entries = Object.entries(holder?.properties ?? {})
  const from = entries.findIndex(([key]) => key === lastOf(pointer))
  const [moved] = entries.splice(from, 1)
  if (!holder || !moved) return form
  entries.splice(Math.max(0, from + by), 0, moved)
  holder.properties = Object.fromEntries(entries)
  return next
}

export function placeOf(form: Form, pointer: string): Place | undefined {
  for (const [page, { fields }] of form.pages.entries()) {
    const index = fields.findIndex((name) => pointerOf(name) === pointer)
    if (index >= 0) return { page, index }
  }
  return undefined
}

export function withPage(form: Form, page: number, change: Partial<FormPage>): Form {
  return { ...form, pages: form.pages.map((each, index) => (index === page ? { ...each, ...change } : each)) }
}

export function addPage(form: Form, title: string, titleEn: string): Form {
  let number = form.pages.length + 1
  while (form.pages.some(({ key }) => key === `page-${number}`)) number++
  return { ...form, pages: [...form.pages, { key: `page-${number}`, title, titleEn, fields: [] }] }
}

export function movePage(form: Form, page: number, by: 1 | -1): Form {
  const pages = [...form.pages]
  const [moved] = pages.splice(page, 1)
  if (!moved || page + by < 0 || page + by > pages.length) return form
  pages.splice(page + by, 0, moved)
  return { ...form, pages }
}

/** Takes an empty page away; one with questions stays. */
export function removePage(form: Form, page: number): Form {
  if (form.pages[page]?.fields.length !== 0) return form
  return { ...form, pages: form.pages.filter((_, index) => index !== page) }
}

/** What a source fills without anybody being asked: read-only, and on no page. */
export function backgroundOf(form: Form): string[] {
  const placed = form.pages.flatMap(({ fields }) => fields.map(pointerOf))
  return Object.keys(form.schema.properties ?? {})
    .map((key) => `/${key}`)
    .filter((pointer) => !placed.some((each) => each === pointer || each.startsWith(`${pointer}/`)))
}

/** The questions inside a group or an element of a list. */
export function childrenOf(form: Form, pointer: string): string[] {
  const node = nodeAt(form, pointer)
  const base = node?.items?.properties ? `${pointer}/*` : pointer
  return Object.keys(node?.items?.properties ?? node?.properties ?? {}).map((key) => `${base}/${key}`)
}

/** The names a condition may use: those of the question's own group and of all around it. */
export function namesInSight(form: Form, pointer: string): string[] {
  const steps = tokens(pointer).slice(0, -1)
  const groups = [form.schema, ...steps.map((_, index) => nodeAt(form, `/${steps.slice(0, index + 1).join('/')}`))]
  return groups.flatMap((group) => Object.keys(group?.properties ?? {})).filter((key) => key !== lastOf(pointer))
}

const tokens = (pointer: string) => pointer.split('/').slice(1)
const lastOf = (pointer: string) => pointer.slice(pointer.lastIndexOf('/') + 1)

/** The node whose properties hold the field. */
function holderOf(form: Form, pointer: string): SchemaNode | undefined {
  return nodeAt(form, pointer.slice(0, pointer.lastIndexOf('/')))
}

function insideOf(form: Form, pointer: string): SchemaNode | undefined {
  const node = nodeAt(form, pointer)
  return node?.type === 'array' ? node.items : node
}

function eachNode(node: SchemaNode, visit: (node: SchemaNode) => void): void {
  visit(node)
  for (const child of Object.values(node.properties ?? {})) eachNode(child, visit)
  if (node.items) eachNode(node.items, visit)
}

/** A name in a formula: not where it only stands in a text. */
function renamedIn(formula: string, old: string, key: string): string {
  return formula.replace(/"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*/g, (found) => (found === old ? key : found))
}

function withAnswers(source: unknown, moved: (pointer: string) => string): unknown {
  if (Array.isArray(source)) return source.map((one) => withAnswers(one, moved))
  if (typeof source !== 'object' || source === null) return source
  return Object.fromEntries(
    Object.entries(source).map(([key, value]) => [
      key,
      key === 'answer' && typeof value === 'string' ? moved(value) : withAnswers(value, moved),
    ]),
  )
}
