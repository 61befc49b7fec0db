import assert from 'node:assert/strict'
import { test } from 'node:test'
import { postRoles } from '#kernel/actor.ts'
import { keepers, reaches, readers, verbsIn } from './policy.ts'

test('archivists file and hand over, and supervisors look', () => {
  assert.deepEqual([...keepers], ['archivist'])
  assert.deepEqual([...readers], ['archivist', 'supervisor'])
})

test('nobody else does either', () => {
  for (const role of postRoles.filter((each) => each !== 'archivist')) assert.ok(!keepers.includes(role), role)
  for (const role of postRoles.filter((each) => each !== 'archivist' && each !== 'supervisor'))
    assert.ok(!readers.includes(role), role)
})

test('a post reaches the files of its offices', () => assert.ok(reaches(['a', 'b'], { department_id: 'b' })))

test('and no file of another office', () => assert.ok(!reaches(['a', 'b'], { department_id: 'c' })))

test('what was refused may be sent again, and what the archive has is never touched', () => {
  assert.deepEqual(verbsIn('refused', true), ['file', 'send-again'])
  assert.deepEqual(verbsIn('accepted', true), [])
  assert.deepEqual(verbsIn('filed', false), ['file'], 'without an archive nothing is handed over')
})
