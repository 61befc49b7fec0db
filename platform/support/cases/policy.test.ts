import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor, PostRole } from '#kernel/actor.ts'
import type { Case } from './case.ts'
import { mayExportCase } from './policy.ts'

const territory = {
  departmentWithin: (department: string, ancestor: string) => department === ancestor,
  divisionWithin: (division: string, ancestor: string) => division.startsWith(ancestor.replace(/0+$/, '')),
}
const current = {
  party: { partyId: 'p' },
  item: { departmentId: 'bees' },
  divisionCode: '441900004000',
} as Case

const official = (role: PostRole, departmentId = 'bees', divisionCode = '441900000000'): Actor => ({
  kind: 'official',
  realm: 'r',
  accountId: role,
  name: role,
  level: 'L3',
  posts: [{ id: 'x', role, departmentId, departmentName: departmentId, divisionCode }],
})
const citizen: Actor = { kind: 'citizen', realm: 'r', accountId: 'c', name: 'c', level: 'L3', posts: [] }
const may = (actor: Actor, parties: string[] = []) => mayExportCase(actor, current, parties, territory)

test('reviewers, deciders and supervisors whose posts reach it take a case file away', () => {
  for (const role of ['reviewer', 'decider', 'supervisor'] as const) assert.ok(may(official(role)), role)
})

test('window staff, administrators, other offices and other places do not', () => {
  for (const role of ['intake', 'inspector', 'item-manager', 'administrator', 'security-officer', 'auditor'] as const)
    assert.ok(!may(official(role)), role)
  assert.ok(!may(official('decider', 'fish')))
  assert.ok(!may(official('decider', 'bees', '441900003000')))
})

test('the applicant takes their own away, and nobody else’s', () => {
  assert.ok(may(citizen, ['p']))
  assert.ok(!may(citizen, ['q']))
})
