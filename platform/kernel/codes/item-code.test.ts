import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { parseItemCode } from './item-code.ts'
import { itemTypeName } from './item-code-tables.ts'

function findingsOf(text: string): string[] {
  const read = parseItemCode(text)
  assert.ok(read.ok)
  return read.value.findings.map((finding) => finding.rule)
}

test('a 31-digit task code in use is agency, level and 12-digit basic code', () => {
  assert.deepEqual(parseItemCode('11370800MB285591843370117002011'), {
    ok: true,
    value: {
      kind: 'task',
      code: '11370800MB285591843370117002011',
      basic: {
        generation: 2,
        code: '370117002011',
        source: '37',
        type: '01',
        sector: '17',
        main: '002',
        sub: '011',
      },
      creditCode: '11370800MB28559184',
      level: '3',
      findings: [],
    },
  })
  assert.deepEqual(findingsOf('12441500196720244T3442199806003'), [])
})

test('a handling item is a task code and two digits more', () => {
  const read = parseItemCode('11440000006939916J244013210000002')
  assert.ok(read.ok)
  assert.equal(read.value.kind, 'handling')
  assert.equal(read.value.handling, '02')
})

test('a first-generation code is type, main and sub, its agency part is kept unread', () => {
  const basic = parseItemCode('XK00101001')
  assert.ok(basic.ok)
  assert.deepEqual(basic.value.basic, { generation: 1, code: 'XK00101001', type: 'XK', main: '00101', sub: '001' })
  const task = parseItemCode('XK0010100120000000000000')
  assert.ok(task.ok)
  assert.equal(task.value.kind, 'task')
  assert.equal(task.value.rest, '20000000000000')
  assert.deepEqual(findingsOf('XK0010100120000000000000'), ['item-code.rest'])
})

test('unknown segments are named, not refused', () => {
  assert.deepEqual(findingsOf('TE440000GD030003VV2442199766001'), ['item-code.credit-code'])
  assert.deepEqual(findingsOf('12441500196720244T8443399806003'), ['item-code.level', 'item-code.type'])
  assert.deepEqual(findingsOf('4421A9806003'), ['item-code.basic'])
})

test('other lengths and signs are refused', () => {
  for (const text of [
    '',
    '1234',
    '511A0138000000-511602000000-000-115113010833722043-1-00',
    '12441500196720244T34421998060',
  ]) {
    assert.equal(parseItemCode(text).ok, false)
  }
})

test('extension types have a name, undefined types have none', () => {
  assert.equal(itemTypeName('01'), '行政许可')
  assert.equal(itemTypeName('13'), '其他行政权力(扩展)')
  assert.equal(itemTypeName('21'), '公共服务(扩展)')
  assert.equal(itemTypeName('99'), undefined)
})

const ITEMS = new URL('../../../../shared/data/service-items/guangdong-zwfw-items.open.jsonl.gz', import.meta.url)
const noItems = !existsSync(ITEMS) && 'the service items of ../shared/data are not here'

test('every published Guangdong item is read, with findings only about two agencies', { skip: noItems }, () => {
  const lines = gunzipSync(readFileSync(ITEMS)).toString('utf8').trim().split('\n')
  const agencies = new Set<string>()
  for (const line of lines) {
    const read = parseItemCode((JSON.parse(line) as { TASK_CODE: string }).TASK_CODE)
    assert.ok(read.ok)
    assert.equal(read.value.basic.source, '44')
    for (const finding of read.value.findings) {
      assert.equal(finding.rule, 'item-code.credit-code')
      agencies.add(read.value.creditCode ?? '')
    }
  }
  assert.ok(lines.length > 1000)
  assert.ok(agencies.size <= 2)
})
