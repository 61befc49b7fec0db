import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Department, Particulars } from './contract.ts'
import { particularsOn, pathUp, remedyBodies } from './particulars.ts'

const department = (id: string, parent?: string): Department => ({
  id,
  name: id,
  code: '',
  divisionCode: '441900000000',
  government: id === 'city',
  demo: true,
  ...(parent ? { parent } : {}),
})
const tree = [department('city'), department('bees', 'city'), department('branch', 'bees'), department('tax')]
const said = (from: string, more: Partial<Particulars>): Particulars => ({
  from,
  name: '某机关',
  government: false,
  source: '三定方案',
  ...more,
})
const all = new Map<string, Particulars[]>([
  [
    'city',
    [said('2020-01-01', { name: '蜂城人民政府', government: true, reviewBody: '蜜省人民政府', court: '中级法院' })],
  ],
  [
    'bees',
    [
      said('2020-01-01', { name: '养蜂局', court: '第一法院' }),
      said('2027-01-01', { name: '养蜂和园林局', court: '第二法院' }),
    ],
  ],
  ['tax', [said('2020-01-01', { name: '税务局', reviewBody: '省税务局' })]],
])
const bodies = (id: string, day: string) => remedyBodies(pathUp(tree, id), all, day)

describe('where a decision is reviewed', () => {
  test('by the government above, unless the department’s own entry names another body', () => {
    assert.deepEqual(bodies('bees', '2026-11-22'), { reviewBody: '蜂城人民政府', court: '第一法院' })
    assert.deepEqual(bodies('tax', '2026-11-22'), { reviewBody: '省税务局' })
    assert.deepEqual(bodies('city', '2026-11-22'), { reviewBody: '蜜省人民政府', court: '中级法院' })
  })

  test('a branch goes by its bureau, and never by the court of the government', () => {
    assert.deepEqual(bodies('branch', '2026-11-22'), { reviewBody: '蜂城人民政府', court: '第一法院' })
  })

  test('a branch follows the body that its bureau names', () => {
    const named = new Map(all).set('bees', [said('2020-01-01', { reviewBody: '蜂城复议局' })])
    assert.equal(remedyBodies(pathUp(tree, 'branch'), named, '2026-11-22').reviewBody, '蜂城复议局')
  })

  test('by the entry in force on the day, and not at all before the first', () => {
    assert.equal(bodies('bees', '2027-01-01').court, '第二法院')
    assert.equal(particularsOn(all.get('bees')!, '2026-12-31')?.name, '养蜂局')
    assert.deepEqual(bodies('bees', '2019-12-31'), {})
  })

  test('a tree wrongly joined into a ring ends', () => {
    const ring = [department('a', 'b'), department('b', 'a')]
    assert.deepEqual(
      pathUp(ring, 'a').map(({ id }) => id),
      ['a', 'b'],
    )
  })
})
