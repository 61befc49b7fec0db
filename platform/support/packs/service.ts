import { createHash } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Artefact, PackHeader } from './contract.ts'
import { hasErrors, type LoadedPack } from './load.ts'
import * as store from './store.ts'

/** What a module does when things of its kind are installed, in the same transaction. Must be repeatable. */
export type Installer = {
  kind: string
  install(tx: Tx, realm: string, added: Artefact[], pack: PackHeader): Promise<void>
}

export type Installed = { name: string; version: string; added: number; unchanged: number }

export type Packs = {
  /**
   * Puts a checked pack in force: its new versions, and what their owners do with them, in one transaction. Again is nothing
   * new. Refuses what has errors (`packs.invalid`) and content that differs under a known version (`packs.same-version`).
   * `also` is what the caller writes of it, in the same transaction.
   */
  install(actor: Actor, pack: LoadedPack, also?: (tx: Tx) => Promise<void>): Promise<Installed>
  /** The version asked for, or the newest in force on a day (`YYYY-MM-DD`, today unless told). At most a second behind. */
  find<Content>(
    kind: string,
    key: string,
    at?: { version?: number; asOf?: string },
  ): Promise<Artefact<Content> | undefined>
  /** Refuses with `packs.missing`. */
  get<Content>(kind: string, key: string, at?: { version?: number; asOf?: string }): Promise<Artefact<Content>>
  /** The newest in force of each key. */
  list<Content>(kind: string): Promise<Artefact<Content>[]>
  /** Every version of every key, in force or not, the versions of a key ascending. */
  versions<Content>(kind: string): Promise<Artefact<Content>[]>
  /**
   * What is made from an artefact (a compiled form, a rule's closures), kept as long as the artefact is: versions never
   * change, so it is made once per process.
   */
  made<Made>(artefact: Artefact, name: string, make: () => Made): Made
  listPacks(): Promise<store.PackRow[]>
}

export type PacksNeeds = {
  db: Db
  clock: Clock
  realm: string
  profile: 'demo' | 'production'
  installers: readonly Installer[]
}

const FRESH_FOR_MS = 1_000

export function createPacks({ db, clock, realm, profile, installers }: PacksNeeds): Packs {
  const shelf = createShelf(
    () => store.readStamp(db, realm),
    () => store.listArtefacts(db, realm),
  )
  const today = () => cityDate(clock())

  const find: Packs['find'] = async (kind, key, { version, asOf = today() } = {}) => {
    const fits = (one: Artefact) => (version === undefined ? one.validFrom <= asOf : one.version === version)
    const newest = (all: Map<string, Artefact[]>) => all.get(`${kind} ${key}`)?.findLast(fits)
    // A version somebody names exists; not to know it only means that it was installed a moment ago.
    const found = newest(await shelf.read(FRESH_FOR_MS)) ?? newest(await shelf.read(0))
    return found as Artefact<never> | undefined
  }

  return {
    find,
    async get(kind, key, at) {
      const found = await find<never>(kind, key, at)
      if (found) return found
      throw new Refusal('missing', 'packs.missing', `No ${kind} ${key} ${at?.version ?? ''} is installed`)
    },
    async list(kind) {
      const keys = [...(await shelf.read(FRESH_FOR_MS)).values()].filter(([first]) => first?.kind === kind)
      const newest = keys.map((versions) => versions.findLast(({ validFrom }) => validFrom <= today()))
      return newest.filter((one) => one !== undefined) as Artefact<never>[]
    },
    async versions(kind) {
      const keys = [...(await shelf.read(FRESH_FOR_MS)).values()]
      return keys.filter(([first]) => first?.kind === kind).flat() as Artefact<never>[]
    },
    made: (artefact, name, make) => shelf.made(artefact, name, make),
    listPacks: () => store.listPacks(db, realm),
    async install(actor, pack, also) {
      const { header } = pack
      refuseUnfit(pack, profile)
      const installed = await inTransaction(db, async (tx) => {
        await store.lockRealm(tx, realm)
        const known = new Map((await store.listArtefacts(tx, realm)).map((one) => [addressOf(one), one]))
        const artefacts = artefactsOf(pack, header.validFrom ?? today())
        const added = artefacts.filter((one) => !known.has(addressOf(one)))
        for (const one of artefacts) refuseChanged(one, known.get(addressOf(one)))
        for (const one of artefacts) refuseTaken(one, known.values())
        await store.insertArtefacts(tx, realm, added)
        for (const { kind, install } of installers) {
          const own = added.filter((one) => one.kind === kind)
          if (own.length > 0) await install(tx, realm, own, header)
        }
        const row = { realm, header, installedAt: clock(), installedBy: actor.accountId }
        await store.insertPack(tx, row)
        await also?.(tx)
        if (added.length > 0) await store.raiseStamp(tx, realm)
        return { added: added.length, unchanged: artefacts.length - added.length }
      })
      await shelf.read(0)
      return { name: header.name, version: header.version, ...installed }
    },
  }
}

type Shelf = {
  read(freshForMs: number): Promise<Map<string, Artefact[]>>
  made<Made>(artefact: Artefact, name: string, make: () => Made): Made
}

/** All installed things in memory, versions ascending; read again when the stamp says that something was installed. */
function createShelf(readStamp: () => Promise<number>, readAll: () => Promise<Artefact[]>): Shelf {
  let held: { stamp: number; byKey: Map<string, Artefact[]> } | undefined
  let checkedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | undefined
  const made = new Map<string, unknown>()

  const refresh = async () => {
    const stamp = await readStamp()
    if (held?.stamp !== stamp) {
      held = { stamp, byKey: Map.groupBy(await readAll(), ({ kind, key }) => `${kind} ${key}`) }
    }
    checkedAt = performance.now()
  }
  return {
    async read(freshForMs) {
      if (!held || performance.now() - checkedAt >= freshForMs) {
        asking ??= refresh().finally(() => {
          asking = undefined
        })
        await asking
      }
      return held?.byKey ?? new Map()
    },
    made<Made>(artefact: Artefact, name: string, make: () => Made): Made {
      const mark = `${name} ${artefact.kind} ${artefact.key} ${artefact.checksum}`
      if (!made.has(mark)) made.set(mark, make())
      return made.get(mark) as Made
    },
  }
}

function artefactsOf({ entries, header }: LoadedPack, validFrom: string): Artefact[] {
  return entries
    .filter(({ installed }) => installed)
    .map(({ kind, key, version, content }) => {
      const checksum = createHash('sha256').update(canonicalJson(content)).digest('hex')
      return { kind, key, version, pack: header.name, content, checksum, validFrom }
    })
}

function refuseUnfit(pack: LoadedPack, profile: PacksNeeds['profile']): void {
  const { header, problems } = pack
  if (hasErrors(pack)) throw new Refusal('invalid', 'packs.invalid', `Pack ${header.name} has errors`, { problems })
  if (header.demo && profile === 'production')
    throw new Refusal('forbidden', 'packs.demo-in-production', `Pack ${header.name} holds invented people`)
}

function refuseChanged(one: Artefact, known: Artefact | undefined): void {
  if (!known || known.checksum === one.checksum) return
  const text = `${one.kind} ${one.key} version ${one.version} differs from what ${known.pack} installed`
  throw new Refusal('conflict', 'packs.same-version', text, { kind: one.kind, key: one.key, version: one.version })
}

function refuseTaken(one: Artefact, known: Iterable<Artefact>): void {
  for (const { kind, key, pack } of known) {
    if (kind !== one.kind || key !== one.key || pack === one.pack) continue
    throw new Refusal('conflict', 'packs.taken', `${kind} ${key} belongs to pack ${pack}`, { kind, key, pack })
  }
}

function addressOf({ kind, key, version }: Artefact): string {
  return `${kind} ${key} ${version}`
}
