import Type, { type Static } from 'typebox'
import type { Tx } from '#ground/database/index.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Fault } from '#kernel/errors.ts'
import type { Installer } from '#support/packs/index.ts'
import type { Register } from '#support/registers/contract.ts'
import { EntryContent } from './contract.ts'
import { codeOf, faultsOf, searchOf } from './entry.ts'
import * as store from './store.ts'

/** `catalogue/<key>.yaml`: an entry of a table of record. Its department and its fields are those of the register. */
export const EntryDeclaration = Type.Object(
  {
    key: Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' }),
    version: Type.Integer({ minimum: 1 }),
    register: Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$' }),
    ...Type.Omit(EntryContent, ['items', 'mount', 'format', 'cycle']).properties,
  },
  { additionalProperties: false, title: 'CatalogueEntryDeclaration' },
)
export type EntryDeclaration = Static<typeof EntryDeclaration>

/** The content of a declared entry, with fields and cycle as the register has them. */
export function contentOf(declaration: EntryDeclaration, register: Register): EntryContent {
  const { key: _key, version: _version, register: table, ...said } = declaration
  return {
    ...said,
    format: 'database',
    cycle: register.cycle,
    items: register.fields.map(({ key, name, nameEn, type, class: of, grade, pi }) => ({
      ...{ key, name, nameEn, type, class: of, grade, pi },
    })),
    mount: { kind: 'register', register: table },
  }
}

export const entryKind = {
  folder: 'catalogue',
  schema: EntryDeclaration,
  /** What does not hang on the fields; the rest is checked when it is installed, with the register at hand. */
  check(declaration: EntryDeclaration): Fault[] {
    const item = { key: 'any', name: '任一', type: 'text', class: 'any', grade: 1, pi: 'none' } as const
    const { key: _key, version: _version, register: _register, ...said } = declaration
    return faultsOf({ ...said, format: 'database', cycle: 'irregular', items: [item] })
  },
}

type InstallerNeeds = {
  clock: () => Date
  newId: () => string
  declaredIn: (tx: Tx, realm: string, register: string) => Promise<Register | undefined>
  appendLeaf: (tx: Tx, realm: string, leaf: { kind: string; subject: string; text: string }) => Promise<void>
}

/**
 * Puts declared entries in force, reviewed as the pack was. A newer version is published over the older one, unless the
 * department has revised the entry since: then what people wrote stands.
 */
export function entryInstaller(needs: InstallerNeeds): Installer {
  async function publish(tx: Tx, realm: string, declaration: EntryDeclaration) {
    const register = await needs.declaredIn(tx, realm, declaration.register)
    if (!register)
      throw new Error(`The catalogue entry ${declaration.key} describes ${declaration.register}, which is not there`)
    const content = contentOf(declaration, register)
    const faults = faultsOf(content)
    if (faults.length > 0)
      throw new Error(`The catalogue entry ${declaration.key}: ${faults[0]!.pointer} ${faults[0]!.detail}`)
    const at = needs.clock()
    const known = await store.findByRegister(tx, realm, declaration.register)
    if (known && (known.version >= declaration.version || (await byPeople(tx, known)))) return
    const id = known?.id ?? needs.newId()
    const row = { realm, id, department_id: register.owner, changed_at: at }
    if (!known) await store.insertEntry(tx, { ...row, content, search: searchOf(content) })
    const { classification } = content
    const code = known?.code ?? codeOf(classification, await store.nextNumber(tx, realm, classification))
    const version = declaration.version
    await store.changeEntry(tx, row, {
      ...{ state: 'published', code, version, content, live: content, search: searchOf(content), changed_at: at },
      ...{ published_at: at, first_published_at: known?.first_published_at ?? at },
    })
    await store.keepVersion(tx, row, { version, content, at, by: '系统' })
    const detail = `${declaration.key} 第${version}版`
    await store.addStep(tx, row, { at, verb: 'install', by_name: '系统', by_account: 'system', detail })
    const text = canonicalJson({ code, version, department: register.owner, content })
    await needs.appendLeaf(tx, realm, { kind: 'catalogue.entry', subject: id, text })
  }

  const byPeople = async (tx: Tx, row: store.EntryRecord) =>
    (await store.listSteps(tx, row.realm, row.id)).some(({ by_account }) => by_account !== 'system')

  return {
    kind: 'catalogue-entry',
    async install(tx, realm, added) {
      for (const { content } of added) await publish(tx, realm, content as EntryDeclaration)
    },
  }
}
