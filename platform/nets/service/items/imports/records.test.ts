import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { Refusal } from '#kernel/errors.ts'
import { bounds, type FileRecord, readRecords } from './records.ts'

async function read(bytes: Buffer | string, limits = bounds): Promise<FileRecord[]> {
  const records: FileRecord[] = []
  for await (const record of readRecords(Readable.from([Buffer.from(bytes)]), limits)) records.push(record)
  return records
}
const outcome = (records: FileRecord[]) =>
  records.map((each) => (each.ok ? each.record : `${each.line} ${each.reason}`))
const isRefusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

test('JSON lines are read with BOM, CRs, blank lines and no last line break; what is no JSON is passed over', async () => {
  const text = '\ufeff{"a":1}\r\n\r\n{"a":\n[1]\nnull\n{"a":2}'
  assert.deepEqual(outcome(await read(text)), [{ a: 1 }, '3 not-json', [1], null, { a: 2 }])
})

test('the packing is told by the bytes, not by a name', async () => {
  assert.deepEqual(outcome(await read(gzipSync('{"a":1}\n{"a":2}\n'))), [{ a: 1 }, { a: 2 }])
})

test('CSV is read with BOM, quotes, line breaks within quotes; rows of another width are refused', async () => {
  const text = '\ufeffitem_code,name\r\nA-1,"甲,乙"\r\nA-2,"两\n行 ""引"""\r\nA-3\r\nA-4,丁,戊\r\n'
  assert.deepEqual(outcome(await read(text)), [
    { item_code: 'A-1', name: '甲,乙' },
    { item_code: 'A-2', name: '两\n行 "引"' },
    '5 columns-differ',
    '6 columns-differ',
  ])
})

test('a quote that is never closed does not swallow the rest of the file', async () => {
  const rows = Array.from({ length: 500 }, (_, i) => `A-${i},名${i}`)
  rows[3] = 'A-3,"名3'
  const records = await read(`item_code,name\n${rows.join('\n')}\n`)
  assert.ok(records.some((each) => !each.ok && each.reason === 'quotes-unbalanced'))
  assert.ok(records.filter((each) => each.ok).length >= 299)
})

test('a line that is not UTF-8 or too long is refused alone', async () => {
  const bytes = Buffer.concat([
    Buffer.from('{"a":1}\n'),
    Buffer.from([0x7b, 0xff, 0xfe, 0x0a]),
    Buffer.from(`{"a":"${'长'.repeat(2000)}"}\n{"a":2}\n`),
  ])
  const records = await read(bytes, { ...bounds, maxLineBytes: 1000 })
  assert.deepEqual(outcome(records), [{ a: 1 }, '2 not-utf-8', '3 line-too-long', { a: 2 }])
})

test('a zip bomb and a file past its bounds are refused', async () => {
  const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024, 0x20))
  await assert.rejects(read(bomb), isRefusal('items.file-too-large'))
  await assert.rejects(read('{"a":1}\n'.repeat(100), { ...bounds, maxBytes: 100 }), isRefusal('items.file-too-large'))
})

test('broken packing is refused after the rows before the break', async () => {
  const packed = gzipSync(Array.from({ length: 5000 }, (_, i) => `{"a":${i},"b":"${Math.sin(i)}"}`).join('\n'))
  const records: FileRecord[] = []
  await assert.rejects(async () => {
    for await (const record of readRecords(Readable.from([packed.subarray(0, packed.length - 2000)])))
      records.push(record)
  }, isRefusal('items.file-damaged'))
  assert.ok(records.length > 0)
})

test('an empty file has no records', async () => {
  assert.deepEqual(await read(''), [])
  assert.deepEqual(await read('\n\n'), [])
  assert.deepEqual(await read(gzipSync('')), [])
})

test('a large file passes through in little memory', async () => {
  const row = Buffer.from(`${JSON.stringify({ TASK_CODE: 'x', text: '文'.repeat(1000) })}\n`)
  const block = Buffer.concat(Array.from({ length: 300 }, () => row))
  const blocks = 120 // about 110 MB
  const source = Readable.from(
    (function* () {
      for (let i = 0; i < blocks; i++) yield block
    })(),
  )
  const before = process.memoryUsage().rss
  let count = 0
  let most = 0
  for await (const record of readRecords(source)) {
    if (record.ok && ++count % 3000 === 0) most = Math.max(most, process.memoryUsage().rss - before)
  }
  assert.equal(count, 300 * blocks)
  assert.ok(most < 90 * 1024 * 1024, `grew by ${Math.round(most / 1024 / 1024)} MB`)
})
