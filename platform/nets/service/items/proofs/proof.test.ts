import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blankItem } from '../imports/mapping.ts'
import type { Item, Material } from '../item.ts'
import { lintForPublication } from '../lint/publication.ts'
import { inForce, offTheList, type ProofList } from './proof.ts'
import { proofsOn } from './reading.ts'

const list: ProofList = {
  key: 'city',
  version: 1,
  title: '清单',
  titleEn: 'List',
  publisher: '示例市',
  publishedOn: '2026-01-01',
  demo: true,
  proofs: [
    {
      key: 'premises',
      name: '场所使用证明',
      aliases: ['住所使用证明'],
      issuer: '产权人',
      usedFor: '登记',
      basis: { law: '甲条例' },
    },
    { key: 'old', name: '无违法证明', issuer: '公安', usedFor: '许可', basis: { law: '乙条例' }, to: '2026-06-01' },
    { key: 'soon', name: '体检证明', issuer: '医院', usedFor: '从业', basis: { law: '丙条例' }, from: '2026-12-01' },
  ],
}
const day = '2026-11-23'
const material = (part: Partial<Material>): Material => ({
  key: 'm',
  name: '材料',
  necessity: 'required',
  form: 'either',
  submission: 'upload',
  ...part,
})
const demanding = (...materials: Partial<Material>[]): Item => ({
  ...blankItem('示例', '01', '示例局'),
  materials: materials.map(material),
})
const off = (...materials: Partial<Material>[]) =>
  offTheList(demanding(...materials), inForce([list], day)).map(({ name }) => name)

test('a list is in force from its day, an entry from and until its own', () => {
  assert.deepEqual(
    inForce([list], day).map(({ key }) => key),
    ['premises'],
  )
  assert.deepEqual(
    inForce([list], '2026-05-31').map(({ key }) => key),
    ['premises', 'old'],
  )
  assert.deepEqual(inForce([list], '2025-12-31'), [])
})

test('what is on the list by name, other name or key may be demanded; any other proof may not', () => {
  assert.deepEqual(off({ name: '场所使用证明' }, { name: '住所使用证明' }, { name: '房主的话', proof: 'premises' }), [])
  assert.deepEqual(off({ name: '无违法证明' }, { name: '体检证明（原件）' }, { name: '什么', proof: 'strange' }), [
    '无违法证明',
    '体检证明（原件）',
    '什么',
  ])
})

test('what nobody hands in, and what is no proof, is not asked of the list', () => {
  assert.deepEqual(off({ name: '参保证明', submission: 'shared' }, { name: '证明人名单' }, { name: '平面图' }), [])
})

test('an unlisted proof, and what sharing supplies, keep an item from being published', () => {
  const item = demanding({ name: '无犯罪记录证明' }, { key: 'n', name: '营业执照' })
  const errors = (given: Item) =>
    lintForPublication(given, inForce([list], day)).flatMap(({ code, severity }) =>
      severity === 'error' ? [code] : [],
    )
  assert.ok(errors(item).includes('proof-on-list'))
  assert.ok(!errors(item).includes('no-material-that-sharing-supplies'), 'elsewhere we cannot fetch it')
  const here = { ...item, handling: { ...item.handling, online: true, form: 'f', flow: 'f' } }
  assert.ok(errors(here).includes('no-material-that-sharing-supplies'))
})

test('the public list says of each list that it is a demonstration, and is narrowed by a word', () => {
  const found = proofsOn([list], { q: '产权' }, day)
  assert.deepEqual([found.lists[0]?.demo, found.proofs.map(({ key }) => key)], [true, ['premises']])
})
