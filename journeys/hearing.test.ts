import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import holidays from '../platform/kernel/working-days/holidays.json' with { type: 'json' }
import { cityDate, createCalendar } from '../platform/kernel/working-days.ts'
import { type CityInTime, startCityInTime } from './city-in-time.ts'
import { type Person, signIn } from './client.ts'
import { act, findItem, foodAnswers, layoutPdf, partyOf, proceed, siteCheck } from './people.ts'

const calendar = createCalendar(holidays)

// 听证 (行政许可法第46–48条): told, asked, called, held, signed, decided upon, with every day and every person the law names.
describe('a hearing', () => {
  let city: CityInTime
  before(async () => {
    city = await startCityInTime()
  })
  after(() => city.stop())

  const today = () => cityDate(city.now())
  const later = (days: number) => city.goTo(new Date(`${calendar.addWorkingDays(today(), days).date}T10:00:00+08:00`))
  const as = (username: string): Promise<Person> => signIn(city.url, username)
  const owner = () => as('shen.yangli')
  /** Half past two in the afternoon, so many working days from today. */
  const afternoon = (days: number) => `${calendar.addWorkingDays(today(), days).date}T14:30:00+08:00`
  const seenBy = async (username: string, caseId: string) => (await (await as(username)).get(`/cases/${caseId}`)).body
  const refused = (answer: { status: number; body: { code: string } }, status: number, code: string) =>
    assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))
  const done = (answer: { status: number; body: unknown }) =>
    assert.equal(answer.status, 200, JSON.stringify(answer.body))

  async function accepted(): Promise<string> {
    const agent = await owner()
    const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    const { body } = await agent.post('/applications', { itemId, onBehalfOf: await partyOf(agent, '测试餐饮店') })
    await agent.patch(`/applications/${body.id}`, { answers: foodAnswers, confirm: ['rules'] })
    await agent.upload('PUT', `/applications/${body.id}/materials/layout`, '平面图.pdf', layoutPdf)
    const { caseId } = (await agent.post(`/applications/${body.id}/submit`, { consent: true })).body
    done(await act(await as('slg'), caseId, 'accept'))
    return caseId
  }

  async function reviewed(caseId: string): Promise<void> {
    done(await act(await as('shg'), caseId, 'propose', { reason: '请现场核查' }))
    done(await act(await as('hcg1'), caseId, 'inspect', { data: siteCheck }))
    if ((await seenBy('shg', caseId)).may.some(({ verb }: { verb: string }) => verb === 'propose'))
      done(await act(await as('shg'), caseId, 'propose', { reason: '核查完毕' }))
  }

  test('from the notice of the right to a decision on the record', async () => {
    const caseId = await accepted()
    const { legalDue } = clocksOf(await seenBy('shen.yangli', caseId))
    done(await proceed(await as('shg'), caseId, 'tell-hearing-right', { reason: '涉及相邻住户的重大利益' }))
    const told = await seenBy('shen.yangli', caseId)
    assert.equal(told.procedures[0].askBy, calendar.addWorkingDays(today(), 5).date)
    assert.match(told.procedures[0].notice.number, /^听权/)

    await reviewed(caseId)
    refused(await act(await as('jdg'), caseId, 'approve', { reason: '符合' }), 409, 'procedures.hearing-pending')

    await later(5)
    refused(await proceed(await owner(), caseId, 'ask-hearing'), 422, 'procedures.incomplete')
    done(await proceed(await owner(), caseId, 'ask-hearing', { reason: '要求当面说明' }))
    const askedOn = today()
    const asked = await seenBy('shen.yangli', caseId)
    assert.equal(asked.procedures[0].holdBy, calendar.addWorkingDays(askedOn, 20).date)
    assert.equal(clocksOf(asked).legalState, 'stopped')

    const officer = await as('shg')
    const call = { place: '二楼会议室', chair: '陆白露演示', at: afternoon(7) }
    refused(
      await proceed(officer, caseId, 'call-hearing', { ...call, at: afternoon(6) }),
      422,
      'procedures.hearing-too-soon',
    )
    refused(
      await proceed(officer, caseId, 'call-hearing', { ...call, at: afternoon(21) }),
      422,
      'procedures.hearing-too-late',
    )
    for (const chair of ['许立夏演示', '丁小满演示'])
      refused(await proceed(officer, caseId, 'call-hearing', { ...call, chair }), 422, 'procedures.chair-reviews')
    done(await proceed(officer, caseId, 'call-hearing', call))
    refused(await proceed(officer, caseId, 'hold-hearing', { record: '太早' }), 409, 'procedures.hearing-not-yet')

    await city.goTo(new Date(call.at))
    const record = '主持人宣布听证开始。\n申请人陈述、申辩。\n笔录交参加人核对。'
    done(await proceed(await as('shg'), caseId, 'hold-hearing', { record }))
    const heldOn = today()
    refused(await act(await as('jdg'), caseId, 'approve', { reason: '符合' }), 409, 'procedures.hearing-pending')
    const mine = await owner()
    const held = (await mine.get(`/cases/${caseId}`)).body
    const { body: paper } = await mine.get(`/credentials/${held.procedures[0].recordNotice.credentialId}`)
    assert.deepEqual(paper.credential.record.elements.record, record.split('\n'))
    assert.doesNotMatch(JSON.stringify(held.timeline), /陈述、申辩/, 'what was said stands in the sealed record alone')
    done(await proceed(mine, caseId, 'sign-record'))
    refused(
      await mine.post(`/cases/${caseId}/procedures`, {
        verb: 'sign-record',
        id: 1,
        expectedVersion: (await mine.get(`/cases/${caseId}`)).body.version,
      }),
      409,
      'procedures.record-signed',
    )

    const after = await seenBy('shen.yangli', caseId)
    assert.deepEqual([after.procedures[0].signedOn, after.procedures[0].signedBy], [heldOn, '沈样例'])
    const lost = calendar.workingDaysWithin(askedOn, heldOn).days
    assert.equal(clocksOf(after).legalDue, calendar.addWorkingDays(legalDue, lost).date, 'no day of the hearing counts')
    done(await act(await as('jdg'), caseId, 'deny', { reason: '听证中查明场所不符合规定' }))
    const { items } = (await mine.get(`/credentials?caseId=${caseId}`)).body
    const decision = items.find((each: { type: { key: string } }) => each.type.key === 'denial-decision')
    const { body: letter } = await mine.get(`/credentials/${decision.id}`)
    assert.match(letter.credential.record.elements.hearing, /听证笔录（听录/)
  })

  test('asked after the five days it is too late; the decision is free; so it is when it is waived', async () => {
    const [late, waived] = [await accepted(), await accepted()]
    for (const caseId of [late, waived])
      done(await proceed(await as('shg'), caseId, 'tell-hearing-right', { reason: '涉及相邻住户的重大利益' }))
    done(await proceed(await owner(), waived, 'waive-hearing'))
    await reviewed(waived)
    done(await act(await as('jdg'), waived, 'deny', { reason: '场所不符合规定' }))
    await later(6)
    const mine = await owner()
    const { body } = await mine.get(`/cases/${late}`)
    assert.equal(
      body.mayProceed.some(({ verb }: { verb: string }) => verb === 'ask-hearing'),
      false,
    )
    refused(
      await mine.post(`/cases/${late}/procedures`, {
        verb: 'ask-hearing',
        id: 1,
        expectedVersion: body.version,
        reason: '晚了',
      }),
      409,
      'procedures.hearing-late',
    )
    await reviewed(late)
    done(await act(await as('jdg'), late, 'deny', { reason: '场所不符合规定' }))
  })

  test('ordered by the agency; who leads it never reviews; who will not sign is noted', async () => {
    const caseId = await accepted()
    refused(
      await proceed(await as('shg'), caseId, 'open-hearing', { reason: '公众关心' }),
      422,
      'procedures.incomplete',
    )
    done(await proceed(await as('shg'), caseId, 'open-hearing', { reason: '公众关心', basis: '第四十六条' }))
    const call = { place: '二楼会议室', chair: '罗芒种演示', at: afternoon(7) }
    done(await proceed(await as('shg'), caseId, 'call-hearing', call))
    done(await act(await as('shg'), caseId, 'propose', { reason: '请现场核查' }))
    const chair = await as('hcg2')
    const { body } = await chair.get(`/cases/${caseId}`)
    assert.equal(
      body.may.some(({ verb }: { verb: string }) => verb === 'inspect'),
      false,
      'the chair does not inspect for the application',
    )
    await city.goTo(new Date(call.at))
    done(await proceed(await as('shg'), caseId, 'hold-hearing', { record: '各方陈述。' }))
    refused(await proceed(await as('slg'), caseId, 'sign-record'), 422, 'procedures.incomplete')
    done(await proceed(await as('slg'), caseId, 'sign-record', { receiver: '邻居甲', reason: '认为记录不全' }))
    const [hearing] = (await seenBy('shg', caseId)).procedures
    assert.deepEqual([hearing.signedBy, hearing.notSigned], ['邻居甲', '认为记录不全'])
  })
})

function clocksOf({ clocks }: { clocks: { key: string; due: string; state: string }[] }) {
  const legal = clocks.find(({ key }) => key === 'legal')!
  return { legalDue: legal.due, legalState: legal.state }
}
