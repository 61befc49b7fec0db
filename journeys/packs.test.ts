import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { act, findItem, layoutPdf } from './people.ts'

// The same engine runs a real registration and an invented one: it knows neither.
describe('two domains on one engine', () => {
  let city: City
  const people: Record<string, Person> = {}

  before(async () => {
    city = await startCity()
    for (const name of ['zhao.ceshi', 'yang.feng', 'slg', 'shg', 'jdg', 'nf.slg', 'nf.shg', 'nf.jdg'])
      people[name] = await signIn(city.url, name)
  })
  after(() => city.stop())

  async function apply(name: string, item: string, answers: Record<string, unknown>, uploads: string[] = []) {
    const person = people[name]!
    const started = await person.post('/applications', { itemId: await findItem(person, item), answers })
    assert.equal(started.status, 201, JSON.stringify(started.body))
    for (const key of uploads)
      await person.upload('PUT', `/applications/${started.body.id}/materials/${key}`, `${key}.pdf`, layoutPdf)
    const missing = (await person.get(`/applications/${started.body.id}`)).body.materials
      .filter((need: { submission: string; required: boolean }) => need.submission === 'confirm' && need.required)
      .map((need: { key: string }) => need.key)
    if (missing.length > 0) await person.patch(`/applications/${started.body.id}`, { answers: {}, confirm: missing })
    const submitted = await person.post(`/applications/${started.body.id}/submit`, { consent: true })
    assert.equal(submitted.status, 201, JSON.stringify(submitted.body))
    return submitted.body
  }

  async function done(name: string, caseId: string, verb: string, more: Record<string, unknown> = {}) {
    const answer = await act(people[name]!, caseId, verb, more)
    assert.equal(answer.status, 200, `${name} ${verb}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  test('a self-employed business is registered on the spot, one with a name by an officer who looks for the same name, and gets a licence with a credit code', async () => {
    const firm = { composition: 'individual', premisesKind: 'rented', scope: ['D001'], premisesAreaM2: 86.5 }
    const atOnce = await apply('zhao.ceshi', '个体工商户设立登记', { ...firm, useName: false })
    assert.deepEqual([atOnce.status, atOnce.outcome, atOnce.automatic], ['closed', 'granted', true])
    const tradeName = '东莞市南城街道赵测试餐馆'
    const opened = await apply('zhao.ceshi', '个体工商户设立登记', { ...firm, useName: true, tradeName })
    assert.equal(opened.automatic, false)
    const { caseId } = opened

    const seen = await people.slg!.get(`/cases/${caseId}`)
    assert.equal(seen.body.decisions[0].outcome, 'human')
    await done('slg', caseId, 'accept')
    await done('shg', caseId, 'propose', { reason: '形式审查合格，建议登记' })
    const end = await done('jdg', caseId, 'approve')
    assert.deepEqual([end.status, end.outcome], ['closed', 'granted'])

    const { body } = await people['zhao.ceshi']!.get(`/credentials?caseId=${caseId}`)
    const licence = body.items.find((each: { type: { kind: string } }) => each.type.kind === 'licence')
    assert.match(licence.number, /^92[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/)
  })

  test('three hives are registered at once by the rule', async () => {
    const opened = await apply('yang.feng', '养蜂人登记', { bees: 'chinese', distanceM: 150, hives: 3 })

    assert.deepEqual([opened.status, opened.outcome, opened.automatic], ['closed', 'granted', true])
  })

  test('thirty hives are looked at while the neighbours are told, and both must be done before the decision', async () => {
    const { caseId } = await apply('yang.feng', '养蜂人登记', { bees: 'chinese', distanceM: 150, hives: 30 }, [
      'picture',
    ])

    await done('nf.shg', caseId, 'inspect', { data: { counted: 30, healthy: true } })
    const { may } = (await people['nf.jdg']!.get(`/cases/${caseId}`)).body
    const decides = may.filter(({ verb }: { verb: string }) => verb === 'approve' || verb === 'deny')
    assert.deepEqual(decides, [], 'the neighbours are not told yet')
    await done('nf.slg', caseId, 'propose', { reason: '邻居都已告知' })
    const end = await done('nf.jdg', caseId, 'approve')

    assert.deepEqual([end.status, end.outcome], ['closed', 'granted'])
  })

  test('hives ten metres from a dwelling: the rule proposes no, and a person says it with reasons and remedies', async () => {
    const opened = await apply('yang.feng', '养蜂人登记', {
      bees: 'chinese',
      distanceM: 10,
      hives: 3,
      neighbours: [{ name: '邻居演示' }],
    })
    const { caseId } = opened
    assert.equal(opened.outcome, undefined)
    await done('nf.shg', caseId, 'inspect', { data: { counted: 3, healthy: true } })
    await done('nf.slg', caseId, 'propose', { reason: '邻居反对' })

    const silent = await act(people['nf.jdg']!, caseId, 'deny')
    assert.equal(silent.body.code, 'cases.reason-needed')
    const end = await done('nf.jdg', caseId, 'deny', { reason: '蜂场距离住户不足二十米' })
    assert.equal(end.outcome, 'denied')
    const told = await people['yang.feng']!.get(`/cases/${caseId}`)
    assert.equal(told.body.remedies.reviewDays, 60)
    assert.ok(told.body.timeline.some((step: { reason?: string }) => step.reason?.includes('二十米')))
  })
})
