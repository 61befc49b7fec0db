import { inTransaction } from '#ground/database/index.ts'
import { systemActor } from '#kernel/actor.ts'
import type { CaseOut } from '#support/cases/index.ts'
import { asTyped, stateAfter } from './dispute.ts'
import type { DisputeNeeds } from './needs.ts'
import { type DisputeRow, findByCase, updateDispute } from './store.ts'

/** Tells the case in hand what was disputed and what was answered. Twice is as good as once. */
export function createTelling(needs: DisputeNeeds) {
  const { db, clock, cases } = needs

  async function tell(realm: string, disputeCaseId: string): Promise<void> {
    const row = await findByCase(db, { realm, caseId: disputeCaseId })
    if (row?.state !== 'open') return
    if (!row.told_at) await raised(row)
    const answering = await cases.whole.out(realm, disputeCaseId)
    if (answering.current.closedAt) await answered(row, answering)
  }

  async function raised(row: DisputeRow): Promise<void> {
    await cases.amend(systemActor(row.realm), row.about_case, async () => ({
      step: {
        verb: 'dispute-raised',
        name: `“${row.title}”有异议，已请${row.department_name}核实`,
        nameEn: `“${row.title}” is disputed; ${row.department_name} was asked`,
        data: { pointer: row.pointer, caseNo: row.case_no },
        input: { dispute: row.id },
      },
    }))
    await inTransaction(db, (tx) => updateDispute(tx, row, { told_at: clock() }))
  }

  async function answered(row: DisputeRow, answering: CaseOut): Promise<void> {
    const state = stateAfter(answering.current.outcome)
    const { explanation, correctedValue } = verification(answering)
    const said =
      state === 'corrected'
        ? { zh: `“${row.title}”核实有误，已更正`, en: `“${row.title}” was wrong and is corrected` }
        : state === 'upheld'
          ? { zh: `“${row.title}”核实无误`, en: `“${row.title}” was checked and stands` }
          : { zh: `“${row.title}”的异议已撤回`, en: `The dispute of “${row.title}” was withdrawn` }
    await cases.amend(systemActor(row.realm), row.about_case, async (draft, now) => {
      const { current } = draft
      // What is answered no longer keeps a rule from deciding.
      const open = (current.state.variables.disputes ?? []) as { pointer: string }[]
      const disputes = open.filter(({ pointer }) => pointer !== row.pointer)
      const variables = { ...current.state.variables, disputes }
      draft.current = { ...current, state: { ...current.state, variables } }
      const fact = draft.facts.find((each) => each.pointer === row.pointer)
      if (state === 'corrected' && correctedValue !== undefined && fact && !current.closedAt) {
        const value = asTyped(fact.value, correctedValue)
        draft.newFacts.push({ ...fact, value, sourceVersion: `${row.case_no}`, fetchedAt: now })
        const name = row.pointer.slice(1)
        if (name in draft.answers && draft.answers[name] === fact.value) {
          draft.answers = { ...draft.answers, [name]: value }
          draft.answersChanged = true
        }
      }
      return {
        step: {
          verb: 'dispute-answered',
          name: said.zh,
          nameEn: said.en,
          ...(explanation ? { reason: explanation } : {}),
          data: { pointer: row.pointer, caseNo: row.case_no, state },
          input: { dispute: row.id, state },
        },
      }
    })
    await inTransaction(db, (tx) =>
      updateDispute(tx, row, { state, answered_at: clock(), answer: explanation ?? null }),
    )
  }

  return { tell }
}

/** What the officer of the source wrote into the form of the answer. */
function verification({ steps }: CaseOut): { explanation?: string; correctedValue?: string } {
  const data = steps.findLast(({ verb }) => verb === 'inspect')?.data as Record<string, unknown> | null | undefined
  const text = (name: string) => (typeof data?.[name] === 'string' ? { [name]: data[name] as string } : {})
  return { ...text('explanation'), ...text('correctedValue') }
}
