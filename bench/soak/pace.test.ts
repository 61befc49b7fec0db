import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPace } from './pace.ts'

test('so many begin in a second and no more, however many wait', async () => {
  const pace = createPace(100)
  const began = performance.now()
  await Promise.all(Array.from({ length: 21 }, pace))

  const seconds = (performance.now() - began) / 1000
  assert.ok(seconds >= 0.19, `${seconds} s`)
})

test('who is late does not catch up', async () => {
  const pace = createPace(100)
  await pace()
  await new Promise((resolve) => setTimeout(resolve, 100))
  const began = performance.now()
  for (let i = 0; i < 5; i++) await pace()

  assert.ok(performance.now() - began >= 38, 'four pauses of ten milliseconds')
})
