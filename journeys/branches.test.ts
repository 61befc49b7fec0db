import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { beginHoney, findHoney, hand, submitHoney } from './honey.ts'

// D2 情形引导: the applicant answers questions and sees only what applies; the answers belong to the case.
describe('questions cut materials, pages, fee and limit of an item', () => {
  let city: City
  let keeper: Person
  let itemId: string

  before(async () => {
    city = await startCity()
    keeper = await signIn(city.url, 'yang.feng')
    itemId = await findHoney(keeper)
  })
  after(() => city.stop())

  const guidance = async (situations: Record<string, string>) => {
    const { status, body } = await personAt(city.url).post(`/items/${itemId}/guidance`, { situations })
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const keys = (list: { key: string }[]) => list.map(({ key }) => key)

  test('anybody is told what applies before applying', async () => {
    const small = await guidance({ size: 'small' })
    assert.deepEqual(keys(small.materials.upload), ['water-report', 'label'])
    assert.deepEqual(keys(small.materials.free), ['identity', 'application'])
    assert.deepEqual([small.branch.key, small.limits.promised.days, small.fees], ['small', 2, []])
    assert.equal(small.complete, true)

    const large = await guidance({ size: 'large', room: 'yes' })
    assert.deepEqual(keys(large.materials.upload), ['plan', 'water-report', 'label'])
    assert.deepEqual([large.branch.key, large.limits.promised.days, large.fees.length], ['large', 5, 1])
  })

  test('a question that follows from an answer is asked only then', async () => {
    assert.deepEqual(keys((await guidance({})).questions), ['size'])
    assert.equal((await guidance({})).complete, false)
    assert.deepEqual(keys((await guidance({ size: 'large' })).questions), ['size', 'room'])
  })

  test('an answer with which another item is meant stops at once and says why', async () => {
    const stopped = await guidance({ size: 'large', room: 'no' })
    assert.match(stopped.stop.text, /单独的车间/)
    const begun = await keeper.post('/applications', { itemId, situations: { size: 'large', room: 'no' } })
    assert.deepEqual([begun.status, begun.body.code], [409, 'applications.stopped'])
    assert.match(begun.body.errors[0].detail, /单独的车间/)
  })

  test('without the answers nothing is submitted', async () => {
    const id = await beginHoney(keeper, { situations: {} })
    const early = await keeper.post(`/applications/${id}/submit`, { consent: true })
    assert.ok(early.body.errors.some((fault: { pointer: string }) => fault.pointer === '/situations/size'))
  })

  test('another answer asks another page and another material', async () => {
    const id = await beginHoney(keeper)
    const small = (await keeper.get(`/applications/${id}`)).body
    assert.equal(
      small.faults.some((fault: { pointer: string }) => fault.pointer === '/roomM2'),
      false,
    )
    const { body: large } = await keeper.patch(`/applications/${id}`, {
      answers: {},
      situations: { size: 'large', room: 'yes' },
    })
    const pointers = large.faults.map((fault: { pointer: string }) => fault.pointer)
    assert.ok(pointers.includes('/roomM2') && pointers.includes('/materials/plan'), JSON.stringify(pointers))
    assert.deepEqual([large.branch.key, large.answers.size], ['large', 'large'])
  })

  test('what was chosen goes with the case, and its branch sets the clock', async () => {
    const id = await beginHoney(keeper)
    await hand(keeper, id, 'water-report', 'label')
    const { body } = await keeper.get(`/cases/${await submitHoney(keeper, id)}`)
    assert.deepEqual(body.terms.situations, [
      {
        key: 'size',
        question: '一年加工多少蜂蜜',
        questionEn: 'How much honey do you pack in a year?',
        option: 'small',
        label: '一吨以下',
        labelEn: 'Up to one tonne',
      },
    ])
    assert.equal(body.terms.branch.name, '小加工坊')
    assert.equal(body.clocks.find((clock: { key: string }) => clock.key === 'promise').days, 2)
    assert.deepEqual(
      body.terms.free.map((each: { key: string; status: string; sourceLabel?: string }) => [
        each.key,
        each.status,
        each.sourceLabel,
      ]),
      [
        ['identity', 'found', '公安人口库'],
        ['application', 'made', undefined],
      ],
    )
    const clerk = await signIn(city.url, 'nf.slg')
    assert.equal((await clerk.get(`/cases/${body.id}`)).body.terms.branch.key, 'small')
  })
})
