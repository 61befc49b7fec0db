import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import holidays from '../platform/kernel/working-days/holidays.json' with { type: 'json' }
import { cityDate, createCalendar } from '../platform/kernel/working-days.ts'
import { type CityInTime, startCityInTime } from './city-in-time.ts'
import { type Person, signIn } from './client.ts'
import { act, eventually, findItem, foodAnswers, layoutPdf, partyOf, proceed, siteCheck } from './people.ts'

const calendar = createCalendar(holidays)

// The clocks of 行政许可法, lived through: weeks pass between the acts, and silence has its consequences.
describe('the clocks of the licensing law', () => {
  let city: CityInTime
  before(async () => {
    city = await startCityInTime()
  })
  after(() => city.stop())

  const today = () => cityDate(city.now())
  /** Ten in the morning, so many working days later. */
  const later = (days: number) => city.goTo(new Date(`${calendar.addWorkingDays(today(), days).date}T10:00:00+08:00`))
  const as = (username: string): Promise<Person> => signIn(city.url, username)

  async function applyForFood(): Promise<string> {
    const agent = await as('shen.yangli')
    const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    const onBehalfOf = await partyOf(agent, '测试餐饮店')
    const { body } = await agent.post('/applications', { itemId, onBehalfOf })
    await agent.patch(`/applications/${body.id}`, { answers: foodAnswers, confirm: ['rules'] })
    await agent.upload('PUT', `/applications/${body.id}/materials/layout`, '平面图.pdf', layoutPdf)
    const submitted = await agent.post(`/applications/${body.id}/submit`, { consent: true })
    assert.equal(submitted.status, 201, JSON.stringify(submitted.body))
    return submitted.body.caseId
  }

  const clockOf = (body: { clocks: { key: string }[] }, key: string) =>
    body.clocks.find((clock) => clock.key === key) as unknown as Record<string, string | number>
  const letters = async (person: Person, caseId: string): Promise<string[]> =>
    (await person.get(`/credentials?caseId=${caseId}`)).body.items.map(
      (each: { type: { key: string } }) => each.type.key,
    )

  test('correction, acceptance, expert review, extension, decision, delivery: each with its paper and its day', async () => {
    const caseId = await applyForFood()
    await later(2)
    const items = [{ kind: 'material', key: 'layout', message: '请补画洗手池' }]
    assert.equal((await act(await as('slg'), caseId, 'request-correction', { items })).status, 200)
    await later(3)
    const agent = await as('shen.yangli')
    await agent.upload('POST', `/cases/${caseId}/materials/layout`, '平面图2.pdf', layoutPdf)
    assert.equal((await act(agent, caseId, 'correct')).status, 200)
    await later(1)
    assert.equal((await act(await as('slg'), caseId, 'accept')).status, 200)
    const acceptedOn = today()
    const accepted = (await (await as('shen.yangli')).get(`/cases/${caseId}`)).body
    const { days } = clockOf(accepted, 'legal') as { days: number }
    assert.equal(clockOf(accepted, 'legal').due, calendar.addWorkingDays(acceptedOn, days).date)

    await later(2)
    const reviewer = await as('shg')
    const visit = await proceed(reviewer, caseId, 'start-special', {
      special: 'site-visit',
      basis: '食品经营许可和备案管理办法',
      reason: '现场看一看',
      days: 3,
    })
    assert.equal(visit.status, 422)
    assert.equal(visit.body.code, 'procedures.does-not-stop')
    assert.match(visit.body.errors[0].detail, /计入办理时限/)

    const review = { special: 'expert-review', basis: '某条例第八条（演示）', reason: '布局涉及消防', days: 5 }
    const started = await proceed(reviewer, caseId, 'start-special', review)
    assert.equal(started.status, 200, JSON.stringify(started.body))
    await later(1)
    const stopped = (await (await as('shen.yangli')).get(`/cases/${caseId}`)).body
    assert.deepEqual([clockOf(stopped, 'promise').state, clockOf(stopped, 'legal').state], ['stopped', 'stopped'])
    assert.equal(clockOf(stopped, 'legal').due, calendar.addWorkingDays(acceptedOn, days + 5).date)
    await later(2)
    assert.equal((await proceed(await as('shg'), caseId, 'end-special', { result: '专家同意布局' })).status, 200)
    const running = (await (await as('shen.yangli')).get(`/cases/${caseId}`)).body
    assert.equal(clockOf(running, 'legal').due, calendar.addWorkingDays(acceptedOn, days + 4).date)

    await later(1)
    const asked = await proceed(await as('shg'), caseId, 'ask-extension', { days: 5, reason: '需要外省协查' })
    assert.equal(asked.status, 200, JSON.stringify(asked.body))
    const head = await as('jz')
    const todo = await head.get('/tasks?limit=50')
    assert.ok(todo.body.items.some((row: { caseId: string; taskName: string }) => row.taskName === '批准延期'))
    assert.equal((await proceed(head, caseId, 'approve-extension')).status, 200)
    const longer = (await head.get(`/cases/${caseId}`)).body
    assert.equal(clockOf(longer, 'legal').due, calendar.addWorkingDays(acceptedOn, days + 9).date)

    assert.equal((await act(await as('shg'), caseId, 'propose', { reason: '请现场核查' })).status, 200)
    assert.equal((await act(await as('hcg1'), caseId, 'inspect', { data: siteCheck })).status, 200)
    const next = (await (await as('shg')).get(`/cases/${caseId}`)).body
    if (next.may.some((may: { verb: string }) => may.verb === 'propose'))
      await act(await as('shg'), caseId, 'propose', { reason: '核查符合，建议准予' })
    await later(1)
    const decided = await act(await as('jdg'), caseId, 'approve', { reason: '符合规定条件' })
    assert.equal(decided.body.outcome, 'granted', JSON.stringify(decided.body))

    const owner = await as('shen.yangli')
    const delivering = (await owner.get(`/cases/${caseId}`)).body
    assert.equal(clockOf(delivering, 'delivery').due, calendar.addWorkingDays(today(), 10).date)
    assert.equal((await proceed(owner, caseId, 'sign-for')).status, 200)
    const papers = await letters(owner, caseId)
    for (const type of [
      'correction-notice',
      'acceptance-notice',
      'special-procedure-notice',
      'extension-notice',
      'grant-decision',
      'delivery-receipt',
    ])
      assert.ok(papers.includes(type), `${type} is not among ${papers}`)
    const receipt = (await owner.get(`/credentials?caseId=${caseId}`)).body.items.find(
      (each: { type: { key: string } }) => each.type.key === 'delivery-receipt',
    )
    const { body: paper } = await owner.get(`/credentials/${receipt.id}`)
    assert.match(JSON.stringify(paper.credential.record.elements.papers), /准予行政许可决定书/)
    const notices = await eventually(async () => {
      const { body } = await owner.get('/me/notices?limit=50')
      const titles = body.items.map((each: { title: string }) => each.title)
      return titles.includes('办理期限延长了') ? titles : undefined
    })
    assert.ok(notices.includes('办理时限暂停计算'))
  })

  test('five working days of silence are acceptance, from the day the papers came in', async () => {
    const submittedOn = today()
    const caseId = await applyForFood()
    await later(4)
    assert.equal((await (await as('shen.yangli')).get(`/cases/${caseId}`)).body.status, 'submitted')
    await later(2)
    const seen = await eventually(async () => {
      const { body } = await (await as('shen.yangli')).get(`/cases/${caseId}`)
      return body.acceptedAt ? body : undefined
    })
    assert.equal(cityDate(new Date(seen.acceptedAt)), submittedOn)
    assert.equal(clockOf(seen, 'legal').startedOn, submittedOn)
    assert.ok((await letters(await as('shen.yangli'), caseId)).includes('acceptance-notice'))
    const late = await (await as('slg')).get(`/cases/${caseId}`)
    assert.equal(
      late.body.may.some((may: { verb: string }) => may.verb === 'request-correction'),
      false,
      'what was not asked in time may not be asked any more',
    )
  })

  test('where no licence is needed, or another agency is competent, the paper says so and where to go', async () => {
    const needless = await applyForFood()
    await act(await as('slg'), needless, 'refuse', {
      reason: '只卖预包装食品，备案即可',
      data: { ground: 'not-needed' },
    })
    const elsewhere = await applyForFood()
    const nowhere = await act(await as('slg'), elsewhere, 'refuse', {
      reason: '场所在惠州市',
      data: { ground: 'not-competent' },
    })
    assert.equal(nowhere.status, 422, 'where to go must be said (第32条第一款第二项)')
    await act(await as('slg'), elsewhere, 'refuse', {
      reason: '场所在惠州市',
      data: { ground: 'not-competent', goTo: '惠州市市场监督管理局' },
    })
    const owner = await as('shen.yangli')
    assert.ok((await letters(owner, needless)).includes('not-needed-notice'))
    const { body } = await owner.get(`/credentials?caseId=${elsewhere}`)
    const refusal = body.items.find((each: { type: { key: string } }) => each.type.key === 'refusal-notice')
    const paper = await owner.get(`/credentials/${refusal.id}`)
    assert.equal(paper.body.credential.record.elements.goTo, '惠州市市场监督管理局')
  })

  test('a day off that is put in moves what it touches, says so to the applicant, and lists what moved', async () => {
    const caseId = await applyForFood()
    assert.equal((await act(await as('slg'), caseId, 'accept')).status, 200)
    const before = clockOf((await (await as('shen.yangli')).get(`/cases/${caseId}`)).body, 'legal') as { due: string }
    const off = calendar.addWorkingDays(today(), 2).date
    const admin = await as('admin')
    const year = off.slice(0, 4)
    const known = (await admin.get('/calendars/current')).body.years.find(
      (each: { year: string }) => each.year === year,
    )
    const notice = { off: [...(known?.off ?? []), off], work: known?.work ?? [] }
    const refused = await (await as('slg')).post('/calendars', { years: { [year]: notice }, reason: '不该由我' })
    assert.equal(refused.status, 403)
    const replaced = await admin.post('/calendars', { years: { [year]: notice }, reason: '临时放假一天（演示）' })
    assert.equal(replaced.status, 201, JSON.stringify(replaced.body))

    const after = await eventually(async () => {
      const { body } = await (await as('shen.yangli')).get(`/cases/${caseId}`)
      return (clockOf(body, 'legal') as { due: string }).due === before.due ? undefined : body
    })
    assert.equal((clockOf(after, 'legal') as { due: string }).due, calendar.addWorkingDays(before.due, 1).date)
    assert.equal(after.timeline.at(-1).verb, 'recalculate')
    const { body: lines } = await admin.get(`/recalculations/${replaced.body.version}/cases?limit=100`)
    const line = lines.items.find((each: { caseId: string }) => each.caseId === caseId)
    assert.ok(
      line.moved.some((each: { key: string; from: string }) => each.key === 'legal' && each.from === before.due),
    )
    await eventually(async () => {
      const { body } = await (await as('shen.yangli')).get('/me/notices?limit=20')
      return body.items.some((each: { title: string }) => each.title === '办理期限有变化') || undefined
    })
  })

  test('a renewal asked in time and not decided by the last day is granted by silence', async () => {
    const agent = await as('shen.yangli')
    const itemId = await findItem(agent, '食品经营许可', '食品经营许可（延续）')
    const { body } = await agent.post('/applications', { itemId, onBehalfOf: await partyOf(agent, '测试餐饮店') })
    const answers = { formatCode: '2', items: '热食类食品制售', complaintPhone: '076900000000', changed: false }
    const answered = await agent.patch(`/applications/${body.id}`, { answers })
    assert.equal(answered.status, 200, JSON.stringify(answered.body))
    const submitted = await agent.post(`/applications/${body.id}/submit`, { consent: true })
    assert.equal(submitted.status, 201, JSON.stringify(submitted.body))
    const { caseId } = submitted.body
    assert.equal((await act(await as('slg'), caseId, 'accept')).status, 200)

    const seen = (await (await as('slg')).get(`/cases/${caseId}`)).body
    const licences = seen.facts.find((each: { pointer: string }) => each.pointer === '/licences').value
    const expiresOn = licences
      .map((each: { expires_on: string }) => each.expires_on)
      .sort()
      .at(-1)
    await city.goTo(new Date(`${expiresOn}T20:00:00+08:00`))
    assert.equal((await (await as('shen.yangli')).get(`/cases/${caseId}`)).body.outcome, undefined)
    await city.goTo(new Date(Date.parse(`${expiresOn}T00:00:00+08:00`) + 30 * 3_600_000))
    const renewed = await eventually(async () => {
      const { body: view } = await (await as('shen.yangli')).get(`/cases/${caseId}`)
      return view.outcome ? view : undefined
    })
    assert.deepEqual([renewed.status, renewed.outcome], ['closed', 'granted'])
    const owner = await as('shen.yangli')
    assert.ok((await letters(owner, caseId)).includes('renewal-deemed-notice'))
    const { body: papers } = await owner.get(`/credentials?caseId=${caseId}`)
    const licence = papers.items.find((each: { type: { kind: string } }) => each.type.kind === 'licence')
    const { body: whole } = await owner.get(`/credentials/${licence.id}`)
    assert.equal(whole.credential.record.validFrom, today())
  })
})
