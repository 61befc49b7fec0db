import type { Tx } from '#ground/database/index.ts'
import { type Reaction, when } from '#ground/events.ts'
import type { JobHandler } from '#ground/jobs.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { compileFeel } from '#support/rules/contract.ts'
import type { Case } from '../case.ts'
import { CaseMoved } from '../events.ts'
import { createIncoming } from '../messages/incoming.ts'
import type { CaseNeeds } from '../needs.ts'
import { caseOf } from '../rows.ts'
import type { CaseVerbs } from '../service.ts'
import { createCaseStore } from '../store.ts'
import { failedPart, type Matter, outcomeWords, type PartSeen, partsEnded, seenPart } from './matter.ts'
import { loadByIds } from './store.ts'

const job = 'cases.matter'

/**
 * 一件事: keeps a joint matter and its parts together. Each part is a case that runs by itself; this hears when one has ended,
 * writes it into the history of the whole, and does what the item's data say of the others.
 */
export function createMatters(needs: CaseNeeds, { amend }: Pick<CaseVerbs, 'amend'>) {
  const store = createCaseStore(needs)
  const tell = createIncoming(needs)

  const look = (tx: Tx, realm: string, caseId: string) =>
    needs.jobs.add(tx, job, { realm, caseId }, { key: `case:${realm}:${caseId}:matter` })

  const matterReactions: Reaction[] = [
    when(CaseMoved, 'cases.follow-matter', async (tx, { realm, data }) => {
      if (!data.outcome) return
      if (data.partOf) await look(tx, realm, data.partOf)
      else if (data.matter) await look(tx, realm, data.caseId)
    }),
  ]

  /** Looks at a joint matter as it is now. Twice is as good as once. */
  async function consider(realm: string, caseId: string): Promise<void> {
    const actor = systemActor(realm)
    const found = await store.load(needs.db, realm, caseId, false)
    const matter = found?.current.terms?.matter
    if (!found || !matter) return
    const parts = await partsOf(realm, matter)
    const seen = matter.parts.map(({ key, caseId: id }) => seenOf(key, parts.get(id)))
    const { closedAt, outcome, no } = found.current
    if (closedAt) {
      // 撤回、终止 of the whole: what is decided stays, what is open goes back with it.
      if (outcome === 'withdrawn' || outcome === 'terminated')
        await endOpen(actor, matter, seen, `“一件事”（${no}）已经${outcomeWords[outcome]!.zh}`)
      return
    }
    await noteEnded(actor, caseId, seen)
    const failed = failedPart(matter, seen)
    if (failed) {
      const came = seen.find(({ key }) => key === failed.key)?.outcome ?? ''
      await endOpen(actor, matter, seen, `“${failed.name}”${outcomeWords[came]?.zh ?? came}，这件事的其他部分不再办理`)
    }
    if (holds(matter.complete, seen)) await tellWhole(actor, caseId, matter, seen, parts)
  }

  async function partsOf(realm: string, { parts }: Matter): Promise<Map<string, Case>> {
    const ids = parts.map(({ caseId }) => caseId)
    const rows = await loadByIds(needs.db, realm, ids)
    return new Map(rows.map((row) => [row.id, caseOf(row)]))
  }

  /** One progress with parts: the history of the whole says of each part how it ended. */
  async function noteEnded(actor: Actor, caseId: string, seen: readonly PartSeen[]): Promise<void> {
    await amend(actor, caseId, async (draft) => {
      const { terms } = draft.current
      if (!terms?.matter || draft.current.closedAt) return undefined
      const newly = terms.matter.parts.flatMap((part) => {
        const now = seen.find(({ key }) => key === part.key)
        return now?.ended && !part.outcome ? [{ ...part, outcome: now.outcome ?? '' }] : []
      })
      if (newly.length === 0) return undefined
      const parts = terms.matter.parts.map((part) => newly.find(({ key }) => key === part.key) ?? part)
      draft.current = { ...draft.current, terms: { ...terms, matter: { ...terms.matter, parts } } }
      const said = (lang: 'zh' | 'en') =>
        newly
          .map(({ name, nameEn, outcome }) =>
            lang === 'zh'
              ? `“${name}”${outcomeWords[outcome]?.zh ?? outcome}`
              : `${nameEn ?? name}: ${outcomeWords[outcome]?.en ?? outcome}`,
          )
          .join(lang === 'zh' ? '，' : ', ')
      const ended = newly.map(({ key, outcome }) => ({ key, outcome }))
      return {
        step: { verb: 'part-ended', name: said('zh'), nameEn: said('en'), data: { parts: ended }, input: ended },
      }
    })
  }

  /** Takes back the parts that are not decided, each in a transaction of its own. */
  async function endOpen(actor: Actor, matter: Matter, seen: readonly PartSeen[], reason: string): Promise<void> {
    const open = matter.parts.filter(({ key }) => !seen.find((each) => each.key === key)?.ended)
    for (const { caseId } of open)
      await amend(actor, caseId, async (draft) => {
        if (draft.current.closedAt || draft.current.decidedAt) return undefined
        draft.current = { ...draft.current, outcome: 'withdrawn' }
        const name = { name: '随“一件事”撤回', nameEn: 'Withdrawn with the joint matter' }
        return { step: { verb: 'withdraw', ...name, reason, input: { reason } }, signal: { kind: 'cancel' } }
      })
  }

  async function tellWhole(
    actor: Actor,
    caseId: string,
    matter: Matter,
    seen: readonly PartSeen[],
    parts: ReadonlyMap<string, Case>,
  ): Promise<void> {
    const lines = matter.parts.map(({ key, name, caseId: id }) => {
      const came = seen.find((each) => each.key === key)?.outcome ?? ''
      return `${name}（${parts.get(id)?.no ?? ''}）：${outcomeWords[came]?.zh ?? '没有结果'}`
    })
    const data = { granted: holds(matter.granted, seen), parts: seen, lines }
    await tell(actor, caseId, { kind: 'message', name: partsEnded, data }).catch((error: unknown) => {
      const old = error instanceof Refusal && ['flows.message-not-awaited', 'flows.ended'].includes(error.code)
      if (!old) throw error
    })
  }

  const matterJobs: Record<string, JobHandler> = {
    [job]: ({ realm, caseId }) => consider(String(realm), String(caseId)),
  }
  return { matterReactions, matterJobs }
}

const seenOf = (key: string, current: Case | undefined): PartSeen =>
  seenPart(key, current?.status ?? 'closed', current ? current.outcome : 'terminated')

const compiled = new Map<string, ReturnType<typeof compileFeel>>()

function holds(condition: string, parts: readonly PartSeen[]): boolean {
  const ask = compiled.get(condition) ?? compileFeel(condition)
  compiled.set(condition, ask)
  return ask({ parts }) === true
}
