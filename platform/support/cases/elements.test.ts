import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { caseStage } from '#testing/case-stage.ts'
import { bpmn, el, path, user, when } from './flow/flow-builder.test-support.ts'

const begin = el('startEvent', 'begin')
const granted = el('endEvent', 'granted', { 'zt:outcome': 'granted' })
const task = (id: string, attributes: Record<string, string> = {}, inner = '') =>
  user(id, { 'zt:verbs': 'inspect', ...attributes }, inner)
const condition = (text: string) =>
  `<conditionalEventDefinition><condition>${text}</condition></conditionalEventDefinition>`
const assign = (from: string, to: string) => `<assignment><from>${from}</from><to>${to}</to></assignment>`

/** The inspector comes again until nothing is wrong, three times at most. */
const looping = bpmn(
  begin,
  task(
    'visit',
    {},
    '<standardLoopCharacteristics loopMaximum="3"><loopCondition>visit.faults &gt; 0</loopCondition></standardLoopCharacteristics>',
  ),
  granted,
  path('begin', 'visit', 'granted'),
)
/** What the inspector measures is put together for the decision, part by part. */
const assigning = bpmn(
  el('dataObject', 'report'),
  begin,
  task('measure', {}, `<dataOutputAssociation>${assign('measure.area * 2', 'report.fee')}</dataOutputAssociation>`),
  task('collect', {}, `<dataInputAssociation>${assign('report.fee + 1', 'amount')}</dataInputAssociation>`),
  el('exclusiveGateway', 'dear', { default: 'dear-granted' }),
  task('waive'),
  granted,
  path('begin', 'measure', 'collect', 'dear', 'granted'),
  when('dear', 'waive', 'report.fee > 100'),
  path('waive', 'granted'),
)
/** Measuring and working go side by side; high water takes the work away. */
const watching = bpmn(
  begin,
  el('parallelGateway', 'fork'),
  task('measure'),
  task('work'),
  el('boundaryEvent', 'flood', { attachedToRef: 'work' }, condition('measure.water &gt; 5')),
  task('evacuate'),
  el('inclusiveGateway', 'join'),
  granted,
  path('begin', 'fork', 'measure', 'join', 'granted'),
  path('fork', 'work', 'join'),
  path('flood', 'evacuate', 'join'),
)
/** The second page of the drawing begins where the first ends. */
const linking = bpmn(
  begin,
  task('first'),
  el('intermediateThrowEvent', 'away', {}, '<linkEventDefinition name="第二页"/>'),
  el('intermediateCatchEvent', 'here', {}, '<linkEventDefinition name="第二页"/>'),
  task('second'),
  granted,
  path('begin', 'first', 'away'),
  path('here', 'second', 'granted'),
)

// The elements of the Common Executable subset that tools write and few engines run, on cases in a database.
describe('elements of the executable subset, in cases', async () => {
  const stage = await caseStage({ looping, assigning, watching, linking })
  after(stage.close)
  const { open, done, waits, get } = stage

  test('a standard loop opens its task anew for each round, and ends by its condition or its maximum', async () => {
    const caseId = await open('looping')
    const [first] = (await get(caseId)).tasks
    await done(caseId, 'visit', 'inspect', { faults: 2 })
    const [second] = (await get(caseId)).tasks
    assert.notEqual(second?.id, first?.id)
    await done(caseId, 'visit', 'inspect', { faults: 0 })
    assert.equal((await get(caseId)).outcome, 'granted')

    const stubborn = await open('looping')
    for (let round = 0; round < 3; round++) await done(stubborn, 'visit', 'inspect', { faults: 9 })
    const { outcome, timeline } = await get(stubborn)
    assert.equal(outcome, 'granted')
    assert.equal(timeline.filter(({ verb }) => verb === 'inspect').length, 3)
  })

  test('assignments of data associations carry parts from one task to the next and to the choice', async () => {
    const caseId = await open('assigning')
    await done(caseId, 'measure', 'inspect', { area: 80 })
    await done(caseId, 'collect', 'inspect', { paid: true })
    assert.deepEqual(await waits(caseId), ['waive'], 'the fee was 160')
    const cheap = await open('assigning')
    await done(cheap, 'measure', 'inspect', { area: 8 })
    await done(cheap, 'collect', 'inspect')
    assert.equal((await get(cheap)).outcome, 'granted')
  })

  test('a condition that becomes true takes a task away, and survives that its process is asked again', async () => {
    const caseId = await open('watching')
    assert.deepEqual(await waits(caseId), ['measure', 'work'])
    await done(caseId, 'measure', 'inspect', { water: 6 })
    assert.deepEqual(await waits(caseId), ['evacuate'])
    await done(caseId, 'evacuate', 'inspect')
    assert.equal((await get(caseId)).outcome, 'granted')
    const calm = await open('watching')
    await done(calm, 'measure', 'inspect', { water: 1 })
    assert.deepEqual(await waits(calm), ['work'])
  })

  test('a link goes on where it is caught', async () => {
    const caseId = await open('linking')
    await done(caseId, 'first', 'inspect')
    assert.deepEqual(await waits(caseId), ['second'])
  })
})
