import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { mayDecideAppeal, mayHandle, mayKnowCase, mayRecordService, maySeeRating } from './policy.ts'

const city = '441900000000'
const town = '441900004000'
const tree: Record<string, string> = { branch: 'bureau', bureau: 'city', services: 'city', other: 'city' }
const territory = {
  departmentWithin(department: string, ancestor: string): boolean {
    for (let at: string | undefined = department; at; at = tree[at]) if (at === ancestor) return true
    return false
  },
  divisionWithin: (division: string, ancestor: string) => division.startsWith(ancestor.replace(/0+$/, '')),
}
const branch = { departmentId: 'branch', divisionCode: town }

function official(role: PostRole, departmentId: string, divisionCode = city): Actor {
  const posts = [{ id: 'p', role, departmentId, departmentName: departmentId, divisionCode }]
  return { kind: 'official', realm: 'r', accountId: role, name: role, level: 'L3', posts }
}
const citizen: Actor = { ...official('intake', 'branch'), kind: 'citizen', posts: [] }

test('posts that work on cases see the ratings of their offices; others and other offices do not', () => {
  for (const role of ['intake', 'reviewer', 'inspector', 'decider', 'supervisor'] as const)
    assert.ok(maySeeRating(official(role, 'bureau'), branch, territory), role)
  for (const role of ['item-manager', 'administrator', 'security-officer', 'auditor'] as const)
    assert.ok(!maySeeRating(official(role, 'bureau'), branch, territory), role)
  assert.ok(!maySeeRating(official('decider', 'other'), branch, territory))
  assert.ok(!maySeeRating(official('decider', 'bureau', '441900003000'), branch, territory))
  assert.ok(!maySeeRating(citizen, branch, territory))
})

test('the department follows up, but not its window staff, and not another department', () => {
  for (const role of ['reviewer', 'decider', 'supervisor'] as const)
    assert.ok(mayHandle(official(role, 'branch', town), branch, territory), role)
  for (const role of ['intake', 'inspector'] as const)
    assert.ok(!mayHandle(official(role, 'branch', town), branch, territory), role)
  assert.ok(!mayHandle(official('decider', 'other'), branch, territory))
})

test('window staff learn whose rating it is only when it is settled', () => {
  assert.ok(!mayKnowCase(official('intake', 'branch', town), branch, territory, false))
  assert.ok(mayKnowCase(official('intake', 'branch', town), branch, territory, true))
  assert.ok(mayKnowCase(official('decider', 'branch', town), branch, territory, false))
  assert.ok(!mayKnowCase(official('intake', 'other'), branch, territory, true))
})

test('another body decides an appeal: never the department itself, nor one above it', () => {
  assert.ok(mayDecideAppeal(official('supervisor', 'services'), branch, territory, 'services'))
  assert.ok(!mayDecideAppeal(official('decider', 'services'), branch, territory, 'services'))
  assert.ok(!mayDecideAppeal(official('supervisor', 'bureau'), branch, territory, 'services'))
  assert.ok(!mayDecideAppeal(official('supervisor', 'services', '441900003000'), branch, territory, 'services'))
  const own = { departmentId: 'services', divisionCode: city }
  assert.ok(!mayDecideAppeal(official('supervisor', 'services'), own, territory, 'services'))
})

test('a service is recorded by the intake of its own office', () => {
  assert.ok(mayRecordService(official('intake', 'branch', town), branch, territory))
  assert.ok(!mayRecordService(official('intake', 'other'), branch, territory))
  assert.ok(!mayRecordService(official('decider', 'branch', town), branch, territory))
})
