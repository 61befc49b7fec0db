import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsOf } from './notice.ts'

const row = { title: '户籍地址', department_name: '蜂房登记处（演示）', case_no: 'DEMO-1' }
const ended = (outcome: 'granted' | 'denied' | 'withdrawn') =>
  wordsOf(row, { verb: 'inspect', status: 'closed', outcome })

test('a fact that stands is said to stand: nothing was applied for that could be refused', () => {
  const words = ended('denied')!
  assert.match(words.title, /“户籍地址”核实无误/)
  assert.match(words.body, /DEMO-1.*蜂房登记处（演示）的答复写明了理由.*继续办理/)
  assert.doesNotMatch(`${words.title}${words.body}`, /批准|申请/)
  assert.doesNotMatch(`${words.titleEn}${words.bodyEn}`, /granted|refused/i)
})

test('raised, corrected and withdrawn each have words of their own, and what is none of them leaves them to others', () => {
  assert.match(wordsOf(row, { verb: 'submit', status: 'accepted' })!.title, /已请蜂房登记处（演示）核实/)
  assert.match(ended('granted')!.title, /已经更正/)
  assert.match(ended('withdrawn')!.title, /已撤回/)
  assert.equal(wordsOf(row, { verb: 'inspect', status: 'reviewing' }), undefined)
})
