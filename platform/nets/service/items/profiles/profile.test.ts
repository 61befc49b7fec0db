import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blankItem } from '../imports/mapping.ts'
import type { Item, Material } from '../item.ts'
import type { ItemProfile } from './contract.ts'
import { profilesCsv } from './csv.ts'
import { cutsBetween, exemptionsOf, isIdOnly, measureOf, scoreOf } from './profile.ts'

const material = (part: Partial<Material>): Material => ({
  key: 'm',
  name: '材料',
  necessity: 'required',
  form: 'either',
  submission: 'upload',
  ...part,
})
const item = (materials: Partial<Material>[], more: Partial<Item> = {}): Item => ({
  ...blankItem('示例', '01', '示例局'),
  audiences: ['natural-person'],
  materials: materials.map(material),
  handling: { projectType: 'promised', online: true, channels: ['web'], visits: 0 },
  result: { type: 'certificate', credential: 'card' },
  ...more,
})

test('each exemption says how many of how many', () => {
  const given = item([
    { submission: 'shared', source: { register: 'population' } },
    { channel: 'government' },
    { issuer: '公安机关', submission: 'upload' },
    { submission: 'generated' },
    { form: 'paper' },
  ])
  assert.deepEqual(exemptionsOf(given, { asked: 8, known: 6 }), {
    materials: { done: 1, of: 3 },
    fields: { done: 6, of: 8 },
    seals: { done: 1, of: 1 },
    signatures: { done: 1, of: 2 },
  })
})

test('the score is the mean of the parts that apply, and none when nothing applies', () => {
  assert.equal(scoreOf(exemptionsOf(item([{ submission: 'shared' }]), { asked: 4, known: 2 })), 83)
  assert.equal(
    scoreOf({
      materials: { done: 0, of: 0 },
      fields: { done: 0, of: 0 },
      seals: { done: 0, of: 0 },
      signatures: { done: 0, of: 0 },
    }),
    undefined,
  )
})

test('what cannot be signed here counts as handwriting', () => {
  const elsewhere = item([{ submission: 'generated' }], {
    handling: { projectType: 'promised', online: false, channels: ['window'] },
  })
  assert.deepEqual(exemptionsOf(elsewhere, undefined).signatures, { done: 0, of: 1 })
})

test('the ID alone is enough where nothing is handed in and nobody must come', () => {
  assert.ok(isIdOnly(item([{ submission: 'shared' }, { submission: 'confirm' }])))
  assert.ok(!isIdOnly(item([{ submission: 'upload', necessity: 'conditional' }])))
  assert.ok(!isIdOnly(item([], { handling: { projectType: 'promised', online: true, channels: [], visits: 1 } })))
  assert.ok(!isIdOnly(item([], { audiences: ['enterprise'] })))
})

test('before and after tell what was cut, in one unit only, and what became instant', () => {
  const days = (unit: 'working' | 'calendar' | 'instant', count: number, uploads: number) =>
    measureOf(
      item(
        Array.from({ length: uploads }, () => ({})),
        { limits: { promised: { unit, days: count } } },
      ),
    )
  assert.deepEqual(cutsBetween(days('working', 10, 4), days('working', 3, 1)), {
    uploads: 3,
    days: 7,
    becameInstant: false,
  })
  assert.deepEqual(cutsBetween(days('working', 10, 1), days('instant', 0, 1)), {
    uploads: 0,
    days: 10,
    becameInstant: true,
  })
  assert.deepEqual(cutsBetween(days('calendar', 10, 1), days('working', 5, 1)), { uploads: 0, becameInstant: false })
})

test('a name in the table stays a name, whatever it looks like', () => {
  const measure = measureOf(item([]))
  const row = {
    itemId: 'x',
    version: 1,
    name: '=1+1,"x"',
    department: '示例局',
    online: true,
    idOnly: false,
    measure,
    firstVersion: 1,
    first: measure,
    cuts: cutsBetween(measure, measure),
    exemptions: exemptionsOf(item([]), undefined),
  } as ItemProfile
  assert.match(profilesCsv([row]), /"'=1\+1,""x"""/)
})
