import { inTransaction, type Tx } from '#ground/database/index.ts'
import { type Reaction, when } from '#ground/events.ts'
import type { JobHandler } from '#ground/jobs.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { CaseHappened } from '#support/cases/contract.ts'
import { CaseMoved } from '#support/cases/index.ts'
import type { FactDispute, RaiseInput } from './contract.ts'
import { sourceOf } from './dispute.ts'
import type { DisputeNeeds } from './needs.ts'
import { wordsOf } from './notice.ts'
import { type DisputeRow, findByCase, insertDispute, listDisputes } from './store.ts'
import { createTelling } from './telling.ts'

const sealedAs = 'disputes.dispute.claim'

/** Who says so, as history names them. */
type Sayer = Pick<Actor, 'accountId' | 'name'>

/**
 * 异议核实 (个人信息保护法第46条): a fact of a case that its holder disputes goes as a case to the department it came from, with a
 * clock of its own; what is answered comes back into the case in hand.
 */
export function createDisputes(needs: DisputeNeeds) {
  const { db, clock, cases } = needs
  const telling = createTelling(needs)

  /** The holder says that a fact of their case is wrong. */
  async function raise(actor: Actor, caseId: string, input: RaiseInput): Promise<FactDispute> {
    await cases.get(actor, caseId)
    return raiseAs(actor.realm, actor, caseId, input)
  }

  async function raiseAs(
    realm: string,
    by: Sayer,
    caseId: string,
    { pointer, claim }: RaiseInput,
  ): Promise<FactDispute> {
    const [{ current }, { view, titles }] = await Promise.all([
      cases.whole.out(realm, caseId),
      cases.whole.assemble(realm, caseId, true),
    ])
    const fact = view.facts.find((each) => each.pointer === pointer)
    if (!fact) throw new Refusal('missing', 'disputes.unknown-fact', `No fact ${pointer} in case ${caseId}`)
    const source = sourceOf(fact.source)
    const office = source && (await needs.officeOf(realm, source, current.party.partyId))
    if (!office) throw new Refusal('invalid', 'disputes.no-source', `Nobody answers for ${fact.source}`)
    const known = await listDisputes(db, realm, caseId)
    if (known.some((each) => each.pointer === pointer && each.state === 'open')) throw openAlready(pointer)
    const [item, last4] = await Promise.all([needs.answering(realm), needs.last4(realm, current.party.partyId)])
    const title = titles[pointer] ?? office.field
    const { departmentId, departmentName, divisionCode } = office
    return inTransaction(db, async (tx) => {
      const opened = await cases.open(tx, asCitizen(realm, by), {
        item: { ...item, departmentId, departmentName },
        party: current.party,
        last4,
        divisionCode,
        channel: current.channel,
        answers: {
          ...{ aboutCase: current.no, aboutItem: current.item.name, title, claim, sourceLabel: fact.sourceLabel },
          ...{ source: fact.source, register: source.kind === 'register' ? source.key : '', field: source.field },
          recorded: said(fact.value),
        },
        facts: [],
        materials: [],
        disputes: [],
        gaps: [],
      })
      const row: DisputeRow = {
        ...{ realm, id: needs.newId(), about_case: caseId, pointer, title, source: fact.source },
        source_label: fact.sourceLabel,
        claim: needs.secrets.encrypt(claim, sealedAs),
        case_id: opened.caseId,
        case_no: opened.caseNo,
        department_name: departmentName,
        ...{ state: 'open', raised_at: clock(), told_at: null, answered_at: null, answer: null },
      }
      await insertDispute(tx, row)
      return present(row)
    }).catch((error: unknown) => {
      throw isTaken(error) ? openAlready(pointer) : error
    })
  }

  /** What was disputed of a case and what came of it, for who may see the case. */
  async function list(actor: Actor, caseId: string): Promise<FactDispute[]> {
    await cases.get(actor, caseId)
    return (await listDisputes(db, actor.realm, caseId)).map(present)
  }

  /** With the submission of an application: what it disputes is raised a moment later, each by itself. */
  async function raiseLater(tx: Tx, actor: Actor, caseId: string, disputes: RaiseInput[]): Promise<void> {
    if (disputes.length === 0) return
    const { realm, accountId, name } = actor
    const sealed = needs.secrets.encrypt(JSON.stringify(disputes), sealedAs).toString('base64')
    const payload = { realm, caseId, accountId, name, sealed }
    await needs.jobs.add(tx, 'disputes.raise', payload, { key: `disputes:${realm}:${caseId}` })
  }

  const present = (row: DisputeRow): FactDispute => ({
    id: row.id,
    pointer: row.pointer,
    title: row.title,
    claim: needs.secrets.decrypt(row.claim, sealedAs),
    sourceLabel: row.source_label,
    department: row.department_name,
    caseId: row.case_id,
    caseNo: row.case_no,
    state: row.state,
    raisedAt: row.raised_at.toISOString(),
    ...(row.answered_at ? { answeredAt: row.answered_at.toISOString() } : {}),
    ...(row.answer ? { answer: row.answer } : {}),
  })

  const reactions: Reaction[] = [
    when(CaseMoved, 'disputes.follow', async (tx, { realm, data }) => {
      const { verb, outcome, itemId, caseId } = data
      if (verb !== 'submit' && !outcome) return
      if ((await needs.answering(realm).catch(noSuchItem))?.id !== itemId) return
      await needs.jobs.add(tx, 'disputes.tell', { realm, caseId }, { key: `disputes:${realm}:${caseId}:tell` })
    }),
  ]
  const jobHandlers: Record<string, JobHandler> = {
    'disputes.tell': ({ realm, caseId }) => telling.tell(String(realm), String(caseId)),
    async 'disputes.raise'(payload) {
      const [realm, caseId, accountId, name] = [payload.realm, payload.caseId, payload.accountId, payload.name].map(
        String,
      )
      const text = needs.secrets.decrypt(Buffer.from(String(payload.sealed), 'base64'), sealedAs)
      for (const input of JSON.parse(text) as RaiseInput[])
        await raiseAs(realm!, { accountId: accountId!, name: name! }, caseId!, input).catch((error: unknown) => {
          // Raised by an earlier run, or nobody can be asked: the dispute stands in the case all the same.
          const known = ['disputes.open-already', 'disputes.no-source', 'disputes.unknown-fact']
          if (!(error instanceof Refusal && known.includes(error.code))) throw error
        })
    },
  }

  /** How the person is told of a case that answers a dispute; undefined of any other case. */
  async function worded(tx: Tx, realm: string, happened: CaseHappened) {
    const row = await findByCase(tx, { realm, caseId: happened.caseId })
    return row && wordsOf(row, happened)
  }

  return { raise, list, raiseLater, worded, reactions, jobHandlers }
}

export type DisputeService = ReturnType<typeof createDisputes>

/** A realm without the pack has no such item: nothing of it concerns us. */
function noSuchItem(error: unknown): undefined {
  if (error instanceof Refusal) return undefined
  throw error
}

function asCitizen(realm: string, { accountId, name }: Sayer): Actor {
  return { ...systemActor(realm), kind: 'citizen', accountId, name }
}

const openAlready = (pointer: string) =>
  new Refusal('conflict', 'disputes.open-already', `${pointer} is disputed already`)

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'dispute_open'

/** A value in words, for the officer who looks it up in the source. */
function said(value: unknown): string {
  if (value === null || value === undefined) return '没有记录'
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 500)
}
