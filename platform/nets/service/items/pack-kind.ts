import type { PackKind, Reference, Source } from '#support/packs/contract.ts'
import { readItem } from './check.ts'
import type { Item } from './item.ts'
import { lintForPublication } from './lint/publication.ts'
import { inForce, type ProofList } from './proofs/proof.ts'

/** What a pack's `items/<key>.yaml` holds beside the item itself. */
type PackItem = Record<string, unknown> & { key?: unknown; version?: unknown }

/**
 * Items as packs declare them: `items/<key>.yaml` with `key`, `version` and the elements of an item; what is left out has
 * its plain default. Breaches of lint rules are told at their lines, errors as errors.
 */
export const itemKind: PackKind = {
  kind: 'item',
  folder: 'items',
  extensions: ['.yaml'],
  content: (source) => contentOf(source).item,
  check(source, context) {
    const { item, faults } = contentOf(source)
    if (!item)
      return faults.map(({ pointer, rule, detail }) =>
        source.problem(pointer, {
          code: 'items.does-not-fit',
          message: `${pointer || 'the item'} ${detail} (${rule})`,
          mend: 'Write it as the item schema says; see the guide for pack authors.',
        }),
      )
    const lists = context.list('proof-list').map(({ content }) => content as ProofList)
    // A pack is judged by its lists, whenever it may be installed: by the last of their days.
    const day =
      lists
        .map(({ publishedOn }) => publishedOn)
        .sort()
        .at(-1) ?? ''
    return lintForPublication(item, inForce(lists, day)).map(({ code, severity, pointer, message, basis }) =>
      source.problem(pointer, { severity, code: `items.${code}`, message: message.zh, mend: `依据：${basis}` }),
    )
  },
  references: (content) => referencesOf(content as Item),
}

function contentOf(source: Source): ReturnType<typeof readItem> {
  const data = source.data
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return readItem(data)
  const { key: _key, version: _version, ...item } = data as PackItem
  return readItem(item)
}

/** The form, flow, rule, registers and credentials an item names. */
function referencesOf(item: Item): Reference[] {
  const found: Reference[] = []
  const add = (kind: string, key: string | undefined, pointer: string) => {
    if (key) found.push({ kind, key, pointer })
  }
  for (const kind of ['form', 'flow', 'rule'] as const) add(kind, item.handling[kind], `/handling/${kind}`)
  add('credential', item.result.credential, '/result/credential')
  add('flow', item.renewal?.flow, '/renewal/flow')
  for (const [i, { flow }] of (item.changes ?? []).entries()) add('flow', flow, `/changes/${i}/flow`)
  for (const [i, { source }] of item.materials.entries()) {
    add('register', source?.register, `/materials/${i}/source/register`)
    add('credential', source?.credential, `/materials/${i}/source/credential`)
  }
  for (const [i, each] of (item.matter?.parts ?? []).entries()) add('item', each.item, `/matter/parts/${i}/item`)
  return found
}
