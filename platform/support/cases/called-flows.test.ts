import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { caseStage } from '#testing/case-stage.ts'
import { after as afterTime, boundary, bpmn, el, path, service, user, when } from './flow/flow-builder.test-support.ts'

const begin = el('startEvent', 'begin')
const granted = el('endEvent', 'granted', { 'zt:outcome': 'granted' })
const task = (id: string) => user(id, { 'zt:verbs': 'inspect' })
const error = '<errorEventDefinition errorRef="e-busy"/>'
const late = '<escalationEventDefinition escalationRef="c-late"/>'
const compensate = '<compensateEventDefinition/>'

/** Collecting a fee: paid, refused as an error, or late. What was booked can be undone. */
const fee = bpmn(
  el('startEvent', 'begin'),
  service('book', { 'zt:service': 'stage.book' }),
  user('collect', { 'zt:verbs': 'inspect' }),
  boundary('slow', 'collect', afterTime('P2WD'), false),
  el('intermediateThrowEvent', 'tell', {}, late),
  el('endEvent', 'told'),
  el('exclusiveGateway', 'paid', { default: 'paid-done' }),
  el('endEvent', 'unpaid', {}, error),
  el('endEvent', 'done', { 'zt:outcome': 'granted' }),
  boundary('bookUndone', 'book', compensate),
  service('unbook', { isForCompensation: 'true', 'zt:service': 'stage.unbook' }),
  '<association id="tie" sourceRef="bookUndone" targetRef="unbook"/>',
  path('begin', 'book', 'collect', 'paid', 'done'),
  path('slow', 'tell', 'told'),
  when('paid', 'unpaid', 'collect.paid = false'),
)
const caller = bpmn(
  begin,
  el(
    'callActivity',
    'fee',
    { calledElement: 'fee', 'zt:result': 'feeResult' },
    '<extensionElements><zt:input name="amount">answers.amount</zt:input></extensionElements>',
  ),
  boundary('refused', 'fee', error),
  boundary('slowFee', 'fee', late, false),
  task('persuade'),
  task('remind'),
  task('check'),
  el('exclusiveGateway', 'fine', { default: 'fine-granted' }),
  el('intermediateThrowEvent', 'undo', {}, compensate),
  el('endEvent', 'denied', { 'zt:outcome': 'denied' }),
  el('endEvent', 'reminded'),
  granted,
  path('begin', 'fee', 'check', 'fine', 'granted'),
  when('fine', 'undo', 'check.ok = false'),
  path('undo', 'denied'),
  path('refused', 'persuade', 'denied'),
  path('slowFee', 'remind', 'reminded'),
)

// A called flow is part of its caller: one case, one state, one history, whatever happens inside.
describe('a case on a flow that calls another', async () => {
  const asked: string[] = []
  const stage = await caseStage(
    { caller, fee },
    {
      services: {
        'stage.book': async (_tx, { draft }) => void asked.push(`book ${draft.current.id}`),
        'stage.unbook': async (_tx, { draft }) => void asked.push(`unbook ${draft.current.id}`),
      },
    },
  )
  after(stage.close)
  const { open, done, waits, get, cases, applicant } = stage

  test('its steps are to-dos of the case, and its answer goes on in the caller', async () => {
    const caseId = await open('caller', { amount: 30 })
    assert.deepEqual(await waits(caseId), ['collect'])
    await done(caseId, 'collect', 'inspect', { paid: true })
    assert.deepEqual(await waits(caseId), ['check'])
    assert.equal((await get(caseId)).outcome, undefined, 'how the called flow ends is no outcome of the case')
    await done(caseId, 'check', 'inspect', { ok: true })
    assert.equal((await get(caseId)).outcome, 'granted')
    assert.deepEqual(
      (await get(caseId)).timeline.map(({ name }) => name).filter((name) => ['collect', 'check'].includes(name)),
      ['collect', 'check'],
    )
  })

  test('an error that ends it is caught by the caller', async () => {
    const caseId = await open('caller', { amount: 30 })
    await done(caseId, 'collect', 'inspect', { paid: false })
    assert.deepEqual(await waits(caseId), ['persuade'])
    await done(caseId, 'persuade', 'inspect')
    assert.equal((await get(caseId)).outcome, 'denied')
  })

  test('an escalation out of it runs beside it', async () => {
    const caseId = await open('caller', { amount: 30 })
    await stage.timeOut(caseId)
    assert.deepEqual(await waits(caseId), ['collect', 'remind'])
    await done(caseId, 'remind', 'inspect')
    await done(caseId, 'collect', 'inspect', { paid: true })
    assert.deepEqual(await waits(caseId), ['check'])
  })

  test('what it did is undone when the caller compensates', async () => {
    const caseId = await open('caller', { amount: 30 })
    await done(caseId, 'collect', 'inspect', { paid: true })
    await done(caseId, 'check', 'inspect', { ok: false })
    assert.equal((await get(caseId)).outcome, 'denied')
    assert.deepEqual(
      asked.filter((each) => each.endsWith(caseId)),
      [`book ${caseId}`, `unbook ${caseId}`],
    )
  })

  test('withdrawn inside it, its to-dos close and its timers are called off', async () => {
    const caseId = await open('caller', { amount: 30 })
    assert.ok([...stage.left.values()].some(({ name, payload }) => name === 'cases.timer' && payload.caseId === caseId))
    const { version } = await cases.get(applicant, caseId)
    await cases.act(applicant, caseId, { verb: 'withdraw', expectedVersion: version, reason: '不办了' })
    assert.deepEqual(await waits(caseId), [])
    assert.equal((await get(caseId)).outcome, 'withdrawn')
    assert.ok(
      ![...stage.left.values()].some(({ name, payload }) => name === 'cases.timer' && payload.caseId === caseId),
    )
  })
})
