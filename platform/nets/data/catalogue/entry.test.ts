import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { EntryContent } from './contract.ts'
import { codeOf, faultsOf, gradeOf, searchOf, verbsIn } from './entry.ts'

const item = { key: 'road_no', name: '路段号', type: 'text', class: 'place', grade: 1, pi: 'none' } as const
const sound: EntryContent = {
  name: '城市道路信息',
  classification: '209003000',
  abstract: '城市道路的路段、性质和竣工日期，全市范围。',
  keywords: ['道路'],
  format: 'database',
  cycle: 'monthly',
  items: [item],
  sharing: { type: 'unconditional' },
  opening: { type: 'unconditional' },
}
const pointers = (change: Partial<EntryContent>) => faultsOf({ ...sound, ...change }).map(({ pointer }) => pointer)

describe('entries of the data catalogue', () => {
  test('a sound entry has no faults, and its code is classification and number', () => {
    assert.deepEqual(faultsOf(sound), [])
    assert.equal(codeOf('307019000', 214), '307019000/000214')
  })

  test('a refusal to share names the law that forbids it, and nothing else names one', () => {
    const basis = { law: '演示法', article: '第一条' }
    assert.deepEqual(pointers({ sharing: { type: 'refused' }, opening: { type: 'closed' } }), ['/sharing/basis'])
    assert.deepEqual(pointers({ sharing: { type: 'refused', basis }, opening: { type: 'closed' } }), [])
    assert.deepEqual(pointers({ sharing: { type: 'unconditional', basis } }), ['/sharing/basis'])
    assert.deepEqual(pointers({ sharing: { type: 'refused', basis } }), ['/opening/type'])
  })

  test('conditions are said', () => {
    assert.deepEqual(pointers({ sharing: { type: 'conditional' } }), ['/sharing/condition'])
    assert.deepEqual(pointers({ opening: { type: 'conditional' } }), ['/opening/condition'])
  })

  test('fields are named once, sensitive ones are graded high, and none of these is opened unconditionally', () => {
    assert.deepEqual(pointers({ items: [] }), ['/items'])
    assert.deepEqual(pointers({ items: [item, item] }), ['/items/1/key'])
    assert.deepEqual(pointers({ items: [{ ...item, pi: 'sensitive', grade: 2 }] }), ['/items/0/grade', '/opening/type'])
    assert.deepEqual(pointers({ items: [{ ...item, grade: 2 }] }), ['/opening/type'])
    assert.equal(gradeOf({ items: [item, { ...item, grade: 3 }] }), 3)
  })

  test('search looks through names, keywords and fields in small letters', () => {
    for (const word of ['城市道路', 'road_no', '路段号']) assert.ok(searchOf(sound).includes(word), word)
  })
})

describe('who may do what with an entry', () => {
  const officer = { officer: true, manager: false, submittedIt: false }
  const manager = { officer: false, manager: true, submittedIt: false }
  const nobody = { officer: false, manager: false, submittedIt: false }
  const draft = { state: 'draft', live: false, mounted: false } as const
  const submitted = { state: 'submitted', live: false, mounted: false } as const
  const published = { state: 'published', live: true, mounted: true } as const

  test('its officer edits and submits a draft; a manager does not', () => {
    assert.deepEqual(verbsIn(draft, officer), ['edit', 'submit'])
    assert.deepEqual(verbsIn(draft, manager), [])
  })
  test('a manager reviews what others submitted; its officer does not, nor who submitted it', () => {
    assert.deepEqual(verbsIn(submitted, manager), ['return', 'publish'])
    assert.deepEqual(verbsIn(submitted, officer), [])
    assert.deepEqual(verbsIn(submitted, { officer: true, manager: true, submittedIt: true }), [])
  })
  test('its officer revises what is published, a manager withdraws it, both test its mount', () => {
    assert.deepEqual(verbsIn(published, officer), ['revise', 'test-mount'])
    assert.deepEqual(verbsIn(published, manager), ['withdraw', 'test-mount'])
  })
  test('others do nothing', () => {
    for (const state of [draft, submitted, published]) assert.deepEqual(verbsIn(state, nobody), [])
  })
})
