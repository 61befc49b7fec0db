import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openBeekeepers } from '#testing/beekeepers.ts'

const { cases, official, applicant, intake, reviewer, decider, open, act, time, close } = await openBeekeepers()
after(close)
const supervisor = official('supervisor')
const colleague = official('reviewer')
const other = official('reviewer', 'fish')

const accepted = async () => {
  const { caseId } = await open()
  await act(intake, caseId, 'accept')
  return caseId
}

test('a task that a colleague has taken leaves everybody else’s to-do list, and counts no more', async () => {
  const before = (await cases.todo(colleague, { limit: 100 })).total
  const caseId = await accepted()
  assert.equal((await cases.todo(colleague, { limit: 100 })).total, before + 1)
  await act(reviewer, caseId, 'claim')

  const theirs = await cases.todo(colleague, { limit: 100 })
  assert.deepEqual([theirs.total, theirs.items.some((row) => row.caseId === caseId)], [before, false])
  const mine = (await cases.todo(reviewer, { limit: 100 })).items.find((row) => row.caseId === caseId)
  assert.equal(mine?.taken, true)
})

test('a supervisor sees who has how much, what is free, and how long it took', async () => {
  const caseId = await accepted()
  await act(colleague, caseId, 'claim')
  time.now = new Date(time.now.getTime() + 2 * 3_600_000)
  await act(colleague, caseId, 'propose', { reason: '同意' })
  await accepted()

  const rows = await cases.workload(supervisor)
  const row = rows.find((each) => each.accountId === colleague.accountId)
  assert.deepEqual([row?.name, row?.open, row?.done], [colleague.name, 0, 1])
  assert.ok((row?.averageHours ?? 0) >= 2)
  assert.ok(rows.some((each) => each.accountId === undefined && each.open > 0))
  assert.deepEqual(await cases.workload(official('supervisor', 'fish')), [])
  for (const actor of [reviewer, decider, applicant])
    await assert.rejects(cases.workload(actor), { code: 'cases.workload-forbidden' })
})

describe('handing over', () => {
  const reason = '休假交接'

  test('gives all that one has taken to a colleague, task by task, each in the history of its case', async () => {
    const leaving = official('reviewer')
    const ids = [await accepted(), await accepted()]
    for (const caseId of ids) await act(leaving, caseId, 'claim')

    const done = await cases.handOver(leaving, {
      fromAccountId: leaving.accountId,
      toAccountId: colleague.accountId,
      reason,
    })

    assert.deepEqual(done, { moved: 2, left: [] })
    for (const caseId of ids) {
      const view = await cases.get(supervisor, caseId)
      assert.equal(view.tasks[0]?.assignee?.accountId, colleague.accountId)
      assert.deepEqual([view.timeline.at(-1)?.verb, view.timeline.at(-1)?.reason], ['transfer', reason])
    }
  })

  test('what the colleague may not take stays, and is told', async () => {
    const leaving = official('reviewer')
    await act(leaving, await accepted(), 'claim')
    const given = { fromAccountId: leaving.accountId, toAccountId: other.accountId, reason }

    const { moved, left } = await cases.handOver(supervisor, given)

    assert.deepEqual([moved, left.map((each) => each.code)], [0, ['cases.not-their-post']])
  })

  test('is for oneself or the supervisor of the office, and to somebody else', async () => {
    const given = { fromAccountId: reviewer.accountId, toAccountId: colleague.accountId, reason }
    for (const actor of [colleague, other, official('supervisor', 'fish'), applicant])
      await assert.rejects(cases.handOver(actor, given), { code: 'cases.hand-over-forbidden' })
    await assert.rejects(cases.handOver(reviewer, { ...given, toAccountId: reviewer.accountId }), {
      code: 'cases.hand-over-self',
    })
  })
})
