import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClockWatch } from './clock-watch.ts'

function watched() {
  const time = { wall: 1_000_000, steady: 0 }
  const pass = (millis: number) => {
    time.wall += millis
    time.steady += millis
  }
  return { time, pass, watch: createClockWatch({ wall: () => time.wall, steady: () => time.steady }) }
}

test('time that passes, and the small steps of synchronisation, are no leap', () => {
  const { time, pass, watch } = watched()
  pass(3_600_000)
  time.wall += 2_000

  assert.equal(watch.look(), undefined)
  assert.equal(watch.off(), 0)
})

test('small steps add up: what drifts away is told when it is far', () => {
  const { time, watch } = watched()
  for (let step = 0; step < 3; step++) {
    time.wall += 2_000
    if (step < 2) assert.equal(watch.look(), undefined)
  }

  assert.deepEqual(watch.look(), { millis: 6_000 })
})

test('a clock set forward and back again is told twice, and stands where it was', () => {
  const { time, pass, watch } = watched()
  time.wall += 86_400_000
  pass(1_000)
  assert.deepEqual(watch.look(), { millis: 86_400_000 })
  assert.equal(watch.off(), 86_400_000)
  assert.equal(watch.look(), undefined, 'told once')

  time.wall -= 86_400_000
  assert.deepEqual(watch.look(), { millis: -86_400_000 })
  assert.equal(watch.off(), 0)
})
