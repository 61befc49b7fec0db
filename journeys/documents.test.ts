import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import holidays from '../platform/kernel/working-days/holidays.json' with { type: 'json' }
import { cityDate, createCalendar } from '../platform/kernel/working-days.ts'
import { readZip } from '../platform/kernel/zip.ts'
import { type CityInTime, startCityInTime } from './city-in-time.ts'
import { type Person, personAt, signIn } from './client.ts'
import { act, eventually, findItem, foodAnswers, layoutPdf, partyOf, proceed, siteCheck } from './people.ts'

const calendar = createCalendar(holidays)

/** A paper that the law wants in writing: its type, how its number begins, the case that left it, the article. */
type Row = { type: string; begins: string; of: keyof Stories; article: string }
type Stories = { long: string; needless: string; refused: string; denied: string; ended: string }

const table: Row[] = [
  { type: 'correction-notice', begins: '补告', of: 'long', article: '第三十二条第一款第四项' },
  { type: 'acceptance-notice', begins: '受通', of: 'long', article: '第三十二条' },
  { type: 'special-procedure-notice', begins: '特告', of: 'long', article: '第四十五条' },
  { type: 'suspension-notice', begins: '中告', of: 'long', article: '第五条' },
  { type: 'resumption-notice', begins: '恢告', of: 'long', article: '第五条' },
  { type: 'extension-notice', begins: '延告', of: 'long', article: '第四十二条' },
  { type: 'hearing-right-notice', begins: '听权', of: 'long', article: '第四十七条' },
  { type: 'hearing-notice', begins: '听通', of: 'long', article: '第四十八条' },
  { type: 'hearing-record', begins: '听录', of: 'long', article: '第四十八条' },
  { type: 'grant-decision', begins: '准决', of: 'long', article: '第三十八条第一款' },
  { type: 'delivery-receipt', begins: '送回', of: 'long', article: '第四十四条' },
  { type: 'not-needed-notice', begins: '不需', of: 'needless', article: '第三十二条第一款第一项' },
  { type: 'refusal-notice', begins: '不受', of: 'refused', article: '第三十二条' },
  { type: 'denial-decision', begins: '不准', of: 'denied', article: '第三十八条第二款' },
  { type: 'termination-decision', begins: '终止', of: 'ended', article: '行政复议法》第二十条' },
]

// Every document of 行政许可法 in one table: numbered, sealed, kept, reaching the applicant, and in the case file.
describe('the documents of the licensing law', () => {
  let city: CityInTime
  let stories: Stories
  const archives = new Map<string, Map<string, Buffer>>()
  const as = (username: string): Promise<Person> => signIn(city.url, username)
  const later = (days: number) =>
    city.goTo(new Date(`${calendar.addWorkingDays(cityDate(city.now()), days).date}T10:00:00+08:00`))

  before(async () => {
    city = await startCityInTime()
    stories = {
      needless: await apply(),
      refused: await apply(),
      denied: await apply(),
      ended: await apply(),
      long: await apply(),
    }
    const intake = await as('slg')
    await ok(act(intake, stories.needless, 'refuse', { reason: '备案即可', data: { ground: 'not-needed' } }))
    await ok(act(intake, stories.refused, 'refuse', { reason: '材料不齐，没有补正' }))
    await ok(act(intake, stories.ended, 'accept'))
    const basis = '某条例第十条（演示）'
    await ok(act(await as('jdg'), stories.ended, 'terminate', { reason: '申请人已经注销', basis }))
    await review(stories.denied)
    await ok(act(await as('jdg'), stories.denied, 'deny', { reason: '场所不符合规定' }))
    await live(stories.long)
  })
  after(() => city?.stop())

  async function apply(): Promise<string> {
    const agent = await as('shen.yangli')
    const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    const { body } = await agent.post('/applications', { itemId, onBehalfOf: await partyOf(agent, '测试餐饮店') })
    await agent.patch(`/applications/${body.id}`, { answers: foodAnswers, confirm: ['rules'] })
    await agent.upload('PUT', `/applications/${body.id}/materials/layout`, '平面图.pdf', layoutPdf)
    return (await ok(agent.post(`/applications/${body.id}/submit`, { consent: true }), 201)).caseId
  }

  async function review(caseId: string): Promise<void> {
    const seen = (await (await as('slg')).get(`/cases/${caseId}`)).body
    if (seen.status === 'submitted') await ok(act(await as('slg'), caseId, 'accept'))
    await ok(act(await as('shg'), caseId, 'propose', { reason: '请现场核查' }))
    await ok(act(await as('hcg1'), caseId, 'inspect', { data: siteCheck }))
    const next = (await (await as('shg')).get(`/cases/${caseId}`)).body
    if (next.may.some((may: { verb: string }) => may.verb === 'propose'))
      await ok(act(await as('shg'), caseId, 'propose', { reason: '核查完毕' }))
  }

  /** One application that everything happens to. */
  async function live(caseId: string): Promise<void> {
    const items = [{ kind: 'material', key: 'layout', message: '请补画洗手池' }]
    await ok(act(await as('slg'), caseId, 'request-correction', { items }))
    await later(1)
    const agent = await as('shen.yangli')
    await agent.upload('POST', `/cases/${caseId}/materials/layout`, '平面图2.pdf', layoutPdf)
    await ok(act(agent, caseId, 'correct'))
    await ok(act(await as('slg'), caseId, 'accept'))
    const special = { special: 'testing', basis: '某条例第八条（演示）', reason: '检测水质', days: 2 }
    await ok(proceed(await as('shg'), caseId, 'start-special', special))
    await later(1)
    await ok(proceed(await as('shg'), caseId, 'end-special', { result: '合格' }))
    await ok(act(await as('jdg'), caseId, 'suspend', { reason: '等法院判决', basis: '某条例第九条（演示）' }))
    await later(2)
    await ok(act(await as('jdg'), caseId, 'resume', { reason: '判决已经生效' }))
    await ok(proceed(await as('shg'), caseId, 'ask-extension', { days: 5, reason: '需要外省协查' }))
    await ok(proceed(await as('jz'), caseId, 'approve-extension'))
    await ok(proceed(await as('shg'), caseId, 'tell-hearing-right', { reason: '涉及相邻住户的重大利益' }))
    await later(1)
    await ok(proceed(await as('shen.yangli'), caseId, 'ask-hearing', { reason: '要求当面说明' }))
    const at = `${calendar.addWorkingDays(cityDate(city.now()), 7).date}T14:30:00+08:00`
    await ok(proceed(await as('shg'), caseId, 'call-hearing', { at, place: '二楼会议室', chair: '陆白露演示' }))
    await later(7)
    await city.goTo(new Date(at))
    await ok(proceed(await as('shg'), caseId, 'hold-hearing', { record: '申请人陈述。\n笔录经核对无误。' }))
    await ok(proceed(await as('shen.yangli'), caseId, 'sign-record'))
    await review(caseId)
    await ok(act(await as('jdg'), caseId, 'approve', { reason: '符合规定条件' }))
    await ok(proceed(await as('shen.yangli'), caseId, 'sign-for'))
  }

  async function fileOf(caseId: string): Promise<Map<string, Buffer>> {
    const known = archives.get(caseId)
    if (known) return known
    const owner = await as('shen.yangli')
    const asked = await ok(owner.post(`/cases/${caseId}/files`, { purpose: '自己保存' }), 202)
    await eventually(async () => {
      // Work that is put off by a moment is due by the story's clock.
      await city.goTo(new Date(city.now().getTime() + 2_000))
      const { body } = await owner.get(`/case-files/${asked.id}`)
      return body.state === 'ready' ? body : undefined
    })
    const { body } = await owner.get(`/case-files/${asked.id}/archive`)
    const found = new Map(readZip(body as unknown as Buffer).map((entry) => [entry.path, Buffer.from(entry.bytes)]))
    archives.set(caseId, found)
    return found
  }

  for (const { type, begins, of, article } of table)
    test(`${type} is numbered, sealed, kept, delivered, and in the case file`, async () => {
      const caseId = stories[of]
      const owner = await as('shen.yangli')
      const listed = (await owner.get(`/credentials?caseId=${caseId}&limit=100`)).body.items
      const row = listed.find((each: { type: { key: string } }) => each.type.key === type)
      assert.ok(row, `${type} is not among ${listed.map((each: { type: { key: string } }) => each.type.key)}`)
      assert.match(row.number, new RegExp(`^${begins}〔2\\d{3}〕第\\d{6}号$`), 'numbered')

      const { body: whole } = await owner.get(`/credentials/${row.id}`)
      assert.match(JSON.stringify(whole.credential.record), new RegExp(whole.credential.record.elements.caseNo))
      assert.ok(
        whole.credential.record.basis.some((each: string) => each.includes(article)),
        `${article} is not among ${whole.credential.record.basis}`,
      )
      const paper = await owner.get(`/credentials/${row.id}/pdf`)
      assert.equal(paper.status, 200, 'the applicant takes it away')
      const pdf = paper.body as unknown as Buffer
      assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
      assert.ok(pdf.includes('/ByteRange'), 'sealed')
      assert.equal((await (await as('wang.ceshi')).get(`/credentials/${row.id}/pdf`)).status, 404, 'nobody else does')
      assert.equal((await (await as('jdg')).get(`/credentials/${row.id}`)).status, 200, 'the office keeps it')

      const { body: checked } = await personAt(city.url).get(`/verifications/${whole.credential.record.verifyCode}`)
      assert.deepEqual([checked.genuine, checked.status], [true, 'valid'])

      const inFile = [...(await fileOf(caseId))].filter(([path]) => path.startsWith('credentials/'))
      assert.ok(
        inFile.some(([path, bytes]) => path.endsWith('.pdf') && bytes.equals(pdf)),
        'in the case file, the same bytes',
      )
    })

  test('what takes something from the applicant says by the data of the department who reviews it, and which court', async () => {
    const owner = await as('shen.yangli')
    for (const [of, type] of [
      ['refused', 'refusal-notice'],
      ['denied', 'denial-decision'],
      ['ended', 'termination-decision'],
    ] as const) {
      const { items } = (await owner.get(`/credentials?caseId=${stories[of]}&limit=100`)).body
      const row = items.find((each: { type: { key: string } }) => each.type.key === type)
      const { body } = await owner.get(`/credentials/${row.id}`)
      assert.match(body.credential.record.elements.remedies, /东莞市人民政府.*东莞市第一人民法院/)
      const { remedies } = (await owner.get(`/cases/${stories[of]}`)).body
      assert.deepEqual([remedies.reviewBody, remedies.court], ['东莞市人民政府', '东莞市第一人民法院'])
    }
    const admin = await as('admin')
    const from = cityDate(city.now())
    const { body: seen } = await admin.get('/departments/market-regulation')
    const { from: _, ...known } = seen.particulars[0]
    const entry = { ...known, reviewBody: '东莞市人民政府行政复议局（演示）', source: '机构改革方案（演示）' }
    assert.equal((await owner.put(`/departments/market-regulation/particulars/${from}`, entry)).status, 403)
    const past = await admin.put('/departments/market-regulation/particulars/2024-01-01', entry)
    assert.equal(past.body.code, 'organisations.past')
    const kept = await admin.put(`/departments/market-regulation/particulars/${from}`, entry)
    assert.equal(kept.body.remedies.reviewBody, entry.reviewBody, JSON.stringify(kept.body))
    await later(1)
    const next = await apply()
    await ok(act(await as('slg'), next, 'refuse', { reason: '材料不齐' }))
    const after = (await (await as('shen.yangli')).get(`/cases/${next}`)).body
    assert.equal(after.remedies.reviewBody, entry.reviewBody)
  })

  test('numbers of one kind rise without a gap', async () => {
    const owner = await as('shen.yangli')
    const numbers: number[] = []
    for (const caseId of Object.values(stories)) {
      const { items } = (await owner.get(`/credentials?caseId=${caseId}&limit=100`)).body
      for (const each of items)
        if (each.type.key === 'acceptance-notice') numbers.push(Number(/第(\d+)号/.exec(each.number)![1]))
    }
    numbers.sort((a, b) => a - b)
    assert.deepEqual(
      numbers,
      numbers.map((_, i) => numbers[0]! + i),
    )
  })

  test('the receipt of service lists what the applicant was given', async () => {
    const owner = await as('shen.yangli')
    const { items } = (await owner.get(`/credentials?caseId=${stories.long}&limit=100`)).body
    const receipt = items.find((each: { type: { key: string } }) => each.type.key === 'delivery-receipt')
    const { body } = await owner.get(`/credentials/${receipt.id}`)
    const said = JSON.stringify(body.credential.record.elements.papers)
    for (const name of ['受理通知书', '特别程序告知书', '听证笔录', '准予行政许可决定书'])
      assert.match(said, new RegExp(name))
    const decision = items.find((each: { type: { key: string } }) => each.type.key === 'grant-decision')
    const { body: grant } = await owner.get(`/credentials/${decision.id}`)
    assert.match(grant.credential.record.elements.hearing, /听证笔录（听录/, 'the decision rests on the record')
  })
})

async function ok(asking: ReturnType<Person['post']>, status = 200) {
  const answer = await asking
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  return answer.body
}
