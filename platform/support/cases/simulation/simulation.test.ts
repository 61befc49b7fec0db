import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { sql } from 'kysely'
import { compileFeel } from '#support/rules/index.ts'
import { openBeekeepers } from '#testing/beekeepers.ts'
import { compileFlow } from '../index.ts'

const { db, nets, cases, official, papers, reads, applicant, close } = await openBeekeepers()
after(close)
const manager = official('item-manager')
const flow = { key: 'bees', version: 1 }
const limits = { promise: { unit: 'working' as const, days: 5 }, legal: { unit: 'working' as const, days: 20 } }
const item = { name: '养蜂人登记', departmentId: 'bees', ...limits }
const rowsOfCases = async () =>
  (await sql<{ n: number }>`select count(*)::int as n from cases.step`.execute(db)).rows[0]?.n

describe('a flow that no case runs by yet', () => {
  test('is played from invented answers to its end: tasks, verbs, rules, clocks, day by day', async () => {
    const { after: frames, refused } = await cases.simulateFlow(manager, flow, {
      begins: '2026-11-02',
      answers: { hives: 30 },
      facts: { hives: 30 },
      item,
      happens: [
        { step: 'intake', verb: 'accept', on: '2026-11-04' },
        { step: 'review', verb: 'propose', on: '2026-11-05' },
        { step: 'decision', verb: 'approve', on: '2026-11-06' },
      ],
    })
    assert.equal(refused, undefined)
    const [submitted, accepted, , decided] = frames
    assert.deepEqual(
      submitted?.waits.map(({ step, post, verbs }) => [step, post, verbs.includes('accept')]),
      [['intake', 'intake', true]],
    )
    assert.deepEqual(
      submitted?.rules.map(({ outcome }) => outcome),
      ['human'],
    )
    const clock = (frame: typeof accepted, key: string) => frame?.clocks.find((each) => each.key === key)
    assert.equal(clock(submitted, 'legal')?.state, 'not-started')
    assert.deepEqual([clock(accepted, 'legal')?.due, clock(accepted, 'promise')?.due], ['2026-12-02', '2026-11-11'])
    assert.equal(clock(decided, 'legal')?.state, 'done')
    assert.deepEqual([decided?.status, decided?.outcome], ['closed', 'granted'])
  })

  test('other answers go another way, and a timer fires at its own time', async () => {
    const granted = await cases.simulateFlow(manager, flow, { facts: { hives: 3 }, item, happens: [] })
    assert.deepEqual([granted.after[0]?.outcome, granted.after[0]?.rules[0]?.outcome], ['granted', 'grant'])
    const waiting = await cases.simulateFlow(manager, flow, { begins: '2026-11-02', item, happens: [] })
    const [timer] = waiting.after[0]?.timers ?? []
    if (timer) {
      const late = await cases.simulateFlow(manager, flow, {
        begins: '2026-11-02',
        item,
        happens: [{ timer: timer.step }],
      })
      assert.equal(late.after.at(-1)?.at, timer.at)
    }
  })

  test('is sent back, withdrawn, answered from outside, and told where it cannot go on', async () => {
    const bpmn = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zt="http://zhengtong.dev/bpmn">
      <process id="asks" isExecutable="true"><startEvent id="s" />
      <serviceTask id="police" name="核查" zt:service="systems.ask" zt:mode="job" zt:result="said" />
      <boundaryEvent id="silent" attachedToRef="police"><errorEventDefinition /></boundaryEvent>
      <userTask id="look" name="人工核对" zt:post="reviewer" zt:verbs="propose" />
      <endEvent id="e" zt:outcome="granted" />
      <sequenceFlow id="a" sourceRef="s" targetRef="police" /><sequenceFlow id="b" sourceRef="police" targetRef="e" />
      <sequenceFlow id="c" sourceRef="silent" targetRef="look" /><sequenceFlow id="d" sourceRef="look" targetRef="e" />
      </process></definitions>`
    nets.set('asks 1', await compileFlow(bpmn, compileFeel))
    const asks = { key: 'asks', version: 1 }
    const end = async (...happens: Parameters<typeof cases.simulateFlow>[2]['happens']) =>
      (await cases.simulateFlow(manager, asks, { item, happens })).after.at(-1)
    assert.deepEqual(
      (await end())?.calls.map(({ step }) => step),
      ['police'],
    )
    assert.equal((await end({ call: 'police', data: { clear: true } }))?.outcome, 'granted')
    assert.deepEqual(
      (await end({ call: 'police', fails: true }))?.waits.map(({ step }) => step),
      ['look'],
    )
    assert.equal((await end({ call: 'police', fails: true }, { ends: 'cancel' }))?.status, 'closed')
    const { refused } = await cases.simulateFlow(manager, asks, { item, happens: [{ step: 'look', verb: 'propose' }] })
    assert.deepEqual([refused?.event, refused?.code], [0, 'flows.unknown-task'])
  })

  test('writes nothing, issues nothing, reads nobody', async () => {
    const before = [await rowsOfCases(), papers.length, reads.length]
    const happens = [{ step: 'intake', verb: 'accept' as const }]
    await cases.simulateFlow(manager, flow, { facts: { hives: 30 }, item, happens })
    assert.deepEqual([await rowsOfCases(), papers.length, reads.length], before)
  })

  test('is shown with its drawing, and only to officials', async () => {
    const { flow: named } = await cases.simulateFlow(manager, flow, { item, happens: [] })
    assert.equal(named.key, 'bees')
    await assert.rejects(cases.simulateFlow(applicant, flow, { item, happens: [] }), {
      code: 'cases.simulation-forbidden',
    })
  })
})
