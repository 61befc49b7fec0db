import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import { createPublish } from '#ground/events.ts'
import { groundModule } from '#ground/ground.ts'
import { newId } from '#ground/ids.ts'
import { type Actor, type PostRole, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { testDatabase } from '#testing/database.ts'
import { calendarsModule, createCalendars } from './index.ts'

const { db, close } = await testDatabase([groundModule, calendarsModule])
after(close)

const realm = 'r'
const clock = () => new Date('2026-11-22T02:00:00Z')
const leaves: string[] = []
/** One process of the platform. */
const process = () =>
  createCalendars({
    db,
    clock,
    realm,
    publish: createPublish({ clock, newId }),
    departments: async () => [],
    shipped: holidays,
    appendLeaf: async (_tx, { subject }) => void leaves.push(subject),
    digest: (text) => createHash('sha256').update(text).digest(),
  })

const official = (role: PostRole): Actor => ({
  kind: 'official',
  realm,
  accountId: newId(),
  name: `${role}演示`,
  level: 'L3',
  posts: [{ id: newId(), role, departmentId: 'd', departmentName: '演示', divisionCode: '441900000000' }],
})
const notice = { years: { 2027: { off: ['2027-01-01'], work: [] } }, reason: '国务院办公厅通知（演示）' }
const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

test('an administrator puts in a notice: everybody counts by it, also in other processes, and it is in the ledger', async () => {
  const [here, there] = [process(), process()]
  assert.equal(here.calendar.version, holidays.version)

  const made = await here.replace(official('administrator'), notice)
  assert.deepEqual([made.no, made.version, made.current], [1, 'CN-2018-2027.2', true])
  assert.equal(here.calendar.addWorkingDays('2026-12-31', 1).date, '2027-01-04')
  assert.equal(there.calendar.addWorkingDays('2026-12-31', 1).date, '2027-01-01')
  await there.follow()
  assert.equal(there.calendar.addWorkingDays('2026-12-31', 1).date, '2027-01-04')
  assert.deepEqual(leaves, ['CN-2018-2027.2'])
})

test('versions are kept, the newest in force, the shipped one last', async () => {
  const calendars = process()
  await calendars.follow()
  await calendars.replace(systemActor(realm), {
    version: '2027年更正',
    years: { 2027: { off: ['2027-01-01', '2027-02-05'], work: [] } },
    reason: '更正',
  })
  const first = await calendars.list({ limit: 1 })
  assert.deepEqual(
    first.items.map(({ version, current }) => [version, current]),
    [['2027年更正', true]],
  )
  const rest = await calendars.list({ limit: 10, cursor: first.next! })
  assert.deepEqual(
    rest.items.map(({ version, current }) => [version, current]),
    [
      ['CN-2018-2027.2', false],
      [holidays.version, false],
    ],
  )
})

test('others may not, the same again is no change, and a used name is refused', async () => {
  const calendars = process()
  await calendars.follow()
  for (const role of [
    'intake',
    'reviewer',
    'decider',
    'supervisor',
    'auditor',
    'security-officer',
    'item-manager',
  ] as const)
    await assert.rejects(calendars.replace(official(role), notice), refusedAs('calendars.forbidden'))
  const administrator = official('administrator')
  const same = { years: { 2027: { off: ['2027-02-05', '2027-01-01'], work: [] } }, reason: '再来一次' }
  await assert.rejects(calendars.replace(administrator, same), refusedAs('calendars.same'))
  await assert.rejects(
    calendars.replace(administrator, { ...notice, version: 'CN-2018-2027.2' }),
    refusedAs('calendars.known-version'),
  )
  await assert.rejects(
    calendars.replace(administrator, { years: { 2027: { off: ['2027-13-01'], work: [] } }, reason: '错' }),
    refusedAs('calendars.bad-notice'),
  )
})
