import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf } from './csv.ts'

test('cells are quoted, and no cell is a formula', () => {
  const text = csvOf(
    ['名称', 'n'],
    [
      ['他说"好"', '=1+1'],
      ['a,b\nc', '-5'],
    ],
  )
  assert.equal(text, '\ufeff"名称","n"\r\n"他说""好""","\'=1+1"\r\n"a,b\nc","\'-5"\r\n')
})
