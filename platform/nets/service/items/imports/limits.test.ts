import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseLimit } from './limits.ts'
import { noteRepairs } from './repairs.ts'

function read(text: string | undefined) {
  const { note, repairs } = noteRepairs()
  return { limit: parseLimit(text, 'limits.legal', note), repairs: repairs.map(({ repair }) => repair) }
}

test('a limit in the plain form needs no repair', () => {
  assert.deepEqual(read('20(工作日)'), { limit: { unit: 'working', days: 20 }, repairs: [] })
  assert.deepEqual(read('90(自然日)'), { limit: { unit: 'calendar', days: 90 }, repairs: [] })
  assert.deepEqual(read(undefined), { limit: undefined, repairs: [] })
})

test('any other wording that can be understood is noted and keeps its words', () => {
  const cases: [string, 'working' | 'calendar' | 'instant', number][] = [
    ['20个工作日', 'working', 20],
    ['30 天', 'calendar', 30],
    ['1(小时)', 'working', 1],
    ['20小时', 'working', 3],
    ['3个月', 'calendar', 90],
    ['三个月', 'calendar', 90],
    ['两年', 'calendar', 730],
    ['2周', 'calendar', 14],
    ['十五个工作日', 'working', 15],
    ['一百二十个工作日', 'working', 120],
    ['法定办结时限：20个工作日', 'working', 20],
    ['法定办结时限:二十个工作日（不含公示）', 'working', 20],
    ['即办', 'instant', 0],
    ['当场办结', 'instant', 0],
    ['承诺办结时限：即办件', 'instant', 0],
    ['0(工作日)', 'instant', 0],
  ]
  for (const [text, unit, days] of cases) {
    const { limit, repairs } = read(text)
    assert.deepEqual([limit?.unit, limit?.days], [unit, days], text)
    assert.ok(repairs.includes('limit-text-parsed'), text)
    assert.ok(limit?.text, text)
  }
})

test('full-width figures are read as half-width ones', () => {
  assert.deepEqual(read('２０（工作日）'), { limit: { unit: 'working', days: 20 }, repairs: ['full-width-made-half'] })
})

test('what is no limit gives none, and says so', () => {
  for (const text of ['按规定', '视情况', '工作日', '-5(工作日)天气', '99999(工作日)', '(工作日)20', '∞']) {
    const { limit, repairs } = read(text)
    if (limit) assert.ok(limit.days >= 0 && limit.days <= 3660, text)
    else assert.deepEqual(repairs.at(-1), 'limit-not-understood', text)
  }
  assert.equal(read('按规定').limit, undefined)
  assert.equal(read('99999(工作日)').limit, undefined)
})
