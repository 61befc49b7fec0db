import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { inTransaction } from '#ground/database/index.ts'
import { systemActor } from '#kernel/actor.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { caseStage } from '#testing/case-stage.ts'
import { after as afterTime, boundary, bpmn, el, path, user } from './flow/flow-builder.test-support.ts'

/** Taken by silence after five working days. */
const flow = bpmn(
  el('startEvent', 'begin'),
  user('intake', { 'zt:post': 'intake', 'zt:verbs': 'accept', 'zt:status': 'submitted', 'zt:due': 'P5WD' }),
  boundary('silence', 'intake', afterTime('P5WD')),
  user('review', { 'zt:verbs': 'propose', 'zt:status': 'accepted', 'zt:due': 'promise' }),
  el('endEvent', 'end', { 'zt:outcome': 'granted' }),
  path('begin', 'intake', 'review', 'end'),
  path('silence', 'review'),
)
const limits = { promise: { unit: 'working', days: 5 }, legal: { unit: 'calendar', days: 30 } } as const
const saturdays = [{ from: '2026-11-01', week: { sat: { opens: '09:00', closes: '12:00' } } }]

describe('the working time of the responsible office', async () => {
  const stage = await caseStage({ flow })
  after(stage.close)
  const { calendar, cases, open } = stage
  calendar.place(new Map([['window', 'hall']]))
  const system = systemActor('441900')
  const get = (caseId: string) => cases.get(system, caseId)
  const timerOf = (caseId: string) =>
    [...stage.left.values()].find(({ name, payload }) => name === 'cases.timer' && payload.caseId === caseId)?.runAt
  const dates = async (caseId: string) => {
    const { clocks, tasks } = await get(caseId)
    const intake = clocks.find(({ key }) => key === 'intake')
    return [intake?.due, tasks[0]?.due, timerOf(caseId)?.toISOString()]
  }
  async function replace(version: string, offices: Parameters<typeof calendar.replace>[0]['offices']): Promise<void> {
    calendar.replace({ ...holidays, version, ...(offices ? { offices } : {}) })
    await inTransaction(stage.db, (tx) => cases.recalculation.begin(tx, '441900', version))
    for (;;) {
      const job = [...stage.left.values()].find(({ name }) => name === 'cases.recalculate')
      if (!job) return
      stage.left.delete(job.key)
      await cases.recalculation.runBatch(job.payload as Parameters<typeof cases.recalculation.runBatch>[0])
    }
  }

  test('an office that opens on Saturday moves its own clocks, to-dos and timers, and those below it, and nobody else’s', async () => {
    const [window, hall, elsewhere] = [
      await open('flow', {}, { departmentId: 'window', limits }),
      await open('flow', {}, { departmentId: 'hall', limits }),
      await open('flow', {}, { departmentId: 'tax', limits }),
    ]
    // Monday 2 November: five working days end on the Monday after, in the hall on Saturday at noon.
    const city = ['2026-11-09', '2026-11-09', '2026-11-09T09:30:00.000Z']
    for (const caseId of [window, hall, elsewhere]) assert.deepEqual(await dates(caseId), city)
    await replace('saturdays', { hall: saturdays })
    const earlier = ['2026-11-07', '2026-11-07', '2026-11-07T04:00:00.000Z']
    assert.deepEqual(await dates(hall), earlier)
    assert.deepEqual(await dates(window), earlier, 'inherited down the tree')
    assert.deepEqual(await dates(elsewhere), city)

    const { items } = await cases.recalculation.listRecalculated(system, 'saturdays', { limit: 10 })
    assert.deepEqual(items.map(({ caseId }) => caseId).sort(), [window, hall].sort(), 'and says which')
    const step = (await get(hall)).timeline.at(-1)
    assert.equal(step?.verb, 'recalculate')
  })

  test('what begins afterwards is counted by the office at once, and what is left is counted so too', async () => {
    const caseId = await open('flow', {}, { departmentId: 'hall', limits })
    assert.deepEqual(await dates(caseId), ['2026-11-07', '2026-11-07', '2026-11-07T04:00:00.000Z'])
    const { clocks } = await get(caseId)
    assert.equal(clocks.find(({ key }) => key === 'intake')?.left, 5)
    await stage.timeOut(caseId)
    const later = await get(caseId)
    assert.equal(later.status, 'accepted', 'accepted by silence on Saturday at noon')
    assert.equal(later.clocks.find(({ key }) => key === 'promise')?.due, '2026-11-13')
  })

  test('given back, the city’s days hold again', async () => {
    const caseId = await open('flow', {}, { departmentId: 'hall', limits })
    assert.equal((await dates(caseId))[0], '2026-11-13')
    await replace('as-before', undefined)
    assert.deepEqual((await dates(caseId)).slice(0, 2), ['2026-11-13', '2026-11-13'])
    assert.equal(timerOf(caseId)?.toISOString(), '2026-11-13T09:30:00.000Z')
  })
})
