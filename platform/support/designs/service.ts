import { readFile } from 'node:fs/promises'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import { defineEvent, type Publish } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Artefact, PackKind, Packs } from '#support/packs/index.ts'
import { createChecking } from './checking.ts'
import {
  type Design,
  type DesignBegin,
  DesignHappened,
  type DesignKind,
  type DesignLine,
  type DesignProblem,
  type DesignPublish,
  type DesignSave,
  type DesignVersion,
} from './contract.ts'
import { divisionOfPack, hasErrors, numbered, packOf, renamed, textOf, titleOf } from './design.ts'
import { designedDivisions, isDesigner, mayDesign } from './policy.ts'
import * as store from './store.ts'

/** A version of something designed was published. */
export const DesignPublished = defineEvent('designs.design-published', DesignHappened)

export type DesignNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  realm: string
  publish: Publish
  packs: Packs
  packKinds: readonly PackKind[]
  appendLeaf: (tx: Tx, leaf: { realm: string; kind: string; subject: string; digest: Buffer }) => Promise<void>
  digest: (text: string) => Buffer
}

type Named = { kind: DesignKind; key: string }
export type Designs = ReturnType<typeof createDesigns>

/**
 * Drafts of flows, rules, forms and licence types, and their publication as versions beside those of packs. A draft may hold
 * mistakes; what is published passed the same check that a pack must pass.
 */
export function createDesigns(needs: DesignNeeds) {
  const { db, clock, newId, realm, packs } = needs
  const checking = createChecking(needs)

  async function list(actor: Actor, kind: DesignKind): Promise<DesignLine[]> {
    demandDesigner(actor)
    const published = Map.groupBy(await packs.versions(kind), ({ key }) => key)
    const drafts = new Map((await mine(actor)).filter((row) => row.kind === kind).map((row) => [row.key, row]))
    const keys = [...new Set([...drafts.keys(), ...published.keys()])]
    const lines = keys.map(async (key): Promise<DesignLine> => {
      const versions = published.get(key) ?? []
      const draft = drafts.get(key)
      const newest = versions.at(-1)
      const inForce = newest && (await packs.find(kind, key))
      return {
        ...{ kind, key, versions: versions.length },
        title: draft?.title ?? (newest ? titleOf(kind, key, textOf(newest.content)) : key),
        mayEdit: mayDesign(actor, draft?.division_code ?? divisionOfPack(newest?.pack ?? '', realm)),
        ...(inForce ? { inForce: inForce.version } : {}),
        ...(draft
          ? {
              draft: {
                revision: draft.revision,
                updatedBy: draft.updated_by,
                updatedAt: draft.updated_at.toISOString(),
              },
            }
          : {}),
      }
    })
    // Drafts first: they are what somebody is working on.
    return (await Promise.all(lines)).sort(
      (one, other) => Number(other.draft !== undefined) - Number(one.draft !== undefined),
    )
  }

  async function begin(actor: Actor, kind: DesignKind, { key, title, template, like }: DesignBegin): Promise<Design> {
    demandDesigner(actor)
    const known = (await versionsOf({ kind, key })).at(-1)
    const division = known ? divisionOfPack(known.pack, realm) : designedDivisions(actor)[0]!
    if (!mayDesign(actor, division)) throw forbidden(actor)
    if (known && like?.key !== undefined && like.key !== key)
      throw new Refusal('conflict', 'designs.known', `${kind} ${key} is published already`)
    if (await store.selectDraft(db, realm, kind, key)) throw drafted({ kind, key })
    if (!known && !title) throw new Refusal('invalid', 'designs.needs-title', 'Something new needs a title')
    const from = known
      ? await packs.get(kind, key, { version: like?.version ?? known.version })
      : like && (await packs.get(kind, like.key, like.version === undefined ? {} : { version: like.version }))
    if (template && (from || kind !== 'flow'))
      throw new Refusal('invalid', 'designs.no-template', `${template} is a template of new flows`)
    const text = from ? textOf(from.content) : await blankOf(kind, template)
    const row: store.DraftRow = {
      ...{ realm, kind, key, division_code: division, pack: known?.pack ?? packOf(division) },
      ...{ title: title ?? titleOf(kind, key, text), revision: 1, based_on: known?.version ?? null },
      text: title === undefined ? text : renamed(kind, text, { key, title }),
      ...{ updated_by: actor.name, updated_at: clock() },
    }
    await inTransaction(db, async (tx) => {
      if (!(await store.insertDraft(tx, row))) throw drafted(row)
      await note(tx, actor, row, 'begin')
    })
    return whole(row)
  }

  async function save(actor: Actor, named: Named, { text, revision }: DesignSave): Promise<Design> {
    const before = await draftOf(actor, named)
    const row = {
      ...{ ...before, text, title: titleOf(named.kind, named.key, text), revision: revision + 1 },
      ...{ updated_by: actor.name, updated_at: clock() },
    }
    if (!(await store.updateDraft(db, row, revision))) throw stale(named)
    return whole(row)
  }

  async function discard(actor: Actor, named: Named): Promise<void> {
    const row = await draftOf(actor, named)
    await inTransaction(db, async (tx) => {
      if (!(await store.deleteDraft(tx, row))) throw stale(named)
      await note(tx, actor, row, 'discard')
    })
  }

  /** What the check says of a text, beside the drafts it is drawn with. */
  async function check(actor: Actor, named: Named, text: string): Promise<DesignProblem[]> {
    await draftOf(actor, named)
    return checking.check({ ...named, text }, await besides(named))
  }

  async function publish(actor: Actor, named: Named, input: DesignPublish): Promise<DesignVersion> {
    const { kind, key } = named
    const row = await draftOf(actor, named)
    if (row.revision !== input.revision) throw stale(named)
    const today = cityDate(clock())
    const validFrom = input.validFrom ?? today
    if (validFrom < today) throw new Refusal('invalid', 'designs.date-passed', `${validFrom} has passed`)
    const version = ((await versionsOf(named)).at(-1)?.version ?? 0) + 1
    const drawn = { kind, key, text: numbered(kind, key, row.text, version) }
    const header = { name: row.pack, version: await nextOf(row.pack), validFrom }
    const pack = await checking.load(header, drawn, [])
    const found = checking.said(drawn, pack)
    if (hasErrors(found)) {
      const faults = found.map(({ element, line, code, message }) => ({
        ...{ pointer: element ? `/${element}` : `/${line}`, rule: code, detail: message },
      }))
      throw new Refusal('invalid', 'designs.unfit', `${kind} ${key} has errors`, { faults })
    }
    const act = { version, valid_from: validFrom, reason: input.reason }
    await packs.install(actor, pack, async (tx) => {
      if (!(await store.deleteDraft(tx, row))) throw stale(named)
      await note(tx, actor, row, 'publish', act)
      const digest = needs.digest(drawn.text)
      await needs.appendLeaf(tx, { realm, kind: 'designs.version', subject: `${kind} ${key} ${version}`, digest })
      await needs.publish(tx, DesignPublished, { realm, subject: key, data: { kind, key, version, validFrom } })
    })
    const published = (await history(named)).find((each) => each.version === version)
    if (!published) throw new Error(`${kind} ${key} ${version} was published and is not there`)
    return published
  }

  async function version(actor: Actor, { kind, key, version: no }: Named & { version: number }) {
    demandDesigner(actor)
    const found = await packs.get(kind, key, { version: no })
    const line = (await history({ kind, key })).find((each) => each.version === no)
    if (!line) throw new Error(`${kind} ${key} ${no} has no line of its own`)
    return { text: textOf(found.content), version: line }
  }

  async function whole(row: store.DraftRow): Promise<Design> {
    const { kind, key, text } = row
    return {
      ...{ kind, key, text, title: row.title, revision: row.revision },
      ...(row.based_on === null ? {} : { basedOn: row.based_on }),
      ...{ updatedBy: row.updated_by, updatedAt: row.updated_at.toISOString() },
      problems: await checking.check({ kind, key, text }, await besides({ kind, key })),
      versions: await history({ kind, key }),
    }
  }

  /** Published versions, the newest first, with who published them here and why. */
  async function history({ kind, key }: Named): Promise<DesignVersion[]> {
    const acts = new Map((await store.selectPublications(db, realm, kind, key)).map((act) => [act.version, act]))
    const inForce = (await packs.find(kind, key))?.version
    return (await versionsOf({ kind, key })).toReversed().map(({ version, validFrom, pack }) => {
      const act = acts.get(version)
      return {
        ...{ version, validFrom, pack, inForce: version === inForce },
        ...(act ? { publishedBy: act.actor_name, publishedAt: act.at.toISOString() } : {}),
        ...(act?.reason ? { reason: act.reason } : {}),
      }
    })
  }

  async function versionsOf({ kind, key }: Named): Promise<Artefact[]> {
    return (await packs.versions(kind)).filter((one) => one.key === key)
  }

  /** The other drafts of the realm: what is drawn together names each other before any of it is published. */
  async function besides({ kind, key }: Named) {
    return (await store.selectDrafts(db, realm)).filter((row) => row.kind !== kind || row.key !== key)
  }

  async function mine(actor: Actor): Promise<store.DraftRow[]> {
    return (await store.selectDrafts(db, realm)).filter((row) => mayDesign(actor, row.division_code))
  }

  async function draftOf(actor: Actor, { kind, key }: Named): Promise<store.DraftRow> {
    demandDesigner(actor)
    const row = await store.selectDraft(db, realm, kind, key)
    if (row && mayDesign(actor, row.division_code)) return row
    throw new Refusal('missing', 'designs.missing', `No draft of ${kind} ${key} for this person`)
  }

  /** The version of a pack after its newest: of the pack as a whole, as each installation has one. */
  async function nextOf(name: string): Promise<string> {
    const newest = (await packs.listPacks()).find((pack) => pack.name === name)?.version ?? '1.0.-1'
    const [major = '1', minor = '0', patch = '-1'] = newest.split(/\.(?=-?\d)/)
    return `${major}.${minor}.${Number(patch) + 1}`
  }

  async function note(
    tx: Tx,
    actor: Actor,
    { kind, key }: Named,
    verb: store.ActRow['verb'],
    more: Partial<store.ActRow> = {},
  ) {
    await store.insertAct(tx, {
      ...{ realm, id: newId(), kind, key, verb, version: null, valid_from: null, reason: null, ...more },
      ...{ account_id: actor.accountId, actor_name: actor.name, at: clock() },
    })
  }

  return {
    list,
    begin,
    get: async (actor: Actor, named: Named) => whole(await draftOf(actor, named)),
    save,
    discard,
    check,
    publish,
    version,
  }
}

const extensions: Record<DesignKind, string> = { flow: 'bpmn', rule: 'dmn', form: 'json', credential: 'json' }

/**
 * What a new design begins as: small and whole. A licence type lacks the number that only its authority can give it, and
 * the template of a flow the rule and the licence that it is for.
 */
function blankOf(kind: DesignKind, template?: string): Promise<string> {
  const name = template ? `${kind}-${template}` : kind
  return readFile(new URL(`blanks/${name}.${extensions[kind]}`, import.meta.url), 'utf8')
}

function demandDesigner(actor: Actor): void {
  if (!isDesigner(actor)) throw forbidden(actor)
}

function forbidden(actor: Actor): Refusal {
  return new Refusal('forbidden', 'designs.forbidden', `${actor.accountId} designs nothing here`)
}

function drafted({ kind, key }: Named): Refusal {
  return new Refusal('conflict', 'designs.drafted', `There is a draft of ${kind} ${key}`)
}

function stale({ kind, key }: Named): Refusal {
  return new Refusal('conflict', 'designs.stale', `The draft of ${kind} ${key} was saved by somebody else`)
}
