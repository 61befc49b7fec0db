import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openBeekeepers } from '#testing/beekeepers.ts'

const { realm, time, cases, official, intake, decider, applicant, open, act, close } = await openBeekeepers()
after(close)
const supervisor = official('supervisor')
const itemId = '0193a000-0000-7000-8000-00000000000a'
const begun = (days: number) => ({
  ...{ id: itemId, version: 1 },
  limits: { promise: { unit: 'working' as const, days }, legal: { unit: 'working' as const, days: 20 } },
})
const dueOf = async (caseId: string, key = 'promise') =>
  (await cases.get(applicant, caseId)).clocks.find((clock) => clock.key === key)?.due
const shorten = (version: number, days: number, legal = 20) =>
  cases.limitChanges.shorten({ realm, itemId, version }, () => ({
    promise: { unit: 'working', days },
    legal: { unit: 'working', days: legal },
  }))

test('a shorter limit reaches who waits under the older version, says so in the case, and lists it', async () => {
  time.now = new Date('2026-11-02T02:00:00Z')
  const { caseId } = await open({}, begun(10))
  await act(intake, caseId, 'accept')
  assert.equal(await dueOf(caseId), '2026-11-16')
  await shorten(2, 5)
  assert.equal(await dueOf(caseId), '2026-11-09')
  assert.equal(await dueOf(caseId, 'legal'), '2026-11-30', 'what did not change stays')
  const view = await cases.get(applicant, caseId)
  const step = view.timeline.at(-1)!
  assert.deepEqual([step.verb, step.name], ['recalculate', '事项的办理时限缩短，按新的时限计算'])
  assert.deepEqual((step.data as { moved: unknown }).moved, [
    { what: 'clock', key: 'promise', from: '2026-11-16', to: '2026-11-09' },
  ])
  assert.equal(view.tasks[0]?.due, '2026-11-09', 'the to-do follows its clock')
  const { items } = await cases.recalculation.listRecalculated(supervisor, `${itemId}@2`, { limit: 10 })
  assert.deepEqual(
    items.map((each) => each.caseId),
    [caseId],
  )
  await shorten(2, 5)
  assert.equal((await cases.get(applicant, caseId)).version, view.version, 'doing it again does nothing')
})

test('a longer limit binds only who applies afterwards', async () => {
  const { caseId } = await open({}, begun(10))
  await act(intake, caseId, 'accept')
  const before = await cases.get(applicant, caseId)
  await shorten(3, 15, 30)
  assert.deepEqual((await cases.get(applicant, caseId)).clocks, before.clocks)
})

test('a limit that would have run out already makes nobody late, and what has not begun is shortened at once', async () => {
  time.now = new Date('2026-11-02T02:00:00Z')
  const { caseId } = await open({}, begun(10))
  await act(intake, caseId, 'accept')
  const waiting = (await open({}, begun(10))).caseId
  time.now = new Date('2026-11-12T02:00:00Z')
  await shorten(4, 3)
  assert.equal(await dueOf(caseId), '2026-11-16')
  assert.equal((await cases.get(applicant, waiting)).clocks.find(({ key }) => key === 'promise')?.days, 3)
})

test('who begins under the new version, and other items, are left alone; only who watches limits sees the list', async () => {
  const same = await open({}, { ...begun(10), version: 9 })
  const other = await open({}, { ...begun(10), id: '0193a000-0000-7000-8000-00000000000b' })
  await shorten(9, 1)
  for (const { caseId } of [same, other])
    assert.equal((await cases.get(applicant, caseId)).clocks.find(({ key }) => key === 'promise')?.days, 10)
  await assert.rejects(cases.recalculation.listRecalculated(decider, `${itemId}@2`, { limit: 10 }), {
    code: 'cases.forbidden',
  })
})
