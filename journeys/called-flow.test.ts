import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import holidays from '../platform/kernel/working-days/holidays.json' with { type: 'json' }
import { cityDate, createCalendar } from '../platform/kernel/working-days.ts'
import { type CityInTime, startCityInTime } from './city-in-time.ts'
import { signIn } from './client.ts'
import { applyAs, liveThrough, openCast, readExample, type Told } from './examples.ts'
import { act, eventually } from './people.ts'

const calendar = createCalendar(holidays)
const told = await readExample('outdoor-advertising', '2b-review-not-held')
const acts = told.example.acts as { task?: string; timer?: string }[]
const part = (from: string, to: string): Told => {
  const place = (task: string) => acts.findIndex((each) => each.task === task)
  return { ...told, example: { ...told.example, acts: acts.slice(place(from), place(to) + 1) } }
}

// The expert review is a flow of its own that the approval calls: what goes wrong in it is heard in the case, and what ends the case ends it.
describe('a called flow beyond the usual way, over HTTP', () => {
  let city: CityInTime
  before(async () => {
    city = await startCityInTime()
  })
  after(() => city.stop())

  const as = (username: string) => signIn(city.url, username)
  const reviewer = () => as('cg.shg')
  const later = (days: number) =>
    city.goTo(new Date(`${calendar.addWorkingDays(cityDate(city.now()), days).date}T18:30:00+08:00`))
  const seen = async (caseId: string) => (await (await reviewer()).get(`/cases/${caseId}`)).body
  const tasksOf = async (caseId: string): Promise<string[]> =>
    (await seen(caseId)).tasks.map((each: { name: string }) => each.name)
  const waitsFor = (caseId: string, name: string) =>
    eventually(async () => ((await tasksOf(caseId)).includes(name) ? true : undefined))

  /** A large screen, looked at and signed by all, whose experts have been invited. */
  async function underReview(): Promise<string> {
    const cast = await openCast(city.url)
    const { person, opened } = await applyAs(cast, told)
    await liveThrough(cast, part('intake', 'expertReview/invite'), person, opened.caseId)
    assert.deepEqual(await tasksOf(opened.caseId), ['专家评审'])
    return opened.caseId
  }

  test('overdue it is urged beside it; too late it fails, what it began is undone, and the case goes on by hand', async () => {
    const caseId = await underReview()
    await later(10)
    await waitsFor(caseId, '督促评审')
    assert.ok((await tasksOf(caseId)).includes('专家评审'), 'an escalation stops nothing')
    const cast = await openCast(city.url)
    await liveThrough(cast, part('urge', 'urge'), await as('jin.yangli'), caseId)
    await later(10)
    await waitsFor(caseId, '通知专家取消评审')
    await liveThrough(
      await openCast(city.url),
      part('expertReview/dismiss', 'decision'),
      await as('jin.yangli'),
      caseId,
    )
    const body = await seen(caseId)
    assert.deepEqual([body.status, body.outcome], ['closed', 'granted'])
  })

  test('suspended, nobody acts in it and its working days wait; resumed it goes on where it was', async () => {
    const caseId = await underReview()
    const decider = await as('cg.jdg')
    const basis = '《中华人民共和国行政许可法》第四十五条'
    const paused = await act(decider, caseId, 'suspend', { basis, reason: '等待规划点位核定' })
    assert.equal(paused.status, 200, JSON.stringify(paused.body))
    await later(12)
    assert.deepEqual(
      (await seen(caseId)).may.filter(({ verb }: { verb: string }) => verb === 'inspect'),
      [],
    )
    assert.deepEqual(await tasksOf(caseId), ['专家评审'], 'no time runs out meanwhile')
    assert.equal((await act(await as('cg.jdg'), caseId, 'resume', { reason: '点位已核定' })).status, 200)
    assert.deepEqual(await tasksOf(caseId), ['专家评审'])
    assert.ok((await seen(caseId)).may.some(({ verb }: { verb: string }) => verb === 'inspect'))
  })

  test('withdrawn while it runs, it ends with the case and leaves no task and no timer', async () => {
    const caseId = await underReview()
    assert.equal((await act(await as('jin.yangli'), caseId, 'withdraw', { reason: '不设了' })).status, 200)
    const body = await seen(caseId)
    assert.deepEqual([body.status, body.outcome, body.tasks], ['closed', 'withdrawn', []])
    await later(21)
    assert.equal((await seen(caseId)).timeline.at(-1).verb, 'withdraw')
  })
})

describe('a typhoon warning reaches the checks that are under way, over HTTP', () => {
  let city: CityInTime
  before(async () => {
    city = await startCityInTime()
  })
  after(() => city.stop())

  test('one signal, and who checks sees to it that it is secured; the check goes on', async () => {
    const safety = await readExample('outdoor-advertising', '21-safety-rectified')
    const cast = await openCast(city.url)
    const { person, opened } = await applyAs(cast, safety)
    const [accept, ...rest] = safety.example.acts
    await liveThrough(cast, { ...safety, example: { acts: [accept] } }, person, opened.caseId)
    const officer = await signIn(city.url, 'cg.jdg')
    const sent = await officer.post('/signals', { name: 'typhoon-warning', data: { level: '橙色' } })
    assert.equal(sent.status, 202, JSON.stringify(sent.body))
    const inspector = await signIn(city.url, 'cg.hcg1')
    await eventually(async () => {
      const { body } = await inspector.get(`/cases/${opened.caseId}`)
      return body.tasks.some(({ name }: { name: string }) => name === '上门督促加固') || undefined
    })
    const stranger = await person.post('/signals', { name: 'typhoon-warning', data: {} })
    assert.equal(stranger.status, 403)
    await liveThrough(
      cast,
      { ...safety, example: { acts: [{ task: 'secure', verb: 'inspect' }, ...rest] } },
      person,
      opened.caseId,
    )
    const { body } = await person.get(`/cases/${opened.caseId}`)
    assert.deepEqual([body.status, body.outcome], ['closed', 'granted'])
  })
})
