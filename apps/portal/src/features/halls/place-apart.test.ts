import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeApart } from './place-apart.ts'

const spot = (longitude: number, latitude: number) => ({ longitude, latitude })

test('north is up, west is left, and what lies together is pushed apart', () => {
  const [north, south, twin] = placeApart([spot(113, 24), spot(114, 22), spot(114, 22)], 10)
  assert.ok(north!.top < south!.top && north!.left < south!.left)
  const [across, down] = [south!.left - twin!.left, (south!.top - twin!.top) * (2 / 3)]
  assert.ok(Math.hypot(across, down) > 5)
  for (const { left, top } of [north!, south!, twin!]) assert.ok(left >= 4 && left <= 96 && top >= 4 && top <= 96)
})

test('a town full of points in a corner keeps each mark whole', () => {
  const crowd = [
    [113.7518, 23.0207],
    [113.7826, 23.0325],
    [113.672, 22.816],
    [113.885, 22.936],
    [113.7452, 23.0146],
    [113.676, 22.824],
    [113.77, 23.042],
    [113.7302, 23.047],
  ].map(([longitude, latitude]) => spot(longitude!, latitude!))
  const places = placeApart(crowd, 11).map(({ left, top }) => ({ x: left, y: (top * 2) / 3 }))
  places.forEach((one, index) => {
    for (const other of places.slice(index + 1)) assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > 10.5)
  })
})

test('a single point has a place, too', () => {
  assert.equal(placeApart([spot(113, 23)], 10).length, 1)
})
