import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { systemActor } from '#kernel/actor.ts'
import { compileFeel } from '#support/rules/index.ts'
import { beekeeperFlow, openBeekeepers } from '#testing/beekeepers.ts'
import { compileFlow } from '../index.ts'
import { loadSteps } from '../store.ts'

const { db, nets, realm, cases, official, intake, reviewer, decider, open, act, close } = await openBeekeepers()
after(close)
const manager = official('item-manager')

// The second version has the review under another name, and no step for the decision of before.
const second = beekeeperFlow
  .replace('id="review" name="审查"', 'id="examination" name="联合审查"')
  .replaceAll('targetRef="review"', 'targetRef="examination"')
  .replaceAll('sourceRef="review"', 'sourceRef="examination"')
  .replaceAll('"decision"', '"ruling"')
  .replaceAll('decision.verb', 'ruling.verb')
  .replace('zt:separateFrom="review"', 'zt:separateFrom="examination"')
nets.set('bees 2', await compileFlow(second, compileFeel))

const nodes = { review: 'examination' }
const basis = '《东莞市养蜂登记规定》第三条'
const flowOf = async (caseId: string) => (await loadSteps(db, realm, caseId)).at(-1)

describe('running cases and a new version of their flow', async () => {
  const ids = [(await open()).caseId, (await open()).caseId, (await open()).caseId]
  const [atIntake, atReview, atDecision] = ids as [string, string, string]
  for (const caseId of [atReview, atDecision]) await act(intake, caseId, 'accept')
  await act(reviewer, atDecision, 'propose', { reason: '同意' })

  test('item managers, and nobody else, see the installed versions and where a case can wait in each', async () => {
    assert.deepEqual(
      (await cases.listFlows(manager)).map(({ key, versions }) => [key, versions]),
      [['bees', [1, 2]]],
    )
    const places = await cases.listPlaces(manager, 'bees', 2)
    assert.ok(places.some(({ node, name, kind }) => node === 'examination' && name === '联合审查' && kind === 'user'))
    assert.ok(!places.some(({ kind }) => kind === 'exclusive' || kind === 'end'), 'what passes at once is no place')
    for (const actor of [reviewer, decider]) {
      await assert.rejects(cases.listFlows(actor), { code: 'cases.change-over-forbidden' })
      await assert.rejects(cases.listPlaces(actor, 'bees', 1), { code: 'cases.change-over-forbidden' })
    }
  })

  test('a preview tells which would move and where, and which not and why; it names nobody and changes nothing', async () => {
    const plan = await cases.previewChangeOver(manager, 'bees', { from: 1, to: 2, nodes })
    assert.deepEqual([plan.movable, plan.hindered], [2, 1])
    const stays = plan.cases.find((each) => each.caseId === atDecision)
    assert.deepEqual(stays?.hindrances, [{ node: 'decision', name: '决定', why: 'gone' }])
    const moves = plan.cases.find((each) => each.caseId === atReview)
    assert.deepEqual(moves?.moves, [{ from: 'review', fromName: '审查', to: 'examination', toName: '联合审查' }])
    assert.doesNotMatch(JSON.stringify(plan), /南瓜灯/)
    assert.equal((await cases.get(reviewer, atReview)).tasks[0]?.name, '审查')
  })

  test('moving puts the basis into the history of each; what is hindered stays and goes on as before', async () => {
    const wanted = { from: 1, to: 2, nodes, basis, reason: '新规定施行' }
    assert.deepEqual(await cases.changeOver(manager, 'bees', wanted), { moved: 2, stayed: 1 })
    assert.deepEqual(await cases.changeOver(manager, 'bees', wanted), { moved: 0, stayed: 1 })

    const moved = await cases.get(reviewer, atReview)
    assert.deepEqual(
      moved.tasks.map((task) => task.name),
      ['联合审查'],
    )
    assert.match(JSON.stringify(moved.timeline.at(-1)?.data), /养蜂登记规定》第三条/)
    assert.equal((await flowOf(atReview))?.verb, 'change-over')
    await act(reviewer, atReview, 'propose', { reason: '同意' })
    assert.equal((await act(decider, atReview, 'approve')).outcome, 'granted')
    assert.equal((await act(decider, atDecision, 'approve')).outcome, 'granted')
    assert.equal((await cases.get(intake, atIntake)).tasks[0]?.name, '受理')
  })

  test('is for item managers of the office, for the cases their posts reach', async () => {
    for (const actor of [intake, decider, official('administrator')])
      await assert.rejects(cases.previewChangeOver(actor, 'bees', { from: 1, to: 2, nodes }), {
        code: 'cases.change-over-forbidden',
      })
    const { caseId } = await open()
    const elsewhere = official('item-manager', 'fish')
    assert.equal((await cases.previewChangeOver(elsewhere, 'bees', { from: 1, to: 2, nodes })).movable, 0)
    const wanted = { from: 1, to: 2, nodes, basis, reason: '新规定施行', caseIds: [caseId] }
    assert.deepEqual(await cases.changeOver(systemActor(realm), 'bees', wanted), { moved: 1, stayed: 0 })
    await assert.rejects(cases.previewChangeOver(manager, 'bees', { from: 2, to: 2, nodes }), {
      code: 'cases.same-version',
    })
  })
})

describe('a simulation', () => {
  test('plays a case to its end, asks the rules, notes the services, and writes nothing', async () => {
    const { caseId } = await open()
    const before = JSON.stringify([await cases.get(decider, caseId), await loadSteps(db, realm, caseId)])

    const { after, refused } = await cases.simulate(decider, caseId, {
      happens: [
        { step: 'intake', verb: 'accept' },
        { step: 'review', verb: 'propose' },
        { step: 'decision', backTo: 'review' },
        { step: 'review', verb: 'propose' },
        { step: 'decision', verb: 'deny' },
      ],
    })

    assert.equal(refused, undefined)
    assert.deepEqual(
      after.map(({ waits, status, outcome }) => [waits.map(({ step }) => step).join(), status, outcome]),
      [
        ['intake', 'submitted', undefined],
        ['review', 'accepted', undefined],
        ['decision', 'accepted', undefined],
        ['review', 'accepted', undefined],
        ['decision', 'accepted', undefined],
        ['', 'closed', 'denied'],
      ],
    )
    assert.equal(JSON.stringify([await cases.get(decider, caseId), await loadSteps(db, realm, caseId)]), before)
  })

  test('shows a case under another version, or why it cannot go there', async () => {
    const { caseId } = await open()
    await act(intake, caseId, 'accept')
    const under = await cases.simulate(reviewer, caseId, { version: 2, nodes, happens: [] })
    assert.deepEqual(
      under.after.at(-1)?.waits.map(({ step, name, post }) => [step, name, post]),
      [['examination', '联合审查', 'reviewer']],
    )
    const hindered = await cases.simulate(reviewer, caseId, { version: 2, happens: [] })
    assert.deepEqual(hindered.hindrances, [{ node: 'review', name: '审查', why: 'gone' }])
  })

  test('says which event could not happen', async () => {
    const { caseId } = await open()
    const { refused } = await cases.simulate(intake, caseId, {
      happens: [
        { step: 'intake', verb: 'accept' },
        { step: 'intake', verb: 'accept' },
      ],
    })
    assert.deepEqual([refused?.event, refused?.code], [1, 'flows.unknown-task'])
  })

  test('is for officials who see the case', async () => {
    const { caseId } = await open()
    await assert.rejects(cases.simulate(official('decider', 'fish'), caseId, { happens: [] }), {
      code: 'cases.missing',
    })
    await assert.rejects(cases.simulate(manager, caseId, { happens: [] }), { code: 'cases.missing' })
  })
})
