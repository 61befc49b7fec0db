import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { parquetReadObjects } from 'hyparquet'
import { featuresOf, fileOf } from './formats.ts'
import type { DatasetField } from './portal/contract.ts'

const fields: DatasetField[] = [
  { key: 'name', name: '名称', type: 'text', treatment: 'keep' },
  { key: 'size', name: '面积', type: 'number', treatment: 'keep' },
  { key: 'year', name: '年', type: 'integer', treatment: 'keep' },
  { key: 'open', name: '开放', type: 'boolean', treatment: 'keep' },
]
const rows = [
  { name: '=cmd|calc', size: 1.5, year: 2026, open: true },
  { name: '南城', size: null, year: null, open: null },
]
const table = { name: '测试/表', fields, rows }

/** The files of a ZIP by the lengths in its central directory. */
function unzip(bytes: Uint8Array): Map<string, string> {
  const buffer = Buffer.from(bytes)
  const files = new Map<string, string>()
  for (
    let at = buffer.indexOf('PK\x01\x02', 0, 'latin1');
    at >= 0;
    at = buffer.indexOf('PK\x01\x02', at + 4, 'latin1')
  ) {
    const name = buffer.toString('utf8', at + 46, at + 46 + buffer.readUInt16LE(at + 28))
    const local = buffer.readUInt32LE(at + 42)
    const from = local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28)
    const packed = buffer.subarray(from, from + buffer.readUInt32LE(at + 20))
    files.set(name, (buffer.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed).toString())
  }
  return files
}

test('a spreadsheet holds no formula, and the text of one is quoted', async () => {
  const { bytes } = await fileOf(table, 'xlsx', true)
  const files = unzip(bytes)
  const sheet = files.get('xl/worksheets/sheet1.xml')!
  assert.ok(sheet && !/<f[ >]/.test(sheet))
  assert.ok([...files.values()].some((text) => /'=cmd\|calc|&apos;=cmd\|calc|&#39;=cmd\|calc/.test(text)))
  const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode((await fileOf(table, 'csv', true)).bytes)
  assert.ok(csv.startsWith('\ufeff"名称"') && csv.includes(`"'=cmd|calc"`))
})

test('Parquet keeps types and what is not there', async () => {
  const { bytes } = await fileOf(table, 'parquet', true)
  const read = await parquetReadObjects({ file: bytes.slice().buffer })
  assert.deepEqual(read, [
    { name: '=cmd|calc', size: 1.5, year: 2026n, open: true },
    { name: '南城', size: null, year: null, open: null },
  ])
})

test('a row without coordinates is a feature without geometry', () => {
  const place = { longitude: 'x', latitude: 'y' }
  const { features } = featuresOf({
    place,
    rows: [
      { x: 113.7, y: 23 },
      { x: null, y: 23 },
    ],
  })
  assert.deepEqual(
    features.map(({ geometry }) => geometry),
    [{ type: 'Point', coordinates: [113.7, 23] }, null],
  )
})
