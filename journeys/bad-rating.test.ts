import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { act, eventually, findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'

/** 好差评: no rating without a case, none twice, and a bad one followed up until the person says it is mended. */
describe('a bad rating, from the first word to the second', () => {
  let city: City
  let agent: Person
  let stranger: Person
  let anybody: Person
  let [intake, reviewer, decider, otherBureau, overseer]: (Person | undefined)[] = []
  let itemId: string

  before(async () => {
    city = await startCity()
    agent = await signIn(city.url, 'shen.yangli')
    stranger = await signIn(city.url, 'li.xugou')
    anybody = personAt(city.url)
    ;[intake, reviewer, decider, otherBureau, overseer] = await Promise.all(
      ['slg', 'shg', 'jdg', 'rs.jdg', 'supervisor'].map((name) => signIn(city.url, name)),
    )
    itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
  })
  after(() => city?.stop())

  async function submit(): Promise<string> {
    const onBehalfOf = await partyOf(agent, '测试餐饮店')
    const { body } = await agent.post('/applications', { itemId, onBehalfOf })
    await agent.patch(`/applications/${body.id}`, { answers: foodAnswers, confirm: ['rules'] })
    await agent.upload('PUT', `/applications/${body.id}/materials/layout`, '平面图.pdf', layoutPdf)
    const submitted = await agent.post(`/applications/${body.id}/submit`, { consent: true })
    assert.equal(submitted.status, 201, JSON.stringify(submitted.body))
    return submitted.body.caseId
  }

  async function refused(): Promise<string> {
    const caseId = await submit()
    const done = await act(intake!, caseId, 'refuse', { reason: '不属于本机关职权范围，请向有权机关申请' })
    assert.equal(done.status, 200, JSON.stringify(done.body))
    return caseId
  }

  const say = (person: Person, id: string, verb: string, more = {}) =>
    person.post(`/ratings/${id}/acts`, { verb, text: '已经核实，办理时确实等得太久。', ...more })

  test('nobody rates without a case, before its end, for another, or twice, however quick', async () => {
    const open = await submit()
    assert.equal((await agent.post(`/cases/${open}/rating`, { level: 1 })).body.code, 'ratings.not-closed')
    const nowhere = '019aa000-0000-7000-8000-000000000000'
    assert.equal((await agent.post(`/cases/${nowhere}/rating`, { level: 1 })).status, 404)
    const caseId = await refused()
    assert.equal((await stranger.post(`/cases/${caseId}/rating`, { level: 1 })).status, 404)
    assert.equal((await intake!.post(`/cases/${caseId}/rating`, { level: 1 })).status, 403)
    assert.equal((await anybody.post(`/cases/${caseId}/rating`, { level: 1 })).status, 401)
    assert.equal((await agent.post(`/cases/${caseId}/rating`, {})).status, 422, 'nobody is satisfied by default')
    const crowd = await Promise.all(
      Array.from({ length: 12 }, (_, i) => agent.post(`/cases/${caseId}/rating`, { level: 1 + (i % 5) })),
    )
    assert.equal(crowd.filter(({ status }) => status === 201).length, 1)
    assert.ok(crowd.every(({ status, body }) => status === 201 || body.code === 'ratings.already-rated'))
  })

  test('called back, mended, answered, mended again, then satisfied', async () => {
    const caseId = await refused()
    const given = { level: 5, tags: ['等得太久'], text: '打了三次电话没人接，我的号码19900000008' }
    const praise = await agent.post(`/cases/${caseId}/rating`, { ...given, tags: ['办得快'] })
    assert.equal(praise.body.code, 'ratings.unknown-tag', 'a phrase of praise does not go with a bad level')
    const { body: offered } = await anybody.get('/rating-tags?channel=phone')
    const phrases = offered.items.map(({ text }: { text: string }) => text)
    assert.ok(phrases.includes('电话打不通') && !phrases.includes('网页好用'))
    const { body: rated } = await agent.post(`/cases/${caseId}/rating`, given)
    assert.deepEqual([rated.state, rated.light], ['open', 'green'])

    const atWindow = (await intake!.get(`/ratings/${rated.id}`)).body
    assert.deepEqual(
      [atWindow.caseId, atWindow.caseNo, atWindow.rater],
      [undefined, undefined, '评价人'],
      'the window does not learn who',
    )
    assert.equal((await intake!.get(`/cases/${caseId}/rating`)).body.rating, undefined)
    assert.equal((await say(intake!, rated.id, 'call-back')).status, 403)
    assert.equal((await say(otherBureau!, rated.id, 'call-back')).status, 404)
    assert.equal((await say(reviewer!, rated.id, 'reply')).body.code, 'ratings.not-open', 'call back first')

    assert.equal((await say(reviewer!, rated.id, 'call-back', { reached: true })).status, 200)
    assert.equal((await say(decider!, rated.id, 'mend')).body.state, 'mending')
    assert.equal((await say(decider!, rated.id, 'reply')).body.state, 'replied')
    const told = await eventually(async () => {
      const { body } = await agent.get('/me/notices?limit=50')
      return body.items.find((each: { kind: string }) => each.kind === 'rating.reply')
    })
    assert.equal(told.caseId, caseId)

    assert.equal((await say(agent, rated.id, 'rate-again', { level: 4 })).body.state, 'mending')
    assert.equal((await say(decider!, rated.id, 'reply')).body.state, 'replied')
    const settled = (await say(agent, rated.id, 'rate-again', { level: 2 })).body
    assert.deepEqual([settled.state, settled.again], ['closed', 2])
    assert.equal((await say(agent, rated.id, 'rate-again', { level: 1 })).body.code, 'ratings.not-open')
    const verbs = settled.steps.map(({ verb }: { verb: string }) => verb)
    assert.deepEqual(verbs, ['call-back', 'mend', 'reply', 'rate-again', 'reply', 'rate-again'])

    const { body: shown } = await anybody.get(`/published-ratings?itemId=${itemId}&bad=true`)
    const text = JSON.stringify(shown.items)
    assert.ok(text.includes('打了三次电话'))
    for (const hidden of ['19900000008', '测试餐饮店', caseId]) assert.ok(!text.includes(hidden), hidden)
  })

  test('an appeal is decided by another body; excluded, it counts nowhere', async () => {
    const caseId = await refused()
    const { body: rated } = await agent.post(`/cases/${caseId}/rating`, { level: 4, text: '我就是要给差评' })
    await say(reviewer!, rated.id, 'call-back', { reached: true })
    assert.equal((await overseer!.get(`/ratings/${rated.id}`)).status, 404)
    assert.equal((await say(reviewer!, rated.id, 'appeal', { text: '回访时评价人说是误点，请核实' })).status, 200)
    assert.equal((await say(decider!, rated.id, 'exclude')).status, 403, 'not by the department itself')
    const before = await figures()
    const decided = await say(overseer!, rated.id, 'exclude', { text: '核听回访录音，确系误点' })
    assert.equal(decided.body.state, 'excluded')
    const after = await figures()
    assert.deepEqual([after.bad, after.excluded], [before.bad - 1, before.excluded + 1])
  })

  async function figures() {
    const { body } = await overseer!.get('/rating-statistics?departmentId=market-regulation-nancheng')
    assert.equal(body.items.length, 1, JSON.stringify(body))
    return body.items[0]
  }

  test('the figures of a department, on the page and as CSV', async () => {
    const own = await figures()
    assert.ok(own.count >= 2 && own.calledBack > 0 && own.mendedOnTime === 1 && own.satisfiedAgain === 1)
    const csv = await overseer!.get('/rating-statistics.csv')
    assert.match(csv.headers.get('content-type') ?? '', /text\/csv/)
    assert.match(csv.body.toString(), /差评按时整改率/)
    assert.deepEqual((await otherBureau!.get('/rating-statistics')).body.items, [])
  })

  test('a service at the counter is rated by its code, once, without an account', async () => {
    const input = { departmentId: 'market-regulation-nancheng', channel: 'window', service: '咨询办照', window: '5' }
    const { body: record } = await intake!.post('/service-records', input)
    const { body: found } = await anybody.post('/service-lookups', { code: record.code })
    assert.equal(found.service.no, record.no)
    assert.equal((await anybody.post('/service-ratings', { code: record.code, level: 5 })).status, 201)
    assert.equal((await anybody.post('/service-ratings', { code: record.code, level: 1 })).status, 409)
    assert.equal((await anybody.post('/service-ratings', { code: '000000000000', level: 1 })).status, 404)
  })
})
