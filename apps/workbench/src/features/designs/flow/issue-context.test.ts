import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contextOf, formulaOf } from './issue-context.ts'

test('what a licence is filled with is read as rows and written back as a formula', () => {
  const formula = '{keeper: answers.name, hives: if a = "x, }" then [1, 2] else max(3, 4), place: answers.division}'
  const context = contextOf(formula)
  assert.deepEqual(
    [...(context ?? [])],
    [
      ['keeper', 'answers.name'],
      ['hives', 'if a = "x, }" then [1, 2] else max(3, 4)'],
      ['place', 'answers.division'],
    ],
  )
  assert.equal(formulaOf(context ?? new Map()), formula)
  assert.deepEqual(contextOf(''), new Map())
  assert.deepEqual(contextOf('{}'), new Map())
  assert.equal(contextOf('context merge([a, b])'), undefined, 'another formula is left to those who write formulas')
})
