import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import { createPublish } from '#ground/events.ts'
import type { Claim } from '#ground/http/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import { contentHash } from '../audit/chain.ts'
import type { RecordAudit } from '../audit/service.ts'
import type { MandateAct } from '../contract.ts'
import { MandateChanged } from '../events.ts'
import type { Parties, Party } from '../parties/service.ts'
import type { ActUnder, ChildRequest, MandateRequest, MandateView, NewMandate } from './contract.ts'
import { fullAgeOn, isDecentPeriod, stateOf } from './mandate.ts'
import * as store from './store.ts'

export type MandateNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  recordAudit: RecordAudit
  parties: Pick<Parties, 'getParty' | 'findByIdNumber' | 'registerNatural' | 'readPerson'>
  /** The name of a matter, if there is one with this id. */
  itemName: (realm: string, itemId: string) => Promise<string | undefined>
  /** The children of a person, as the family register has them; undefined while it does not answer. */
  childrenOf: (
    actor: Actor,
    idNumber: string,
  ) => Promise<{ idNumber: string; name: string; birthDate: string }[] | undefined>
  appendLeaf: (tx: Tx, realm: string, leaf: { kind: string; subject: string; digest: Buffer }) => Promise<unknown>
  /** What these accounts did to cases of a party, the newest first. */
  actsFor: (
    realm: string,
    query: { partyId: string; accountIds: string[]; from: Date; until: Date },
  ) => Promise<ActUnder[]>
}

type Told = 'asked' | 'in-force' | 'declined' | 'ended'
type Terms = Pick<NewMandate, 'items' | 'acts' | 'validFrom' | 'validTo' | 'reason'>
type Draft = Omit<Parameters<typeof store.insertMandate>[2], 'id' | 'askedAt'>

export type Mandates = ReturnType<typeof createMandates>

/** 授权委托: who acts for whom, signed by the principal, in named matters or all, until a day, taken back at any time. */
export function createMandates(needs: MandateNeeds) {
  const { db, clock, newId, parties, recordAudit } = needs
  const publish = createPublish(needs)

  async function termsOf(realm: string, { items, acts, validFrom, validTo, reason }: Terms) {
    const now = clock()
    const from = new Date(validFrom ?? now)
    const until = new Date(validTo)
    if (!isDecentPeriod(from, until, now))
      throw new Refusal('invalid', 'identity.mandate-period', 'It must end in the future, within three years', {
        faults: [{ pointer: '/validTo', rule: 'period', detail: '截止日期要晚于今天，最长三年' }],
      })
    if (items && acts.some((act) => act !== 'apply'))
      throw new Refusal('invalid', 'identity.mandate-acts', 'For named matters one may apply only')
    const named = await Promise.all((items ?? []).map(async (id) => ({ id, name: await needs.itemName(realm, id) })))
    if (named.some(({ name }) => name === undefined))
      throw new Refusal('missing', 'identity.mandate-item', 'No such matter')
    return {
      items: items ? (named as { id: string; name: string }[]) : null,
      acts: [...acts] as MandateAct[],
      validFrom: from,
      validTo: until,
      reason,
    }
  }

  /** One answer for a wrong name, an unknown number and somebody without an account: nobody is found out by trying. */
  async function personOf(realm: string, given: { name: string; idNumber: string }): Promise<Party> {
    const found = await parties.findByIdNumber(realm, given.idNumber)
    const accounts = found ? await store.selectAccountsOfPeople(db, realm, [found.id]) : []
    if (!found || found.name !== given.name.trim() || accounts.length === 0)
      throw new Refusal('missing', 'identity.mandate-person', 'Nobody with an account has this name and number')
    return found
  }

  /** Whether the actor signs for a party: it is themself, or a firm they represent by law. */
  async function signsFor(actor: Actor, partyId: string, on: Db = db): Promise<boolean> {
    if (actor.kind !== 'citizen' || !actor.partyId) return false
    if (actor.actingFor && actor.actingFor.partyId !== partyId) return false
    return (await store.selectSigners(on, actor.realm, partyId, clock())).includes(actor.partyId)
  }

  const onBehalf = (actor: Actor, principal: Party): Actor =>
    principal.id === actor.partyId ? actor : { ...actor, onBehalfOf: { partyId: principal.id, name: principal.name } }

  const tell = (tx: Tx, realm: string, row: { id: string; principal: string; agent: string }, state: Told, by: Actor) =>
    publish(tx, MandateChanged, {
      realm,
      subject: row.id,
      data: {
        mandateId: row.id,
        principalPartyId: row.principal,
        agentPartyId: row.agent,
        state,
        byAccountId: by.accountId,
      },
    })

  async function insert(tx: Tx, actor: Actor, draft: Draft): Promise<string> {
    await store.lockPair(tx, actor.realm, draft.principal, draft.agent)
    const now = clock()
    const same = (
      await store.selectMandates(tx, actor.realm, { principals: [draft.principal], agent: draft.agent })
    ).some(
      (row) =>
        row.principal === draft.principal &&
        row.agent === draft.agent &&
        ['asked', 'in-force'].includes(stateOf(row, now)) &&
        canonicalJson([row.items, row.acts, row.validTo.toISOString()]) ===
          canonicalJson([draft.items, draft.acts, draft.validTo.toISOString()]),
    )
    if (same) throw new Refusal('conflict', 'identity.mandate-there', 'There is such a mandate already')
    const id = newId()
    await store.insertMandate(tx, actor.realm, { ...draft, id, askedAt: now })
    return id
  }

  /** Puts the principal's name under the text; its digest goes to the ledger, so that nobody can say it read otherwise. */
  async function sign(
    tx: Tx,
    actor: Actor,
    id: string,
    draft: Draft,
    [principal, agent]: [Party, Party],
  ): Promise<void> {
    const at = clock()
    const methods = actor.methods ?? []
    const statement = canonicalJson({
      format: 'zhengtong-mandate/1',
      ...{
        realm: actor.realm,
        id,
        kind: draft.kind,
        items: draft.items ?? 'all',
        acts: draft.acts,
        reason: draft.reason,
      },
      principal: { partyId: principal.id, name: principal.name, ...(principal.code ? { code: principal.code } : {}) },
      agent: { partyId: agent.id, name: agent.name },
      validFrom: draft.validFrom.toISOString(),
      validTo: draft.validTo.toISOString(),
      signed: { at: at.toISOString(), by: actor.name, account: actor.accountId, level: actor.level, methods },
    })
    const digest = contentHash(statement)
    if (!(await store.signMandate(tx, actor.realm, id, { at, by: actor.name, methods, statement, digest })))
      throw missing(id)
    await needs.appendLeaf(tx, actor.realm, {
      kind: 'identity.mandate',
      subject: id,
      digest: Buffer.from(digest, 'hex'),
    })
    const note = { action: 'mandate.sign', objectType: 'mandate', objectId: id, after: statement }
    await recordAudit(tx, onBehalf(actor, principal), note)
    await tell(tx, actor.realm, { id, principal: principal.id, agent: agent.id }, 'in-force', actor)
  }

  async function view(actor: Actor, row: store.MandateRow, on: Db = db): Promise<MandateView> {
    const state = stateOf(row, clock())
    const signs = await signsFor(actor, row.principal, on)
    const open = state === 'asked' || state === 'in-force'
    return {
      id: row.id,
      kind: row.kind,
      principal: { partyId: row.principal, name: row.principalName, kind: row.principalKind },
      agent: { partyId: row.agent, name: row.agentName, kind: 'natural' },
      ...(row.items ? { items: row.items } : {}),
      acts: row.acts,
      validFrom: row.validFrom.toISOString(),
      validTo: row.validTo.toISOString(),
      reason: row.reason,
      state,
      ...(row.signedAt
        ? {
            signed: {
              at: row.signedAt.toISOString(),
              by: row.signedBy ?? '',
              methods: row.methods ?? [],
              digest: row.digest ?? '',
            },
          }
        : {}),
      ...(row.endedAt ? { ended: { at: row.endedAt.toISOString(), by: row.endedBy ?? '' } } : {}),
      may: [...(state === 'asked' && signs ? (['consent'] as const) : []), ...(open ? (['end'] as const) : [])],
    }
  }

  /** One that the actor gave or received; others do not learn that it exists. */
  async function own(actor: Actor, id: string): Promise<store.MandateRow> {
    const [row] = await store.selectMandates(db, actor.realm, { id })
    if (row && actor.kind === 'citizen' && (row.agent === actor.partyId || (await signsFor(actor, row.principal))))
      return row
    throw missing(id)
  }

  /** The answer to who made it, kept with the act. */
  async function made(tx: Tx, actor: Actor, id: string, claim: Claim | undefined): Promise<MandateView> {
    const [row] = await store.selectMandates(tx, actor.realm, { id })
    if (!row) throw new Error(`A mandate just made is not there: ${id}`)
    const answer = await view(actor, row, tx)
    await claim?.answer(tx, 201, answer)
    return answer
  }

  const get = async (actor: Actor, id: string) => view(actor, await own(actor, id))

  async function principalsOf(actor: Actor): Promise<string[]> {
    return actor.partyId ? [actor.partyId, ...(await store.selectLed(db, actor.realm, actor.partyId, clock()))] : []
  }

  return {
    get,
    /** Given (for oneself or a firm one leads) and received, the newest first. */
    async list(actor: Actor): Promise<{ given: MandateView[]; received: MandateView[] }> {
      const principals = await principalsOf(actor)
      if (!actor.partyId) return { given: [], received: [] }
      const rows = await store.selectMandates(db, actor.realm, { principals, agent: actor.partyId })
      const all = await Promise.all(rows.map((row) => view(actor, row)))
      return {
        given: all.filter(({ principal }) => principals.includes(principal.partyId)),
        received: all.filter(({ agent }) => agent.partyId === actor.partyId),
      }
    },
    /** The principal, or who represents a firm by law, lets somebody act. Signing needs a second factor, which the door asks for. */
    async give(actor: Actor, { partyId, agent: given, ...terms }: NewMandate, claim?: Claim): Promise<MandateView> {
      const principalId = partyId ?? actor.partyId
      if (!principalId || !(await signsFor(actor, principalId)))
        throw new Refusal('forbidden', 'identity.mandate-self', 'Only the party itself gives a mandate')
      const principal = await parties.getParty(actor.realm, principalId)
      const agent = await personOf(actor.realm, given)
      if (agent.id === principal.id || agent.id === actor.partyId)
        throw new Refusal('invalid', 'identity.mandate-self', 'Nobody gives a mandate to themself')
      const kind = principal.kind === 'legal' ? ('agent' as const) : ('family' as const)
      const draft = { kind, principal: principal.id, agent: agent.id, ...(await termsOf(actor.realm, terms)) }
      return inTransaction(db, async (tx) => {
        const id = await insert(tx, actor, draft)
        await sign(tx, actor, id, draft, [principal, agent])
        return made(tx, actor, id, claim)
      })
    },
    /** A family member asks to act for somebody, who is told and agrees or not; nothing counts before. */
    async ask(actor: Actor, { principal: given, ...terms }: MandateRequest, claim?: Claim): Promise<MandateView> {
      const principal = await personOf(actor.realm, given)
      if (!actor.partyId || principal.id === actor.partyId)
        throw new Refusal('invalid', 'identity.mandate-self', 'Nobody asks themself')
      const draft = {
        kind: 'family' as const,
        ...{ principal: principal.id, agent: actor.partyId },
        ...(await termsOf(actor.realm, terms)),
      }
      return inTransaction(db, async (tx) => {
        const id = await insert(tx, actor, draft)
        await recordAudit(tx, actor, {
          action: 'mandate.ask',
          objectType: 'mandate',
          objectId: id,
          after: [draft.acts, draft.items],
        })
        await tell(tx, actor.realm, { id, ...draft }, 'asked', actor)
        return made(tx, actor, id, claim)
      })
    },
    /** The principal agrees to what was asked. */
    async consent(actor: Actor, id: string): Promise<MandateView> {
      const row = await own(actor, id)
      if (stateOf(row, clock()) !== 'asked' || !(await signsFor(actor, row.principal))) throw missing(id)
      const both = await Promise.all([row.principal, row.agent].map((each) => parties.getParty(actor.realm, each)))
      await inTransaction(db, (tx) => sign(tx, actor, id, row, both as [Party, Party]))
      return get(actor, id)
    },
    /**
     * A parent acts for a child under age (监护人, 民法典第23、27条): by the family register, not by anybody's word, and until
     * the child is of full age.
     */
    async actForChild(actor: Actor, { child: given }: ChildRequest, claim?: Claim): Promise<MandateView> {
      if (!actor.partyId) throw missing('child')
      const own = await parties.readPerson(actor.realm, actor.partyId)
      const children = await needs.childrenOf(actor, own.idNumber)
      if (!children) throw new Refusal('unavailable', 'identity.mandate-register', 'The register does not answer')
      const found = children.find((each) => each.idNumber === given.idNumber && each.name === given.name.trim())
      const now = clock()
      const until = found && fullAgeOn(found.birthDate)
      if (!found || !until || until <= now)
        throw new Refusal('missing', 'identity.mandate-child', 'The register knows no such minor child')
      const child = await parties.registerNatural(actor.realm, { name: found.name, idNumber: found.idNumber })
      const agent = await parties.getParty(actor.realm, actor.partyId)
      const draft = {
        kind: 'parent' as const,
        ...{ principal: child.id, agent: agent.id, items: null, validFrom: now, validTo: until },
        acts: ['apply', 'pay', 'show'] as MandateAct[],
        reason: `监护人（家庭关系库，${cityDate(now)}）`,
      }
      return inTransaction(db, async (tx) => {
        const id = await insert(tx, actor, draft)
        await sign(tx, actor, id, draft, [child, agent])
        return made(tx, actor, id, claim)
      })
    },
    /** Either side ends it: taken back, given up, or not agreed to. It works no more from this moment. */
    async end(actor: Actor, id: string): Promise<void> {
      const row = await own(actor, id)
      const principal = await parties.getParty(actor.realm, row.principal)
      await inTransaction(db, async (tx) => {
        if (!(await store.endMandate(tx, actor.realm, id, actor.name, clock()))) throw missing(id)
        const by = row.agent === actor.partyId ? actor : onBehalf(actor, principal)
        const said = {
          format: 'zhengtong-mandate-end/1',
          realm: actor.realm,
          id,
          at: clock().toISOString(),
          by: actor.name,
        }
        const digest = Buffer.from(contentHash(canonicalJson(said)), 'hex')
        await needs.appendLeaf(tx, actor.realm, { kind: 'identity.mandate-end', subject: id, digest })
        await recordAudit(tx, by, {
          action: 'mandate.end',
          objectType: 'mandate',
          objectId: id,
          ...(row.digest ? { before: row.digest } : {}),
        })
        await tell(tx, actor.realm, row, row.signedAt ? 'ended' : 'declined', actor)
      })
    },
    /** What was done under it, for both sides. */
    async acts(actor: Actor, id: string): Promise<ActUnder[]> {
      const row = await own(actor, id)
      if (!row.signedAt) return []
      const accountIds = await store.selectAccountsOfPeople(db, actor.realm, [row.agent])
      return needs.actsFor(actor.realm, {
        partyId: row.principal,
        accountIds,
        from: row.signedAt,
        until: row.endedAt ?? row.validTo,
      })
    },
    /** The accounts of those who sign for a party, and of a person. */
    accountsOf: async (realm: string, partyId: string): Promise<string[]> =>
      store.selectAccountsOfPeople(db, realm, await store.selectSigners(db, realm, partyId, clock())),
  }
}

const missing = (id: string) => new Refusal('missing', 'identity.mandate-missing', `No such mandate ${id}`)
