import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldCase } from './fold.ts'

test('changes in order make the row: set, replaced inside a tree, taken out', () => {
  const row = foldCase([
    { set: { '/status': 'submitted', '/state': { variables: { 'a/b': 1 }, tokens: [] } }, unset: [] },
    { set: { '/state/variables/c': 2, '/state/tokens': [7] }, unset: ['/state/variables/a~1b'] },
    { set: { '/status': 'accepted' }, unset: [] },
  ])
  assert.deepEqual(row, { status: 'accepted', state: { variables: { c: 2 }, tokens: [7] } })
})

test('changes are not shared with the row they made', () => {
  const change = { set: { '/state': { variables: {} } }, unset: [] }
  foldCase([change, { set: { '/state/variables/a': 1 }, unset: [] }])
  assert.deepEqual(change.set['/state'], { variables: {} })
})
