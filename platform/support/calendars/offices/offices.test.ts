import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import { createPublish } from '#ground/events.ts'
import { groundModule } from '#ground/ground.ts'
import { newId } from '#ground/ids.ts'
import { type Actor, type PostRole, systemActor } from '#kernel/actor.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { testDatabase } from '#testing/database.ts'
import { calendarsModule, createCalendars } from '../index.ts'

const { db, close } = await testDatabase([groundModule, calendarsModule])
after(close)

const realm = 'r'
const clock = () => new Date('2026-11-22T02:00:00Z')
const leaves: string[] = []
const departments = [
  { id: 'city', name: '市政府', divisionCode: '441900000000' },
  { id: 'hall', name: '政务服务中心', parent: 'city', divisionCode: '441900000000' },
  { id: 'window', name: '不动产窗口', parent: 'hall', divisionCode: '441900004000' },
  { id: 'tax', name: '税务局', parent: 'city', divisionCode: '441900000000' },
]
/** One process of the platform. */
const process = () =>
  createCalendars({
    db,
    clock,
    realm,
    publish: createPublish({ clock, newId }),
    shipped: holidays,
    departments: async () => departments,
    appendLeaf: async (_tx, { subject }) => void leaves.push(subject),
    digest: (text) => createHash('sha256').update(text).digest(),
  })
const calendars = process()

const official = (role: PostRole, departmentId: string, divisionCode = '441900000000'): Actor => ({
  kind: 'official',
  realm,
  accountId: newId(),
  name: role,
  level: 'L3',
  posts: [{ id: newId(), role, departmentId, departmentName: departmentId, divisionCode }],
})
const saturdays = [{ from: '2026-11-01', week: { sat: { opens: '09:00', closes: '12:00' } } }]
const reason = '周六上午开门'

test('an administrator in whose place a department lies, and nobody else, puts in its days', async () => {
  const put = (actor: Actor) => calendars.offices.replaceOffice(actor, 'hall', { periods: saturdays, reason })
  for (const actor of [
    official('supervisor', 'hall'),
    official('administrator', 'hall', '441900004000'),
    official('decider', 'hall'),
    { ...official('administrator', 'hall'), kind: 'citizen' as const, posts: [] },
  ])
    await assert.rejects(put(actor), { code: 'calendars.office-forbidden' })
  await assert.rejects(calendars.offices.replaceOffice(systemActor(realm), 'nowhere', { periods: [], reason }), {
    code: 'calendars.office-missing',
  })
  const made = await put(official('administrator', 'city'))
  assert.deepEqual([made.no, made.reason, made.current], [1, '政务服务中心：周六上午开门', true])
  assert.deepEqual(leaves, [made.version])
  await assert.rejects(put(official('administrator', 'hall')), { code: 'calendars.same' })
})

test('departments below inherit them, others keep the city’s, and another process follows', async () => {
  const { items } = { items: await calendars.offices.listOffices() }
  assert.deepEqual(
    items.map(({ departmentId }) => departmentId),
    ['hall'],
  )
  const window = await calendars.offices.getOffice('window')
  assert.deepEqual([window.inheritedFrom, window.periods], ['政务服务中心', saturdays])
  assert.deepEqual((await calendars.offices.getOffice('tax')).periods, [])
  const other = process()
  await other.follow()
  for (const { calendarOf } of [calendars, other]) {
    assert.equal(calendarOf('window').addWorkingDays('2026-11-06', 1).date, '2026-11-07')
    assert.equal(calendarOf('tax').addWorkingDays('2026-11-06', 1).date, '2026-11-09')
  }
})

test('a new notice of holidays keeps them, and putting in none gives the department back to the office above', async () => {
  const years = { 2027: { off: ['2027-01-01'], work: [] } }
  await calendars.replace(systemActor(realm), { years, reason: '2027年放假安排' })
  assert.equal(calendars.calendarOf('hall').isWorkingDay('2026-11-28').working, true)
  await calendars.offices.replaceOffice(systemActor(realm), 'hall', { periods: [], reason: '周六不再开门' })
  assert.equal(calendars.calendarOf('hall').isWorkingDay('2026-11-28').working, false)
  assert.deepEqual(await calendars.offices.listOffices(), [])
})
