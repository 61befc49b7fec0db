import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PostRole } from '#kernel/actor.ts'
import { isWithinDivision } from '#kernel/codes/division-code.ts'
import type { WatchedCase } from '#support/cases/index.ts'
import { testDatabase } from '#testing/database.ts'
import { createSupervision, type SupervisionNeeds, supervisionModule } from './index.ts'
import { maySee, overseen, verbsFor } from './policy.ts'
import { factsOf } from './rules.ts'
import { insertNotice, listSteps } from './store.ts'

const supervisor = { watches: ['bureau'], answersFor: [] }
const office = { watches: [], answersFor: ['bureau'] }
const both = { watches: ['bureau'], answersFor: ['bureau'] }

test('a notice is seen by who watches over the office and by who answers for it, by nobody else', () => {
  assert.equal(maySee(supervisor, 'bureau'), true)
  assert.equal(maySee(office, 'bureau'), true)
  assert.equal(maySee(both, 'another'), false)
})

test('the supervisors of an overseeing department watch over every office of their place, other posts and other supervisors do not', () => {
  const places = new Map([
    ['bureau', '441900000000'],
    ['branch', '441900004000'],
    ['elsewhere', '440100000000'],
  ])
  const offices = {
    all: () => [...places.keys()],
    find: (id: string) => ({ divisionCode: places.get(id) ?? '' }),
    divisionWithin: isWithinDivision,
  }
  const post = (role: PostRole, departmentId: string) => [
    { id: 'post', role, departmentId, departmentName: '演示单位', divisionCode: '441900000000' },
  ]
  assert.deepEqual(overseen(post('supervisor', 'services'), ['services'], offices), ['bureau', 'branch'])
  assert.deepEqual(overseen(post('supervisor', 'bureau'), ['services'], offices), [])
  assert.deepEqual(overseen(post('decider', 'services'), ['services'], offices), [])
})

test('the office answers what was issued, the supervisor judges the answer, nobody judges their own', () => {
  const issued = { departmentId: 'bureau', state: 'issued' as const }
  const answered = { departmentId: 'bureau', state: 'answered' as const, answeredBy: 'li' }
  assert.deepEqual(verbsFor(office, issued, 'li'), ['answer'])
  assert.deepEqual(verbsFor(supervisor, issued, 'zhang'), [])
  assert.deepEqual(verbsFor(supervisor, answered, 'zhang'), ['accept', 'return'])
  assert.deepEqual(verbsFor(both, answered, 'li'), [])
  assert.deepEqual(verbsFor(both, { ...answered, state: 'accepted' }, 'zhang'), [])
})

test('a rule knows how long a case took or takes, and whether it is overdue by the city’s day', () => {
  const watched: WatchedCase = {
    ...{ id: 'c', no: '1', itemName: '事项', departmentId: 'bureau', department: '局', channel: 'portal' },
    ...{ status: 'accepted', outcome: null, automatic: false, closedAt: null, due: '2026-11-23' },
    ...{ submittedAt: new Date('2026-11-02T01:00:00Z'), returns: 1, corrections: 0, materials: 2 },
  }
  const evening = factsOf(watched, new Date('2026-11-23T15:59:00Z'))
  assert.deepEqual([evening.overdue, evening.days, evening.closed], [false, 21, false])
  assert.equal(factsOf(watched, new Date('2026-11-23T16:00:00Z')).overdue, true)
  const closed = factsOf({ ...watched, closedAt: new Date('2026-11-02T01:03:00Z'), due: undefined }, new Date())
  assert.deepEqual([closed.closed, closed.minutes, closed.days], [true, 3, 0])
})

test('what was not answered in time is told once, by the day after', async () => {
  const { db, close } = await testDatabase([supervisionModule])
  try {
    let now = new Date('2026-12-03T02:00:00Z')
    const told: string[] = []
    const needs: Partial<SupervisionNeeds> = {
      ...{ db, clock: () => now, publish: async () => {}, appendLeaf: async () => {}, recordAudit: async () => {} },
      tell: async (_, { case_no }, what) => void told.push(`${case_no} ${what}`),
    }
    const service = createSupervision(needs as SupervisionNeeds)
    const id = crypto.randomUUID()
    await db.transaction().execute((tx) =>
      insertNotice(tx, {
        ...{
          realm: 'city',
          id,
          case_id: crypto.randomUUID(),
          case_no: '1',
          item_name: '事项',
          department_id: 'bureau',
        },
        ...{ department_name: '局', rule_key: null, rule_name: null, demand: '请说明情况', answer_days: 3 },
        ...{ due: '2026-12-03', state: 'issued', issued_by: crypto.randomUUID(), issued_name: '彭', issued_at: now },
      }),
    )
    await service.escalate('city')
    assert.deepEqual(told, [], 'its last day is not over')
    now = new Date('2026-12-03T16:00:00Z')
    await service.escalate('city')
    await service.escalate('city')
    assert.deepEqual(told, ['1 late'])
    assert.deepEqual(
      (await listSteps(db, 'city', [id])).map(({ verb }) => verb),
      ['escalate'],
    )
  } finally {
    await close()
  }
})
