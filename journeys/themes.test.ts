import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { readGiven } from './examples.ts'
import { act, eventually, findItem, layoutPdf, partyOf } from './people.ts'

type Part = { key: string; caseId: string; status: string; outcome?: string }

/** Each theme with the offices at work on its parts: the first letters of those who sign in for them. */
const themes = [
  {
    pack: 'having-a-child',
    who: 'chen.yanshi',
    offices: { vaccination: 'wj', household: 'ga', insurance: 'yb', card: 'rs' },
  },
  { pack: 'retirement', who: 'chen.yanshi', offices: { pension: 'rs', medical: 'yb', fund: 'zj' } },
  { pack: 'second-hand-home', who: 'chen.yanshi', offices: { tax: 'ss', title: 'zr', water: 'sw' } },
  { pack: 'bereavement', who: 'chen.yanshi', offices: { household: 'ga', pension: 'rs', fund: 'zj' } },
  {
    pack: 'first-employee',
    who: 'shen.yangli',
    firm: '测试餐饮店',
    offices: { employment: 'rs', insurance: 'rs', medical: 'yb', fund: 'zj' },
  },
] as const

// D10: six themes made of data alone. Restaurant opening has a story of its own; here are the other five.
describe('themes of 一件事', () => {
  let city: City
  before(async () => {
    city = await startCity()
  })
  after(() => city.stop())

  const see = async (person: Person, caseId: string) => (await person.get(`/cases/${caseId}`)).body

  async function submit(person: Person, theme: (typeof themes)[number], change: Record<string, unknown> = {}) {
    const { example, item } = await readGiven(theme.pack, '1-all-granted')
    const started = await person.post('/applications', {
      itemId: await findItem(person, item.name),
      ...('firm' in theme ? { onBehalfOf: await partyOf(person, theme.firm) } : {}),
      situations: { ...example.given.situations, ...change },
    })
    assert.equal(started.status, 201, JSON.stringify(started.body))
    const path = `/applications/${started.body.id}`
    // Each office of the city itself: the town of the example has branches of its own.
    await person.patch(path, { answers: { ...example.given.answers, division: '441900003000' } })
    const { body } = await person.get(path)
    const confirm = body.materials.filter((need: { submission: string }) => need.submission === 'confirm')
    await person.patch(path, { answers: {}, confirm: confirm.map((need: { key: string }) => need.key) })
    for (const key of example.given.materials)
      await person.upload('PUT', `${path}/materials/${key}`, `${key}.pdf`, layoutPdf)
    const submitted = await person.post(`${path}/submit`, { consent: true })
    assert.equal(submitted.status, 201, JSON.stringify(submitted.body))
    return submitted.body.caseId as string
  }

  test('anybody sees six themes with their parts, who does each, and what is not always needed', async () => {
    const { status, body } = await personAt(city.url).get('/matters')
    assert.equal(status, 200)
    assert.equal(body.items.length, 6)
    const child = body.items.find((each: { name: string }) => each.name.startsWith('新生儿出生'))
    assert.deepEqual(
      child.parts.map(({ key, department, conditional }: Record<string, unknown>) => [key, department, conditional]),
      [
        ['vaccination', '东莞市卫生健康局', false],
        ['household', '东莞市公安局', false],
        ['insurance', '东莞市医疗保障局', false],
        ['card', '东莞市人力资源和社会保障局', true],
      ],
    )
    assert.deepEqual([child.uploads, child.free], [0, 3])
  })

  for (const theme of themes)
    test(`${theme.pack}: one form, a case with each office at once, one progress, one result`, async () => {
      const person = await signIn(city.url, theme.who)
      const whole = await submit(person, theme)
      const parts = (await see(person, whole)).parts as Part[]
      assert.deepEqual(
        parts.map(({ key }) => key),
        Object.keys(theme.offices),
      )
      for (const { key, caseId } of parts) {
        const office = (theme.offices as Record<string, string>)[key]
        const [slg, shg, jdg] = await Promise.all(
          ['slg', 'shg', 'jdg'].map((who) => signIn(city.url, `${office}.${who}`)),
        )
        await act(slg!, caseId, 'accept')
        await act(shg!, caseId, 'propose', { reason: '材料齐全，建议准予' })
        assert.equal((await act(jdg!, caseId, 'approve')).body.outcome, 'granted', key)
      }
      const done = await eventually(async () => {
        const body = await see(person, whole)
        return body.status === 'closed' ? body : undefined
      })
      assert.equal(done.outcome, 'granted')
      const { body: papers } = await person.get(`/credentials?caseId=${whole}&limit=50`)
      assert.ok(papers.items.some((each: { type: { key: string } }) => each.type.key === 'joint-result'))
    })

  test('what is not needed is no part, and a refused part of one that all hangs on takes the rest back', async () => {
    const person = await signIn(city.url, 'chen.yanshi')
    const home = themes[2]
    const whole = await submit(person, home, { water: 'no' })
    const parts = (await see(person, whole)).parts as Part[]
    assert.deepEqual(
      parts.map(({ key }) => key),
      ['tax', 'title'],
    )
    await act(await signIn(city.url, 'zr.slg'), parts[1]!.caseId, 'refuse', { reason: '房屋已被查封，不得转让' })
    const done = await eventually(async () => {
      const body = await see(person, whole)
      return body.status === 'closed' ? body : undefined
    })
    assert.equal(done.outcome, 'terminated')
    assert.deepEqual(
      (done.parts as Part[]).map(({ outcome }) => outcome),
      ['withdrawn', 'refused'],
    )
  })
})
