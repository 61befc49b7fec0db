import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { type CityInTime, startCityInTime } from './city-in-time.ts'
import { type Person, personAt, signIn } from './client.ts'
import { applyAs, liveThrough, openCast, readExample } from './examples.ts'
import { act, eventually } from './people.ts'
import { openProgram } from './program.ts'

// Whose file it is: a restaurant with a penalty; its legal representative li.xugou; the office is market regulation.
const restaurant = { number: '92441900MADEM0038W', name: '东莞市演示餐厅（演示）' }
const builder = { number: '91441900MADEM0118K', name: '东莞市测试建筑工程有限公司（演示）' }
const day = 86_400_000

/** 社会信用 over HTTP: facts, lists with notice and answer, the one call, objections, repairs, watches, the public pages. */
describe('credit', () => {
  let city: CityInTime
  let who: Record<'firm' | 'reviewer' | 'decider' | 'intake' | 'other' | 'stranger', Person>
  let partyId: string

  before(async () => {
    city = await startCityInTime()
    const names = { firm: 'li.xugou', reviewer: 'shg', decider: 'jdg', intake: 'slg', other: 'rs.jdg' }
    const signed = await Promise.all(
      Object.entries(names).map(async ([key, name]) => [key, await signIn(city.url, name)] as const),
    )
    who = { ...(Object.fromEntries(signed) as typeof who), stranger: personAt(city.url) }
    const { body } = await who.firm.get('/me')
    partyId = body.mayActFor.find(({ name }: { name: string }) => name.includes('演示餐厅')).partyId
  })
  after(() => city?.stop())

  const ownFile = async () => (await who.firm.get(`/me/credit?partyId=${partyId}`)).body
  const consult = (business = 'permit', number = restaurant.number) =>
    who.intake.post('/credit/consultations', {
      number,
      business,
      purpose: '食品经营许可受理审查',
      basis: '《食品安全法》第三十五条',
    })
  const graded = (grade: string) =>
    eventually(async () => {
      const { score } = await ownFile()
      return score?.grade === grade ? score : undefined
    })

  test('what is published is found by a part of the name or of the document number, and nothing else comes', async () => {
    const found = async (q: string) =>
      (await who.stranger.get(`/credit/publicity?kind=penalty&q=${encodeURIComponent(q)}`)).body.items
    for (const q of ['演示餐厅', '演示市监罚〔2026〕1号', restaurant.number]) {
      const items = await found(q)
      assert.ok(items.length > 0, q)
      assert.ok(
        items.every(({ code }: { code: string }) => code === restaurant.number),
        q,
      )
    }
    assert.deepEqual(await found('%%'), [])
    assert.deepEqual(await found('没有这个名字'), [])
  })

  test('a party gets its report as a sealed paper that anybody verifies, on the portal and at the counter', async () => {
    const own = await who.firm.post('/me/credit/reports', { partyId, purpose: '参加投标' })
    assert.equal(own.status, 201, JSON.stringify(own.body))
    const { body: paper } = await who.firm.get(`/credentials/${own.body.id}`)
    const text = JSON.stringify(paper)
    for (const said of ['参加投标', '演示市监罚〔2026〕1号', restaurant.number]) assert.ok(text.includes(said), said)
    const verified = await eventually(async () => {
      const { body } = await who.stranger.get(`/verifications/${paper.credential.record.verifyCode}`)
      return body.genuine ? body : undefined
    })
    assert.equal(verified.status, 'valid')

    const ask = { ...restaurant, purpose: '窗口代本人打印', basis: '本人申请' }
    const counter = await who.intake.post('/credit/reports', ask)
    assert.equal(counter.status, 201, JSON.stringify(counter.body))
    assert.notEqual(counter.body.number, own.body.number)
    // It lies in the party's wallet too.
    assert.equal((await who.firm.get(`/credentials/${counter.body.id}`)).status, 200)

    // Nobody gets a report of a firm they do not act for, and another citizen opens none.
    const citizen = await signIn(city.url, 'zhao.ceshi')
    assert.equal((await citizen.post('/me/credit/reports', { partyId, purpose: '好奇' })).status, 404)
    assert.equal((await citizen.post('/credit/reports', ask)).status, 403)
    assert.equal((await citizen.get(`/credentials/${own.body.id}`)).status, 404)
  })

  test('everybody finds a firm by name or code, and reads its penalties in the elements of the national table', async () => {
    const { body: found } = await who.stranger.get(`/credit/entities?q=${encodeURIComponent('演示餐厅')}`)
    assert.deepEqual(
      found.items.map((each: { number: string }) => each.number),
      [restaurant.number],
    )
    const { body: file } = await who.stranger.get(`/credit/entities/${restaurant.number}`)
    assert.deepEqual(file.facts.map((fact: { kind: string }) => fact.kind).sort(), ['admin-penalty', 'late-report'])
    const elements = Object.fromEntries(
      file.publicity[0].elements.map(({ name, value }: { name: string; value: string }) => [name, value]),
    )
    assert.equal(elements.行政处罚决定书文号, '演示市监罚〔2026〕1号')
    assert.match(elements.处罚机关统一社会信用代码, /^11441900/)
    const { body: figures } = await who.stranger.get('/credit/figures')
    assert.ok(figures.publicity.find(({ kind }: { kind: string }) => kind === 'penalty').count >= 2)
    assert.ok(figures.stories.length > 0)
    // Persons are not for everybody, by no road.
    assert.equal((await who.stranger.get('/credit/entities/99990019950808002X')).status, 404)
    assert.deepEqual((await who.stranger.get(`/credit/entities?q=${encodeURIComponent('王测试')}`)).body.items, [])
  })

  test('one call says what applies, and who is asked about sees who looked and why', async () => {
    const refused = await who.stranger.post('/credit/consultations', {})
    assert.ok(refused.status >= 400)
    const { status, body } = await consult()
    assert.equal(status, 201, JSON.stringify(body))
    assert.deepEqual([body.known, body.lists.length, body.duties.length], [true, 0, 0])
    assert.ok(
      body.facts.every(({ kind }: { kind: string }) => ['admin-penalty', 'promise-broken', 'honour'].includes(kind)),
    )
    const file = await ownFile()
    assert.equal(file.looks[0].purpose, '食品经营许可受理审查')
    assert.match(file.looks[0].reader, /市场监督管理局/)
    // A person finds the look in the log of all reads of their data.
    await who.intake.post('/credit/consultations', {
      number: '99990019950808002X',
      business: 'honours',
      purpose: '评先评优审查',
      basis: '评选办法',
    })
    const wang = await signIn(city.url, 'wang.ceshi')
    const { body: log } = await wang.get('/me/read-log?limit=20')
    assert.ok(
      log.items.some(({ purpose }: { purpose: string }) => purpose === '评先评优审查'),
      JSON.stringify(log),
    )
  })

  test('the same consultation sent again is answered again, and counted and shown once', async () => {
    const ask = { number: restaurant.number, business: 'permit', purpose: '重发一次', basis: '信用监管工作' }
    const key = randomUUID()
    const first = await who.intake.post('/credit/consultations', ask, { 'idempotency-key': key })
    const again = await who.intake.post('/credit/consultations', ask, { 'idempotency-key': key })
    assert.deepEqual([first.status, again.status, again.body], [201, 201, first.body])
    const { looks } = await ownFile()
    assert.equal(looks.filter(({ purpose }: { purpose: string }) => purpose === '重发一次').length, 1)
  })

  test('信易+: a holder shows a code, a partner learns that the benefit is due and nothing else, and reports back', async () => {
    const { benefits } = await eventually(async () => (await ownFile()).score)
    assert.ok(benefits.some(({ key }: { key: string }) => key === 'loan'))
    const developer = await signIn(city.url, 'shen.yangli')
    const programWith = (name: string, capability: string) =>
      openProgram(city.url, developer, { name, purpose: '核对信易+资格', capability })
    const bank = await programWith('样例银行系统（演示）', 'credit')
    const library = await programWith('样例图书馆系统（演示）', 'credit')
    const offer = async (benefit: string) => who.firm.post('/me/credit/benefit-codes', { benefit, partyId })
    assert.equal((await offer('no-such-benefit')).body.code, 'credit.no-benefit')
    const shown = await offer('loan')
    assert.equal(shown.status, 201, JSON.stringify(shown.body))
    const { code } = shown.body
    const items = await programWith('别的系统（演示）', 'items')
    assert.equal((await items.post('/credit/benefit-checks', { code })).body.code, 'capabilities.no-access')
    const { body: said } = await bank.post('/credit/benefit-checks', { code })
    assert.deepEqual(Object.keys(said).sort(), ['benefit', 'due', 'holder', 'name', 'nameEn', 'useId'])
    assert.deepEqual([said.due, said.holder], [true, restaurant.name])
    assert.equal((await bank.post('/credit/benefit-checks', { code })).body.code, 'credit.code-unknown')
    const report = { outcome: 'used', note: '授信已批' }
    assert.equal((await library.post(`/credit/benefit-uses/${said.useId}/report`, report)).status, 404)
    assert.equal((await bank.post(`/credit/benefit-uses/${said.useId}/report`, report)).status, 200)
    assert.equal((await bank.post(`/credit/benefit-uses/${said.useId}/report`, report)).status, 404)
    const { body: uses } = await who.firm.get(`/me/credit/benefit-uses?partyId=${partyId}`)
    assert.deepEqual([uses.items[0].partner, uses.items[0].outcome], ['样例银行系统（演示）', 'used'])
    const { body: counts } = await who.decider.get('/credit/benefit-uses')
    const [{ asked, due, used }] = counts.items
    assert.deepEqual([asked, due, used], [1, 1, 1])
    // A code is over after ten minutes.
    const late = await offer('loan')
    await city.goTo(new Date(city.now().getTime() + 11 * 60_000))
    const over = await who.intake.post('/credit/benefit-checks', { code: late.body.code })
    assert.deepEqual([over.status, over.body.code], [404, 'credit.code-unknown'])
  })

  test('a score is explained line by line and comes out the same again, and a trial says what would change it', async () => {
    const score = await eventually(async () => (await ownFile()).score)
    assert.equal(
      score.points,
      score.base + score.lines.reduce((sum: number, line: { points: number }) => sum + line.points, 0),
    )
    const { body: again } = await who.reviewer.get(`/credit/scores/${score.id}/replay`)
    assert.equal(again.same, true, JSON.stringify(again))
    const why = { purpose: '模型试算', basis: '信用监管工作' }
    const { body: tried } = await who.reviewer.post('/credit/trials', {
      ...{ number: restaurant.number, ...why },
      with: [{ kind: 'court-default', happenedOn: '2026-10-01' }],
    })
    assert.equal(tried.tried.points, tried.now.points - 150)
    assert.ok(tried.tried.grade >= 'C')
    assert.equal((await who.firm.post('/credit/trials', { number: restaurant.number, ...why })).status, 403)
  })

  test('a black list: notice, answer, weighed, decided by another, then measures are owed, reported, and late ones listed', async () => {
    const watched = await who.reviewer.post('/credit/watches', { ...restaurant, reason: '重点监管对象' })
    assert.equal(watched.status, 201, JSON.stringify(watched.body))
    const proposal = { ...restaurant, list: 'serious-breach', reason: '提供虚假材料取得许可，情节严重' }
    const { status, body: listing } = await who.reviewer.post('/credit/listings', proposal)
    assert.equal(status, 201, JSON.stringify(listing))
    assert.equal((await who.reviewer.post('/credit/listings', proposal)).body.code, 'credit.listed-already')
    // Not on the list before the decision.
    assert.deepEqual((await consult()).body.lists, [])
    const own = (await ownFile()).lists[0]
    assert.deepEqual([own.state, own.mayState], ['proposed', true])
    const statement = { statement: '材料由代办提供，我们不知情，愿意整改。' }
    assert.equal((await who.other.post(`/credit/listings/${own.id}/statement`, statement)).status, 403)
    const said = await who.firm.post(`/credit/listings/${own.id}/statement`, statement)
    assert.equal(said.status, 200, JSON.stringify(said.body))
    assert.equal(
      (await who.firm.post(`/credit/listings/${own.id}/statement`, statement)).body.code,
      'credit.state-closed',
    )
    await eventually(async () => {
      const { body } = await who.reviewer.get(`/cases/${listing.caseId}`)
      return body.may?.some(({ verb }: { verb: string }) => verb === 'inspect') ? true : undefined
    })
    const weighed = await act(who.reviewer, listing.caseId, 'inspect', {
      data: { result: 'unfounded', explanation: '材料由经营者签字确认，不知情的说法不成立' },
    })
    assert.equal(weighed.status, 200, JSON.stringify(weighed.body))
    const decided = await act(who.decider, listing.caseId, 'approve', { reason: '事实清楚，依据充分' })
    assert.equal(decided.status, 200, JSON.stringify(decided.body))

    const score = await graded('D')
    assert.equal(score.ceiling, 'D')
    const { body: warnings } = await who.reviewer.get('/credit/warnings?open=true')
    const warning = warnings.items.find(({ toGrade }: { toGrade: string }) => toGrade === 'D')
    assert.ok(warning, JSON.stringify(warnings))
    const handled = await who.reviewer.post(`/credit/warnings/${warning.id}/handling`, {
      how: '列入下月双随机重点对象',
    })
    assert.equal(handled.status, 200, JSON.stringify(handled.body))

    const { body: applies } = await consult()
    assert.deepEqual([applies.grade, applies.lists[0].list], ['D', 'serious-breach'])
    assert.deepEqual(
      applies.duties.map(({ measure }: { measure: string }) => measure),
      ['strict-supervision', 'no-promise'],
    )
    const [first, second] = applies.duties
    const report = { applied: true, how: '本件改按一般程序办理' }
    assert.equal((await who.other.post(`/credit/duties/${first.id}/report`, report)).status, 404)
    assert.equal((await who.intake.post(`/credit/duties/${first.id}/report`, report)).status, 200)
    assert.equal(
      (await who.intake.post(`/credit/duties/${first.id}/report`, report)).body.code,
      'credit.reported-already',
    )
    await city.goTo(new Date(city.now().getTime() + 20 * day))
    who = {
      ...who,
      intake: await signIn(city.url, 'slg'),
      firm: await signIn(city.url, 'li.xugou'),
      reviewer: await signIn(city.url, 'shg'),
      decider: await signIn(city.url, 'jdg'),
    }
    const { body: late } = await who.intake.get('/credit/duties?state=late')
    assert.deepEqual(
      late.items.map(({ id }: { id: string }) => id),
      [second.id],
    )
    // On the public list, with its basis; another business has other measures.
    const { body: shown } = await who.stranger.get('/credit/lists?colour=black')
    assert.ok(shown.items.some(({ entity }: { entity: { number: string } }) => entity.number === restaurant.number))
    assert.deepEqual(
      (await consult('honours')).body.duties.map(({ measure }: { measure: string }) => measure),
      ['no-honour'],
    )
  })

  test('an objection marks the fact, the source office finds it wrong, and it is gone from file, score and public page', async () => {
    const fact = (await ownFile()).facts.find(({ kind }: { kind: string }) => kind === 'late-report')
    const ask = { kind: 'objection', about: 'fact', aboutId: fact.id, statement: '年报当年已经报送，有回执' }
    assert.equal((await who.decider.post('/me/credit/requests', ask)).status, 403)
    const { status, body: request } = await who.firm.post('/me/credit/requests', ask)
    assert.equal(status, 201, JSON.stringify(request))
    assert.equal((await who.firm.post('/me/credit/requests', ask)).body.code, 'credit.open-already')
    const marked = (await consult('supervision')).body.facts.find(({ id }: { id: string }) => id === fact.id)
    assert.equal(marked.contested, true)
    const done = await act(who.reviewer, request.caseId, 'inspect', {
      data: { result: 'wrong', explanation: '年报系统有报送记录' },
    })
    assert.equal(done.status, 200, JSON.stringify(done.body))
    const after = await ownFile()
    assert.deepEqual(
      [after.facts.find(({ id }: { id: string }) => id === fact.id).state, after.requests[0].state],
      ['withdrawn', 'granted'],
    )
    const { body: shown } = await who.stranger.get(`/credit/entities/${restaurant.number}`)
    assert.deepEqual(
      shown.facts.map(({ kind }: { kind: string }) => kind),
      ['admin-penalty'],
    )
  })

  test('a penalty made good is repaired by two people, and not before its time', async () => {
    const fact = (await ownFile()).facts.find(({ kind }: { kind: string }) => kind === 'admin-penalty')
    const listing = (await ownFile()).lists.find(({ state }: { state: string }) => state === 'listed')
    const ask = { kind: 'repair', about: 'listing', aboutId: listing.id, statement: '已经整改' }
    const early = await who.firm.post('/me/credit/requests', ask)
    assert.equal(early.body.code, 'credit.not-repairable', JSON.stringify(early.body))
    const { body: request } = await who.firm.post('/me/credit/requests', {
      kind: 'repair',
      about: 'fact',
      aboutId: fact.id,
      statement: '罚款已缴，问题已改正',
    })
    const checked = await act(who.reviewer, request.caseId, 'inspect', {
      data: { result: 'fulfilled', explanation: '现场核实已改正' },
    })
    assert.equal(checked.status, 200, JSON.stringify(checked.body))
    assert.equal((await act(who.decider, request.caseId, 'approve', { reason: '符合修复条件' })).status, 200)
    const file = await ownFile()
    assert.equal(file.facts.find(({ id }: { id: string }) => id === fact.id).state, 'repaired')
    const { body: shown } = await who.stranger.get(`/credit/entities/${restaurant.number}`)
    assert.deepEqual([shown.facts, shown.publicity], [[], []])
  })

  test('a licence granted to a firm is shown to everybody within seven working days, in the national elements', async () => {
    const cast = await openCast(city.url)
    const told = await readExample('public-place-hygiene', '1-promise')
    const { person, opened } = await applyAs(cast, told)
    if (opened.outcome !== 'granted') await liveThrough(cast, told, person, opened.caseId)
    const shown = await eventually(async () => {
      const { body } = await who.stranger.get('/credit/publicity?kind=permit')
      return body.items.find(({ name }: { name: string }) => name.includes('测试美发店'))
    })
    const said = Object.fromEntries(
      shown.elements.map(({ name, value }: { name: string; value: string }) => [name, value]),
    )
    assert.equal(shown.late, false)
    assert.equal(said['行政相对人代码（统一社会信用代码）'], '92441900MADEM00970')
    assert.match(said.许可机关统一社会信用代码, /^11441900/)
    assert.ok(said.许可编号 && said.许可决定日期, JSON.stringify(said))
  })

  test('facts come by hand and by file, with a report of what was refused; the same document is one fact', async () => {
    const fact = {
      ...builder,
      kind: 'honour',
      title: '抢险先进集体',
      reference: '演示表彰〔2026〕9号',
      happenedOn: '2026-08-01',
      details: { by: '演示机关' },
    }
    assert.equal((await who.reviewer.post('/credit/facts', fact)).status, 201)
    assert.equal((await who.reviewer.post('/credit/facts', fact)).status, 200)
    assert.equal((await who.intake.post('/credit/facts', fact)).status, 403)
    const missing = await who.reviewer.post('/credit/facts', { ...fact, reference: '另一号', details: {} })
    assert.deepEqual([missing.body.code, missing.body.errors[0].pointer], ['credit.bad-fact', '/details/by'])
    const csv = [
      'number,name,kind,title,reference,happened_on,by',
      `${builder.number},${builder.name},honour,又一项,演示表彰〔2026〕10号,2026-08-02,演示机关`,
      `${builder.number},${builder.name},honour,抢险先进集体,演示表彰〔2026〕9号,2026-08-01,演示机关`,
      '91441900MADEM0118X,写错的代码,honour,标题,文号,2026-08-02,演示机关',
      `${builder.number},${builder.name},honour,没有日期,文号2,,演示机关`,
    ].join('\n')
    const { body: report } = await who.reviewer.post('/credit/facts/import', { csv })
    assert.deepEqual(
      [report.rows, report.added, report.same, report.refused.map(({ line }: { line: number }) => line)],
      [4, 1, 1, [4, 5]],
    )
    assert.equal(
      (await who.reviewer.post('/credit/facts/import', { csv: 'a,b,c\n1,2,3\n4,5,6' })).body.code,
      'credit.bad-file',
    )
  })

  test('a file is opened for a purpose only by whose work it is', async () => {
    const input = { number: builder.number, purpose: '评标资格审查', basis: '《招标投标法》第十八条' }
    const { status, body } = await who.reviewer.post('/credit/files', input)
    assert.equal(status, 200, JSON.stringify(body))
    assert.ok(body.facts.length >= 3)
    assert.equal((await who.firm.post('/credit/files', input)).status, 403)
    assert.equal((await (await signIn(city.url, 'admin')).post('/credit/files', input)).status, 403)
  })
  test('a listing is over with its last day: a day later nobody is shown it, and no measure is owed under it', async () => {
    const listing = (await ownFile()).lists.find(({ state }: { state: string }) => state === 'listed')
    const shown = async () =>
      (await who.stranger.get(`/credit/entities/${restaurant.number}`)).body.lists.map(({ id }: { id: string }) => id)
    assert.deepEqual(await shown(), [listing.id])
    const nextDay = new Date(Date.parse(`${listing.until}T00:00:00+08:00`) + day)
    await city.goTo(new Date(nextDay.getTime() - 60_000))
    assert.deepEqual(await shown(), [listing.id])
    await city.goTo(nextDay)
    assert.deepEqual(await shown(), [])
    const [firm, intake] = [await signIn(city.url, 'li.xugou'), await signIn(city.url, 'slg')]
    const { body: file } = await firm.get(`/me/credit?partyId=${partyId}`)
    assert.equal(file.lists.find(({ id }: { id: string }) => id === listing.id).state, 'expired')
    const { body: said } = await intake.post('/credit/consultations', {
      ...{ number: restaurant.number, business: 'permit', purpose: '期满以后', basis: '信用监管工作' },
    })
    assert.deepEqual([said.lists, said.duties], [[], []])
  })
})
