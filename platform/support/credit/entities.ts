import type { Db, Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import { parseCitizenId } from '#kernel/codes/citizen-id.ts'
import { parseCreditCode } from '#kernel/codes/credit-code.ts'
import { Refusal } from '#kernel/errors.ts'
import { mask } from '#kernel/masks.ts'
import type { EntityView } from './contract.ts'
import { type EntityRow, insertEntity, loadEntities, loadEntity, renameEntity, searchEntities } from './store.ts'

const sealedAs = 'credit.entity'

/** A party as the platform itself works with it. */
export type Entity = { id: string; kind: 'legal' | 'natural'; number: string; name: string }

export type Entities = ReturnType<typeof createEntities>

/** Whom facts are about: a firm or body by its credit code, a person by the sealed number. */
export function createEntities(needs: { db: Db; newId: NewId; secrets: Secrets }) {
  const { db, secrets } = needs
  const indexOf = (number: string) => secrets.blindIndex(`credit:${number}`)

  /** The party of a number, as it is written or not; refuses what is no number. */
  function readNumber(text: string): { kind: Entity['kind']; number: string } {
    const code = parseCreditCode(text)
    if (code.ok) return { kind: 'legal', number: code.value.code }
    const person = parseCitizenId(text, '9999-12-31')
    if (person.ok) return { kind: 'natural', number: person.value.number }
    throw new Refusal('invalid', 'credit.bad-number', 'Neither a credit code nor a citizen ID')
  }

  async function ensure(tx: Tx, realm: string, given: { number: string; name: string }): Promise<Entity> {
    const { kind, number } = readNumber(given.number)
    const row: EntityRow = {
      ...{ realm, id: needs.newId(), kind, number_index: indexOf(number) },
      code: kind === 'legal' ? number : null,
      name: kind === 'legal' ? given.name : null,
      sealed: kind === 'natural' ? secrets.encrypt(JSON.stringify({ number, name: given.name }), sealedAs) : null,
    }
    const kept = await insertEntity(tx, row)
    if (kept.kind === 'legal' && kept.name !== given.name) await renameEntity(tx, kept, given.name)
    return { ...open(kept), name: given.name }
  }

  async function find(realm: string, text: string): Promise<Entity | undefined> {
    const row = await loadEntity(db, realm, { index: indexOf(readNumber(text).number) })
    return row && open(row)
  }

  async function get(realm: string, id: string): Promise<Entity> {
    const row = await loadEntity(db, realm, { id })
    if (!row) throw new Refusal('missing', 'credit.missing', `No entity ${id}`)
    return open(row)
  }

  async function many(realm: string, ids: readonly string[]): Promise<Map<string, Entity>> {
    const rows = await loadEntities(db, realm, [...new Set(ids)])
    return new Map(rows.map((row) => [row.id, open(row)]))
  }

  function open(row: EntityRow): Entity {
    if (!row.sealed) return { id: row.id, kind: row.kind, number: row.code ?? '', name: row.name ?? '' }
    const { number, name } = JSON.parse(secrets.decrypt(row.sealed, sealedAs)) as { number: string; name: string }
    return { id: row.id, kind: row.kind, number, name }
  }

  /** Firms and bodies by code, or by a part of the name; persons are never found so. */
  async function search(realm: string, text: string): Promise<Entity[]> {
    const code = parseCreditCode(text)
    if (code.ok) {
      const row = await loadEntity(db, realm, { index: indexOf(code.value.code) })
      return row ? [open(row)] : []
    }
    return (await searchEntities(db, realm, patternOf(text))).map(open)
  }

  return { readNumber, ensure, find, get, many, search }
}

/** What `like` finds the text by, anywhere, whatever signs it holds. */
export const patternOf = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

/** As officials and lists see a party: of a person the number masked and the name in part. */
export function presentEntity({ id, kind, number, name }: Entity, plain = false): EntityView {
  if (kind === 'legal' || plain) return { id, kind, number, name }
  return { id, kind, number: mask('id-staff', number), name: mask('name', name) }
}
