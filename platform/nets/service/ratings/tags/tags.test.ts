import assert from 'node:assert/strict'
import { test } from 'node:test'
import { notOffered, type RatingTagList, tagsOffered } from './tags.ts'

const list: RatingTagList = {
  key: 'tags',
  version: 1,
  title: '标签',
  tags: [
    { text: '办得快', levels: [1, 2] },
    { text: '网页好用', levels: [1], channels: ['web'] },
    { text: '等得太久', levels: [4, 5], to: '2027-01-01' },
    { text: '排队太久', levels: [4, 5], from: '2027-01-01' },
  ],
}
const texts = (channel: 'web' | 'window', day: string) => tagsOffered([list], { channel, day }).map(({ text }) => text)

test('a phrase is offered by its channels in its days', () => {
  assert.deepEqual(texts('web', '2026-12-31'), ['办得快', '网页好用', '等得太久'])
  assert.deepEqual(texts('window', '2027-01-01'), ['办得快', '排队太久'])
})

test('a phrase counts at its levels only', () => {
  const offered = tagsOffered([list], { channel: 'web', day: '2026-12-31' })
  assert.deepEqual(notOffered(offered, { level: 1, tags: ['办得快'] }), [])
  assert.deepEqual(notOffered(offered, { level: 4, tags: ['办得快', '排队太久', '等得太久'] }), ['办得快', '排队太久'])
})
