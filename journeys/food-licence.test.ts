import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { act, eventually, findItem, foodAnswers, layoutPdf, partyOf, siteCheck } from './people.ts'

// U1 for a single item: a firm's agent applies, corrects once, is inspected and decided on, and holds a sealed licence.
describe('a food-business licence from the first search to the rating', () => {
  let city: City
  let agent: Person
  let stranger: Person
  const officials: Record<string, Person> = {}
  let applicationId: string
  let caseId: string
  let licenceId: string

  before(async () => {
    city = await startCity()
    agent = await signIn(city.url, 'shen.yangli')
    stranger = await signIn(city.url, 'wang.ceshi')
    for (const name of ['slg', 'shg', 'hcg1', 'jdg', 'rs.slg', 'supervisor'])
      officials[name] = await signIn(city.url, name)
  })
  after(() => city.stop())

  test('the item is found by words, by pinyin and by initials', async () => {
    const byWords = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    assert.equal(await findItem(agent, 'shipinjingyingxuke', '食品经营许可（新办）'), byWords)
    assert.equal(await findItem(agent, 'spjyxk', '食品经营许可（新办）'), byWords)
  })

  test('the guide says what need not be handed in', async () => {
    const { body } = await personAt(city.url).get(
      `/items/${await findItem(agent, '食品经营许可', '食品经营许可（新办）')}`,
    )
    assert.ok(body.needs.free.length >= 3)
    assert.ok(body.needs.upload.some((each: { key: string }) => each.key === 'layout'))
  })

  test('the form comes filled with what registers know, each value with its source', async () => {
    const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    const started = await agent.post('/applications', { itemId, onBehalfOf: await partyOf(agent, '测试餐饮店') })
    assert.equal(started.status, 201, JSON.stringify(started.body))
    applicationId = started.body.id

    assert.equal(started.body.answers.name, '东莞市测试餐饮店（演示）')
    assert.equal(
      started.body.facts.find((fact: { pointer: string }) => fact.pointer === '/name').sourceLabel,
      '市场主体库',
    )
  })

  test('submitting too early is refused with everything that is missing, and nothing is lost', async () => {
    const early = await agent.post(`/applications/${applicationId}/submit`, { consent: true })

    assert.equal(early.status, 422)
    assert.equal(early.body.code, 'applications.incomplete')
    assert.ok(early.body.errors.some((fault: { pointer: string }) => fault.pointer === '/materials/layout'))
    assert.equal((await agent.get(`/applications/${applicationId}`)).status, 200)
  })

  test('a file whose bytes belie its name is refused', async () => {
    const program = new Uint8Array([0x4d, 0x5a, 0x90, 0, 3])
    const refused = await agent.upload(
      'PUT',
      `/applications/${applicationId}/materials/layout`,
      '../../layout.pdf',
      program,
    )

    assert.equal(refused.status, 415)
    assert.equal(refused.body.code, 'files.not-accepted')
  })

  test('answers, uploads and confirmations make it complete, and the same key twice is one case', async () => {
    const answered = await agent.patch(`/applications/${applicationId}`, { answers: foodAnswers, confirm: ['rules'] })
    assert.equal(answered.status, 200, JSON.stringify(answered.body))
    const uploaded = await agent.upload(
      'PUT',
      `/applications/${applicationId}/materials/layout`,
      '平面图.pdf',
      layoutPdf,
    )
    assert.deepEqual(uploaded.body.faults, [])

    const key = { 'idempotency-key': 'journey-food-licence-1' }
    const first = await agent.post(`/applications/${applicationId}/submit`, { consent: true }, key)
    const again = await agent.post(`/applications/${applicationId}/submit`, { consent: true }, key)
    assert.equal(first.status, 201, JSON.stringify(first.body))
    assert.deepEqual(again.body, first.body)
    assert.match(first.body.queryCode, /^[0-9A-Z]{12}$/)
    caseId = first.body.caseId

    const progress = await personAt(city.url).post('/case-lookups', { queryCode: first.body.queryCode })
    assert.equal(progress.body.status, 'submitted')
  })

  test('nobody else sees it: strangers, other bureaus, and officials without a post for it', async () => {
    for (const person of [stranger, officials['rs.slg']!])
      assert.equal((await person.get(`/cases/${caseId}`)).status, 404)
    assert.equal((await personAt(city.url).get(`/cases/${caseId}`)).status, 401)
    const wrong = await officials.jdg!.get(`/cases/${caseId}`)
    // Who decides later may stop or comment on the case already now, but the task of intake is not theirs.
    const verbs = wrong.body.may.map(({ verb }: { verb: string }) => verb)
    assert.deepEqual(verbs, ['suspend', 'terminate', 'comment'])
  })

  test('the officer sees it in the to-do list with the rule’s proposal, and asks once for a correction', async () => {
    const todo = await officials.slg!.get('/tasks?limit=50')
    assert.ok(
      todo.body.items.some((row: { caseId: string; light: string }) => row.caseId === caseId && row.light === 'green'),
    )
    const seen = await officials.slg!.get(`/cases/${caseId}`)
    assert.equal(seen.body.decisions[0].proposal, true)
    const { inputs } = seen.body.decisions[0]
    const sourceOf = (name: string) => inputs.find((input: { name: string }) => input.name === name)?.sourceLabel
    assert.equal(sourceOf('domicile'), '市场主体库')
    assert.equal(sourceOf('siteAddress'), '申请人填写', 'what the applicant put in place of a fact is the applicant’s')

    const asked = await act(officials.slg!, caseId, 'request-correction', {
      items: [{ kind: 'material', key: 'layout', message: '图上没有标出洗手池，请补画后重新上传' }],
    })
    assert.equal(asked.status, 200, JSON.stringify(asked.body))
  })

  test('the applicant gets one letter, hands in what was asked, and it may not be asked again', async () => {
    const letters = await agent.get(`/credentials?caseId=${caseId}`)
    assert.ok(
      letters.body.items.some((each: { type: { key: string } }) => each.type.key === 'correction-notice'),
      JSON.stringify(letters.body),
    )

    assert.equal((await act(agent, caseId, 'correct')).body.code, 'cases.still-missing')
    assert.equal(
      (await agent.upload('POST', `/cases/${caseId}/materials/layout`, '平面图2.pdf', layoutPdf)).status,
      201,
    )
    assert.equal((await act(agent, caseId, 'correct')).status, 200)

    const seen = await officials.slg!.get(`/cases/${caseId}`)
    assert.equal(
      seen.body.may.some((may: { verb: string }) => may.verb === 'request-correction'),
      false,
    )
    assert.equal(seen.body.materials.filter((each: { key: string }) => each.key === 'layout').length, 2)
  })

  test('it is accepted, reviewed, inspected by two officers, and decided by another person', async () => {
    assert.equal((await act(officials.slg!, caseId, 'accept')).status, 200)
    const accepted = await agent.get(`/cases/${caseId}`)
    assert.ok(accepted.body.clocks.find((clock: { key: string }) => clock.key === 'promise').due)

    assert.equal((await act(officials.shg!, caseId, 'propose', { reason: '材料齐全，请现场核查' })).status, 200)
    const alone = await act(officials.hcg1!, caseId, 'inspect', {
      data: { ...siteCheck, inspectors: [{ name: '丁小满演示' }] },
    })
    assert.equal(alone.status, 422, 'one inspector is not enough (许可法第34条)')
    assert.equal((await act(officials.hcg1!, caseId, 'inspect', { data: siteCheck })).status, 200)
    const next = await officials.shg!.get(`/cases/${caseId}`)
    if (next.body.may.length > 0)
      assert.equal((await act(officials.shg!, caseId, 'propose', { reason: '核查符合，建议准予' })).status, 200)
    const decided = await act(officials.jdg!, caseId, 'approve', { reason: '符合规定条件，准予许可' })
    assert.deepEqual([decided.body.status, decided.body.outcome], ['closed', 'granted'], JSON.stringify(decided.body))
  })

  test('of two officers at once one wins, and an old version is told who acted', async () => {
    const late = await officials.jdg!.post(`/cases/${caseId}/acts`, { verb: 'approve', taskId: 1, expectedVersion: 1 })
    assert.ok([403, 404, 409].includes(late.status))
  })

  test('the licence is a signed PDF with a code that anybody can verify', async () => {
    const { body } = await agent.get(`/credentials?caseId=${caseId}`)
    const licence = body.items.find((each: { type: { kind: string } }) => each.type.kind === 'licence')
    licenceId = licence.id
    const pdf = await agent.get(`/credentials/${licenceId}/pdf`)
    assert.equal(pdf.body.subarray(0, 5).toString(), '%PDF-')
    assert.equal((await stranger.get(`/credentials/${licenceId}/pdf`)).status, 404)

    const seen = await eventually(async () => {
      const answer = await personAt(city.url).get(`/verifications/${licence.verifyCode}`)
      return answer.body.checks.every((check: { ok: boolean }) => check.ok) ? answer.body : undefined
    })
    assert.equal(seen.status, 'valid')
    assert.doesNotMatch(JSON.stringify(seen), /999900/)

    const file = await personAt(city.url).upload('POST', '/verifications', 'licence.pdf', new Uint8Array(pdf.body))
    assert.equal(file.status, 200, JSON.stringify(file.body))
    const changed = Buffer.from(pdf.body)
    changed[changed.length - 400]! ^= 1
    const bad = await personAt(city.url).upload('POST', '/verifications', 'licence.pdf', new Uint8Array(changed))
    assert.ok(
      bad.status === 404 || bad.body.checks.some((check: { ok: boolean }) => !check.ok),
      'a changed file must not pass',
    )
  })

  test('the same licence is an OFD under the SM2 seal, checked step by step', async () => {
    const ofd = await agent.get(`/credentials/${licenceId}/ofd`)
    assert.equal(ofd.status, 200)
    assert.equal((await stranger.get(`/credentials/${licenceId}/ofd`)).status, 404)
    const checked = await personAt(city.url).upload('POST', '/verifications', 'licence.ofd', new Uint8Array(ofd.body))
    assert.equal(checked.body.genuine, true, JSON.stringify(checked.body))
    assert.equal(checked.body.kind, 'ofd')
    const changed = Buffer.from(ofd.body)
    const at = changed.indexOf('TextCode')
    changed[at] = 0x55
    const bad = await personAt(city.url).upload('POST', '/verifications', 'licence.ofd', new Uint8Array(changed))
    assert.equal(bad.body.code, 'zip.unreadable')
  })

  test('the applicant rates once, and a bad rating must be answered', async () => {
    const rated = await agent.post(`/cases/${caseId}/rating`, { level: 4, tags: ['等得太久'], text: '电话打了三次' })
    assert.equal(rated.status, 201, JSON.stringify(rated.body))
    assert.equal((await agent.post(`/cases/${caseId}/rating`, { level: 1 })).body.code, 'ratings.already-rated')
    assert.equal((await stranger.post(`/cases/${caseId}/rating`, { level: 1 })).status, 404)

    const list = await officials.jdg!.get('/ratings?bad=true&state=open')
    assert.equal(list.body.items[0].rater.includes('测试餐饮店'), false)
    const path = `/ratings/${rated.body.id}/acts`
    for (const verb of ['call-back', 'mend', 'reply'])
      assert.equal((await officials.jdg!.post(path, { verb, text: '已增加接听人员，向您致歉。' })).status, 200, verb)
    const { body } = await agent.get(`/cases/${caseId}/rating`)
    assert.deepEqual([body.rating.state, body.rating.reply], ['replied', '已增加接听人员，向您致歉。'])
  })

  test('each step left the applicant a notice, and each look at the data a line in the log', async () => {
    const notices = await eventually(async () => {
      const { body } = await agent.get('/me/notices?limit=50')
      return body.items.some((each: { title: string }) => each.title.includes('已批准')) ? body.items : undefined
    })
    assert.ok(notices.length >= 3)
    const reader = await signIn(city.url, 'zhao.ceshi')
    const log = await reader.get('/me/read-log?limit=50')
    assert.equal(log.status, 200)
  })
})
