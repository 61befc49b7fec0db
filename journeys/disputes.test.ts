import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { act, eventually, findItem, talentAnswers } from './people.ts'

type Fact = { pointer: string; value: unknown; source: string; sourceLabel: string }
type Dispute = { pointer: string; state: string; caseId: string; department: string; answer?: string; title: string }

/** 异议核实: a fact that its holder disputes goes to the department it came from, and the answer comes back. */
describe('a disputed fact', () => {
  let city: City
  let person: Person
  let police: Person
  let caseId: string
  let fact: Fact

  before(async () => {
    city = await startCity()
    ;[person, police] = (await Promise.all(['wang.ceshi', 'ga.shg'].map((name) => signIn(city.url, name)))) as [
      Person,
      Person,
    ]
    const opened = await begin()
    fact = opened.facts.find(({ source }: Fact) => source === 'register/population/hukou_address')
    assert.ok(fact, JSON.stringify(opened.facts))
    const disputed = await person.post(`/applications/${opened.id}/disputes`, {
      pointer: fact.pointer,
      claim: '我去年已经迁到演示路9号',
    })
    assert.equal(disputed.status, 200, JSON.stringify(disputed.body))
    const submitted = await person.post(`/applications/${opened.id}/submit`, { consent: true })
    assert.equal(submitted.status, 201, JSON.stringify(submitted.body))
    caseId = submitted.body.caseId
  })
  after(() => city?.stop())

  async function begin() {
    const itemId = await findItem(person, '人才入户')
    return (await person.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })).body
  }
  const disputesOf = async (whose = person): Promise<Dispute[]> =>
    (await whose.get(`/cases/${caseId}/disputes`)).body.items
  const first = () => eventually(async () => (await disputesOf())[0])
  const told = (verb: string) =>
    eventually(async () =>
      (await person.get(`/cases/${caseId}`)).body.timeline.find((step: { verb: string }) => step.verb === verb),
    )

  test('goes to its source department as a case with a clock of its own, and the case in hand is told', async () => {
    const dispute = await first()
    assert.deepEqual([dispute.state, dispute.pointer], ['open', fact.pointer])
    assert.match(dispute.department, /公安/)
    const { body: todo } = await police.get('/tasks?limit=50')
    const task = todo.items.find((each: { caseId: string }) => each.caseId === dispute.caseId)
    assert.ok(task?.due, JSON.stringify(todo))
    const { body: view } = await police.get(`/cases/${dispute.caseId}`)
    assert.match(view.answers.claim, /演示路9号/)
    assert.ok(
      view.clocks.some(({ key, state }: { key: string; state: string }) => key === 'promise' && state === 'running'),
    )
    assert.match((await told('dispute-raised')).name, /已请.*公安.*核实/)
  })

  test('twice is refused, and so is what no office keeps and what is somebody else’s', async () => {
    const raise = (whose: Person, pointer: string) =>
      whose.post(`/cases/${caseId}/disputes`, { pointer, claim: '不对' })
    assert.equal((await raise(person, fact.pointer)).body.code, 'disputes.open-already')
    assert.equal((await raise(person, '/nothing')).body.code, 'disputes.unknown-fact')
    const { body: view } = await person.get(`/cases/${caseId}`)
    const own = view.facts.find(({ source }: Fact) => /^(account|applicant)\//.test(source))
    assert.equal((await raise(person, own.pointer)).body.code, 'disputes.no-source')
    const stranger = await signIn(city.url, 'li.xugou')
    assert.equal((await raise(stranger, fact.pointer)).status, 404)
    assert.equal((await stranger.get(`/cases/${caseId}/disputes`)).status, 404)
  })

  test('is found right: register, case in hand and the next application have the corrected value', async () => {
    const dispute = await first()
    const data = {
      result: 'wrong',
      correctedValue: '演示省样例市演示路9号',
      atSource: false,
      explanation: '与户籍档案核对，去年已迁',
    }
    const done = await act(police, dispute.caseId, 'inspect', { data })
    assert.equal(done.status, 200, JSON.stringify(done.body))
    const step = await told('dispute-answered')
    assert.match(step.name, /已更正/)
    assert.match(step.reason, /户籍档案/)
    const [answered] = await disputesOf()
    assert.deepEqual([answered?.state, answered?.answer], ['corrected', data.explanation])
    const { body: view } = await person.get(`/cases/${caseId}`)
    assert.equal(view.facts.find(({ pointer }: Fact) => pointer === fact.pointer).value, data.correctedValue)
    const again = await begin()
    assert.equal(again.facts.find(({ pointer }: Fact) => pointer === fact.pointer).value, data.correctedValue)
    // Whose data it is sees that the department looked, and why.
    const { body: log } = await person.get('/me/read-log?limit=50')
    assert.ok(log.items.some(({ purpose }: { purpose: string }) => purpose.startsWith('异议核实')))
  })

  test('is found wrong: the fact stands, with the reason', async () => {
    const { body: raised } = await person.post(`/cases/${caseId}/disputes`, {
      pointer: fact.pointer,
      claim: '又不对了',
    })
    const data = { result: 'right', explanation: '与户籍档案一致' }
    assert.equal((await act(police, raised.caseId, 'inspect', { data })).status, 200)
    await eventually(async () => ((await disputesOf()).at(-1)?.state === 'upheld' ? true : undefined))
    const notice = await eventually(async () =>
      (await person.get('/me/notices?limit=50')).body.items.find(
        (each: { caseId?: string; title: string }) => each.caseId === raised.caseId && /核实无误/.test(each.title),
      ),
    )
    assert.doesNotMatch(`${notice.title}${notice.body}`, /没有批准|已批准/)
    // The answer is of the fact, in its own words: nothing was applied for that could be refused.
    const papers = (await person.get(`/credentials?caseId=${raised.caseId}`)).body.items
    const answer = papers.find((each: { type: { key: string } }) => each.type.key === 'fact-answer')
    assert.ok(answer, JSON.stringify(papers))
    const { finding, claim, reason } = (await person.get(`/credentials/${answer.id}`)).body.credential.record.elements
    assert.deepEqual([finding, claim, reason], ['记录无误，不作更正。', '又不对了', data.explanation])
  })
})
