import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentencesOf } from './sentences.ts'

const cut = (text: string, language = 'zh-CN') =>
  sentencesOf(text, language).map(({ from, to }) => text.slice(from, to))

test('a Chinese text is cut after its full stops, questions and exclamations', () => {
  assert.deepEqual(cut('先核对学历。您在东莞有房吗？ 有就选“是”！'), [
    '先核对学历。',
    '您在东莞有房吗？',
    '有就选“是”！',
  ])
})

test('an English text is cut between sentences and not at a decimal point', () => {
  assert.deepEqual(cut('The fee is 3.50 yuan. It takes two days.', 'en'), [
    'The fee is 3.50 yuan.',
    'It takes two days.',
  ])
})

test('white space around a sentence is not read, nor is what holds nothing to say', () => {
  assert.deepEqual(cut('\n  材料\n'), ['材料'])
  assert.deepEqual(cut(' · — '), [])
})
