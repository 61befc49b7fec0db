import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blanksOf, faultsOf, fill } from './template.ts'

const texts = {
  zh: { body: '((name))，您的办件((no))已受理。((late??请尽快补正。))' },
  en: { body: 'Your case ((no)) is accepted, ((name)).((late?? Please hurry.))' },
}

test('the blanks of all languages are asked for once each', () => {
  assert.deepEqual(blanksOf(texts), ['name', 'no', 'late'])
})

test('blanks are filled in, and a conditional one shows its words only for yes', () => {
  const values = { name: '南瓜', no: 'A-1', late: false }
  assert.equal(fill(texts, 'zh', values).body, '南瓜，您的办件A-1已受理。')
  assert.equal(fill(texts, 'zh', { ...values, late: 'yes' }).body, '南瓜，您的办件A-1已受理。请尽快补正。')
  assert.equal(fill(texts, 'en', values).body, 'Your case A-1 is accepted, 南瓜.')
})

test('a list becomes lines, and what a value holds is never read as a blank', () => {
  assert.equal(fill({ zh: { body: '缺：((list))' } }, 'zh', { list: ['甲', '乙'] }).body, '缺：\n• 甲\n• 乙')
  assert.equal(fill({ zh: { body: '((a))' } }, 'zh', { a: '((b))' }).body, '((b))')
})

test('a language nobody wrote falls back to Chinese; a subject cannot smuggle in header lines', () => {
  const mail = { zh: { subject: '关于((no))', body: '正文' } }
  assert.deepEqual(fill(mail, 'en', { no: 'A\r\nBcc: x@example.com' }), {
    subject: '关于A Bcc: x@example.com',
    body: '正文',
  })
})

test('what is missing is refused by name', () => {
  assert.throws(() => fill(texts, 'zh', { name: '南瓜', late: false }), {
    code: 'messages.blank-left',
    message: 'Missing personalisation: no',
  })
})

test('a draft is refused at its place: no subject in an e-mail, one in a text message, half a blank', () => {
  const at = (faults: { pointer: string; rule: string }[]) => faults.map(({ pointer, rule }) => `${pointer} ${rule}`)
  assert.deepEqual(at(faultsOf('email', { zh: { body: '正文' } })), ['/texts/zh/subject required'])
  assert.deepEqual(at(faultsOf('sms', { zh: { subject: '题', body: '正文' } })), ['/texts/zh/subject not-here'])
  assert.deepEqual(at(faultsOf('sms', { zh: { body: '好((name)' } })), ['/texts/zh/body blank'])
  assert.deepEqual(faultsOf('sms', texts), [])
})
