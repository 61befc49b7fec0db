import assert from 'node:assert/strict'
import { test } from 'node:test'
import { qrOutline } from './qr.ts'

test('a QR code is drawn as runs of dark cells, its three corners among them', () => {
  const { size, path } = qrOutline('https://city.example/verify/shown/x')
  const dark = Array.from({ length: size }, () => new Set<number>())
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let i = 0; i < Number(width); i++) dark[Number(y)]!.add(Number(x) + i)
  for (const [x, y] of [
    [0, 0],
    [size - 7, 0],
    [0, size - 7],
  ] as const) {
    for (let i = 0; i < 7; i++) assert.ok(dark[y]!.has(x + i) && dark[y + i]!.has(x), `${x} ${y}`)
    assert.ok(!dark[y + 1]!.has(x + 1) && dark[y + 3]!.has(x + 3))
  }
})
