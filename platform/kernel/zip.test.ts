import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readZip, type ZipEntry, zipOf } from './zip.ts'

const at = new Date('2026-11-23T01:02:04Z')
const text = (value: string) => new TextEncoder().encode(value)

async function archive(entries: ZipEntry[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of zipOf(entries, at)) parts.push(part)
  return Buffer.concat(parts)
}

test('what goes in comes out, under the names it had', async () => {
  const entries = [
    { path: 'manifest.json', bytes: text('{}') },
    { path: '材料/平面图.pdf', bytes: new Uint8Array([0, 255, 7]) },
    { path: 'empty', bytes: new Uint8Array() },
  ]
  const read = readZip(await archive(entries))
  assert.deepEqual(
    read.map(({ path, bytes }) => [path, [...bytes]]),
    entries.map(({ path, bytes }) => [path, [...bytes]]),
  )
})

test('the check value of the standard comes out: CRC-32 of 123456789', async () => {
  const bytes = Buffer.from(await archive([{ path: 'a', bytes: text('123456789') }]))
  assert.equal(bytes.readUInt32LE(14), 0xcbf43926)
})

test('any byte that is changed, cut off or put in between is noticed', async () => {
  const whole = await archive([
    { path: 'a', bytes: text('hello') },
    { path: 'b', bytes: text('there') },
  ])
  for (const at of [31, 35, 66]) {
    const changed = Uint8Array.from(whole)
    changed[at]! ^= 1
    assert.throws(() => readZip(changed), { code: 'zip.unreadable' })
  }
  assert.throws(() => readZip(whole.subarray(0, -3)), { code: 'zip.unreadable' })
  assert.throws(() => readZip(Buffer.concat([whole, text('x')])), { code: 'zip.unreadable' })
  assert.throws(() => readZip(text('PK')), { code: 'zip.unreadable' })
})
