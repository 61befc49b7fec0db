import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { isWithinDivision } from '#kernel/codes/division-code.ts'
import { hoursOn, isOpenAt } from './hours.ts'
import { mayManage, mayPlan, postAt } from './policy.ts'
import { kilometresBetween, reachOf } from './reach.ts'

const hours = [
  { days: ['mon' as const, 'tue' as const], opens: '13:00', closes: '17:00' },
  { days: ['mon' as const, 'tue' as const], opens: '09:00', closes: '12:00' },
]
const calendar = { isWorkingDay: (date: string) => ({ working: !['2026-11-28', '2026-11-24'].includes(date) }) }

test('hours follow the week, days off close, and a worked Sunday is a Monday', () => {
  assert.deepEqual(hoursOn({ hours }, '2026-11-23', calendar)[0], { opens: '09:00', closes: '12:00' })
  assert.deepEqual(hoursOn({ hours }, '2026-11-24', calendar), [], 'a public holiday')
  assert.deepEqual(hoursOn({ hours }, '2026-11-25', calendar), [], 'a Wednesday')
  assert.equal(hoursOn({ hours }, '2026-11-29', calendar).length, 2, 'a worked Sunday')
  assert.deepEqual(hoursOn({ hours }, '2026-11-28', calendar), [], 'a Saturday')
  const always = [{ days: ['tue' as const], opens: '00:00', closes: '23:59', holidays: true }]
  assert.equal(hoursOn({ hours: always }, '2026-11-24', calendar).length, 1)
  const today = hoursOn({ hours }, '2026-11-23', calendar)
  assert.deepEqual(
    ['08:59', '09:00', '12:00', '16:59'].map((time) => isOpenAt(today, time)),
    [false, true, false, true],
  )
})

const reach = { minutes: 10, kilometresPerHour: 12, detour: 1, source: 'made up' }
const at = (name: string, longitude: number, population: number) => ({
  ...{ divisionCode: '441900004005', name, population, longitude, latitude: 0 },
})
const point = {
  ...{
    key: 'p',
    name: '某点',
    tier: 'town' as const,
    departmentId: 'd',
    divisionCode: '441900004000',
    address: '某某路1号',
  },
  ...{ longitude: 100, latitude: 0, hours: [], windows: [], items: [], usualMinutes: 1 },
}

test('a degree of the equator is 111.2 km', () => {
  assert.equal(kilometresBetween({ longitude: 0, latitude: 0 }, { longitude: 1, latitude: 0 }).toFixed(1), '111.2')
})

test('ten minutes at 12 km/h are two kilometres; proposals go where most people are helped', () => {
  // A thousandth of a degree is 111 m: 15 of them are 1.7 km, 50 are 5.6 km.
  const areas = [at('近', 100.015, 10), at('远一', 100.05, 5), at('远二', 100.06, 4), at('很远', 100.2, 6)]
  const found = reachOf({ areas, points: [point], reach })
  assert.deepEqual([found.population, found.within], [25, 10])
  assert.deepEqual(found.areas.map(({ name, within }) => [name, within])[0], ['很远', false])
  assert.deepEqual(
    found.proposals.map(({ name, gains }) => [name, gains]),
    [
      ['远一', 9],
      ['很远', 6],
    ],
  )
})

function official(role: PostRole, departmentId: string, divisionCode: string): Actor {
  const posts = [{ id: 'p', role, departmentId, departmentName: departmentId, divisionCode }]
  return { kind: 'official', realm: 'r', accountId: role, name: role, level: 'L3', posts }
}
const tree = { departmentWithin: (one: string, other: string) => one === other, divisionWithin: isWithinDivision }
const hall = { departmentId: 'services', divisionCode: '441900004000' }
const city = '441900000000'

test('any bureau’s intake sits at the windows of its place, nobody else', () => {
  assert.ok(postAt(official('intake', 'police', city), hall, tree))
  assert.ok(postAt(official('intake', 'police', '441900004000'), hall, tree))
  assert.ok(!postAt(official('intake', 'services', '441900003000'), hall, tree))
  assert.ok(!postAt(official('reviewer', 'services', city), hall, tree))
  assert.ok(!postAt({ ...official('intake', 'services', city), kind: 'citizen' }, hall, tree))
})

test('the supervisor of the office that runs a hall manages it, no other', () => {
  assert.ok(mayManage(official('supervisor', 'services', city), hall, tree))
  assert.ok(!mayManage(official('supervisor', 'police', city), hall, tree))
  assert.ok(!mayManage(official('supervisor', 'services', '441900003000'), hall, tree))
  assert.ok(!mayManage(official('intake', 'services', city), hall, tree))
})

test('supervisors, heads and keepers of items plan; windows do not', () => {
  for (const role of ['supervisor', 'head', 'item-manager'] as const) assert.ok(mayPlan(official(role, 'x', city)))
  for (const role of ['intake', 'auditor'] as const) assert.ok(!mayPlan(official(role, 'x', city)))
})
