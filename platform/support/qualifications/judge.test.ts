import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileFeel } from '../rules/index.ts'
import { judge } from './judge.ts'
import { checkKind } from './pack-kind.ts'
import { mayCheck } from './policy.ts'

const told = { name: '要求', nameEn: 'Requirement', reason: '不符合', reasonEn: 'Not met', basis: '演示办法第一条' }
const check = {
  key: 'demo',
  requirements: [
    { ...told, key: 'licensed', from: ['licences'], met: 'count(licences[status = "valid"]) > 0' },
    { ...told, key: 'no-ban', from: ['bans'], met: 'count(bans[until >= today]) = 0', decisive: false },
  ],
}
const come = (said: Record<string, unknown>) => judge(check, said, '2026-11-23', compileFeel)
const states = (said: Record<string, unknown>) => come(said).findings.map(({ state }) => state)
const valid = [{ status: 'valid' }]

test('all met is yes; a decisive one unmet is no; another unmet is partly', () => {
  assert.equal(come({ licences: valid, bans: [] }).answer, 'yes')
  assert.equal(come({ licences: [{ status: 'revoked' }], bans: [] }).answer, 'no')
  assert.equal(come({ licences: valid, bans: [{ until: '2027-01-01' }] }).answer, 'partly')
  assert.equal(come({ licences: valid, bans: [{ until: '2026-11-22' }] }).answer, 'yes', 'a ban that is over')
})

test('a source that is silent disqualifies nobody, and an unmet decisive requirement stays no beside it', () => {
  assert.deepEqual(
    [come({ licences: null, bans: [] }).answer, states({ licences: null, bans: [] })],
    ['partly', ['unknown', 'met']],
  )
  assert.equal(come({ licences: [], bans: null }).answer, 'no')
})

test('a rule that says neither true nor false is a mistake of the pack, not an answer', () => {
  const wrong = { key: 'demo', requirements: [{ ...told, key: 'odd', from: ['bans'], met: '"perhaps"' }] }
  assert.throws(() => judge(wrong, { bans: [] }, '2026-11-23', compileFeel), /odd of demo/)
})

test('a pack whose example comes to something else, or that names a strange source, is refused', () => {
  const kind = checkKind(compileFeel)
  const declared = {
    ...{ key: 'demo', version: 1, name: '演示', nameEn: 'Demo', question: '能不能？', questionEn: 'May they?' },
    ...{ appliesTo: 'legal' as const, ground: 'duty' as const, basis: '演示办法第一条' },
    sources: { licences: { credential: 'demo' }, bans: { register: 'demo', by: 'id', fields: ['until'] } },
    requirements: check.requirements,
    examples: [
      { name: '有证', today: '2026-11-23', given: { licences: valid, bans: [] }, answer: 'yes' as const },
      { name: '没证', today: '2026-11-23', given: { licences: [], bans: [] }, answer: 'partly' as const },
    ],
  }
  assert.deepEqual(
    kind.check(declared).map(({ pointer, rule }) => [pointer, rule]),
    [['/examples/1', 'example']],
  )
  const strange = { ...declared, sources: { licences: { credential: 'demo' } } }
  assert.deepEqual(
    kind.check(strange).map(({ rule }) => rule),
    ['unknown-source'],
  )
})

test('handling posts, programs and the platform may ask; others may not', () => {
  const post = (role: 'reviewer' | 'item-manager') => ({
    ...{ id: 'p', role, departmentId: 'd', departmentName: '局', divisionCode: '441900000000' },
  })
  assert.equal(mayCheck({ kind: 'official', posts: [post('reviewer')] }), true)
  assert.equal(mayCheck({ kind: 'program', posts: [] }), true)
  assert.equal(mayCheck({ kind: 'official', posts: [post('item-manager')] }), false)
  assert.equal(mayCheck({ kind: 'citizen', posts: [] }), false)
  assert.equal(mayCheck({ kind: 'anonymous', posts: [] }), false)
})
