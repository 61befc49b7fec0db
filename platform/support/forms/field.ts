import type { CompileExpression, Expression, SchemaNode, Source } from './form.ts'
import { escapePointer, tokensOf, unescapePointer } from './pointer.ts'

/** One property of a form with its `$ref` resolved: the tree that validation, bindings and renderers walk. */
export type Field = {
  key: string
  /** JSON pointer of the property; `*` stands for the index inside a list. */
  pointer: string
  node: SchemaNode
  required: boolean
  show?: Expression
  from: Source[]
  /** Properties of an object. */
  children: Field[]
  /** The element of a list. */
  item?: Field
}

export type FieldTrouble = { pointer: string; code: string; message: string; mend: string }

const DEEPEST = 8

/**
 * Builds the tree of fields below the root schema. What cannot be built is told to `onTrouble` by its pointer inside the
 * schema and left out.
 */
export function growFields(
  root: SchemaNode,
  compileExpression: CompileExpression,
  onTrouble: (trouble: FieldTrouble) => void,
): Field {
  const grow = (key: string, pointer: string, raw: SchemaNode, at: string, required: boolean, depth: number): Field => {
    const trouble = (code: string, message: string, mend: string) => onTrouble({ pointer: at, code, message, mend })
    const node = dereference(raw, root) ?? { ...raw, $ref: undefined }
    if (raw.$ref && !dereference(raw, root))
      trouble(
        'unknown-ref',
        `$ref "${raw.$ref}" leads nowhere`,
        'Point it to an entry of $defs in this schema: #/$defs/name.',
      )
    const field: Field = { key, pointer, node, required, from: sourcesOf(node), children: [] }
    if (typeof node['x-show'] === 'string') {
      try {
        field.show = compileExpression(node['x-show'])
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        trouble(
          'bad-expression',
          `x-show is not FEEL: ${reason}`,
          'Correct the expression; names are the keys of other fields.',
        )
      }
    }
    if (depth >= DEEPEST) {
      trouble('too-deep', `fields nest deeper than ${DEEPEST} levels`, 'Split the form, or end the circle of $ref.')
      return field
    }
    const must = new Set(Array.isArray(node.required) ? node.required : [])
    for (const [name, child] of Object.entries(node.properties ?? {})) {
      const below = grow(
        name,
        `${pointer}/${escapePointer(name)}`,
        child,
        `${at}/properties/${escapePointer(name)}`,
        must.has(name),
        depth + 1,
      )
      field.children.push(below)
    }
    if (node.items) field.item = grow('*', `${pointer}/*`, node.items, `${at}/items`, true, depth + 1)
    return field
  }
  return grow('', '', root, '', true, 0)
}

/** The field at a pointer of the form (`*` for an index) or of the answers (numbers), if there is one. */
export function fieldAt(root: Field, pointer: string): Field | undefined {
  let field: Field | undefined = root
  for (const token of tokensOf(pointer)) {
    field = field?.item && /^(\*|\d+)$/.test(token) ? field.item : field?.children.find((child) => child.key === token)
  }
  return field
}

/** Every field below this one, parents first. Of a form that has grown: it is gathered once. */
export function eachField(field: Field): readonly Field[] {
  let known = below.get(field)
  if (!known) {
    known = [...field.children, ...(field.item ? [field.item] : [])].flatMap((child) => [child, ...eachField(child)])
    below.set(field, known)
  }
  return known
}

const below = new WeakMap<Field, readonly Field[]>()

/** A node with its local `$ref` resolved, its own keywords winning over those of the definition (2020-12 allows both). */
export function dereference(node: SchemaNode, root: SchemaNode): SchemaNode | undefined {
  if (node.$ref === undefined) return node
  const name = /^#\/\$defs\/([^/]+)$/.exec(node.$ref)?.[1]
  const found = name === undefined ? undefined : root.$defs?.[unescapePointer(name)]
  if (!found || found.$ref !== undefined) return undefined
  const { $ref: _, ...own } = node
  return { ...found, ...own }
}

function sourcesOf(node: SchemaNode): Source[] {
  const from = node['x-from']
  if (from === undefined) return []
  return Array.isArray(from) ? from : [from]
}
