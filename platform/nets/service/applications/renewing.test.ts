import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Value } from 'typebox/value'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { createCalendar } from '#kernel/working-days.ts'
import { compileForm, type Form } from '#support/forms/contract.ts'
import { compileFeel } from '#support/rules/index.ts'
import { Item } from '../items/contract.ts'
import type { Applicable } from './needs.ts'
import { asRenewal, createRenewing } from './renewing.ts'

const keeper: Actor = {
  ...{ kind: 'citizen', realm: 'r', accountId: 'a', partyId: 'p', name: '南瓜灯演示' },
  ...{ level: 'L3', posts: [] },
}
const groups = ['codes', 'limits', 'conditions', 'fee', 'handling', 'contacts']
const item = Value.Default(Item, {
  ...Object.fromEntries(groups.map((group) => [group, {}])),
  name: '蜂箱登记',
  type: '01',
  authority: { name: '养蜂登记处（演示）' },
  result: { credential: 'hive-card' },
  materials: [
    { key: 'map', name: '位置图' },
    { key: 'photo', name: '照片' },
  ],
  renewal: {
    ask: { unit: 'calendar', days: 30 },
    opens: { unit: 'calendar', days: 90 },
    materials: ['photo'],
    elements: { until: 'string(date(lastDay) + duration("P1Y"))', colour: 'answers.colour' },
    basis: { law: '演示条例（虚构）' },
  },
}) as Item
const field = (title: string, more: object = {}) => ({
  type: 'string',
  title,
  maxLength: 50,
  'x-ui': { en: title },
  ...more,
})
const form = {
  ...{ key: 'hives', version: 1, title: '蜂箱登记（虚构）', titleEn: 'Hives (invented)' },
  schema: {
    type: 'object',
    properties: {
      name: field('姓名', { readOnly: true, 'x-from': { applicant: 'name' } }),
      place: field('放在哪里'),
      colour: field('颜色'),
    },
    required: ['place'],
  },
  pages: [{ key: 'all', title: '蜂箱', titleEn: 'Hives', fields: ['name', 'place', 'colour'] }],
} as unknown as Form
const applicable: Applicable = {
  ...{ id: 'item', version: 1, item },
  form: { key: form.key, version: 1, document: form, compiled: compileForm(form, compileFeel) },
}
const licence = { id: 'l', type: 'hive-card', name: '蜂箱证', number: '7', holderPartyId: 'p', lastDay: '2026-12-31' }

const on = (day: string) =>
  createRenewing({
    clock: () => new Date(`${day}T01:00:00Z`),
    calendar: createCalendar({ version: 'test', years: {} }),
    licences: async () => [licence],
    async licence(actor, id) {
      if (actor !== keeper || id !== licence.id) throw new Refusal('missing', 'credentials.missing', 'none')
      return { ...licence, elements: { place: '旧地址', colour: 'blue', size: 3 }, caseId: 'before' }
    },
    renewable: async () => [{ itemId: 'item', version: 1, effectiveOn: '2026-01-01', item }],
    answered: async () => ({ answers: { place: '示例路1号', name: '旧名', gone: 1 }, situations: { size: 'small' } }),
  })
const evaluate = (text: string, scope: Record<string, unknown>) => compileFeel(text)(scope)

test('a licence is offered with its days, and to nobody who holds none', async () => {
  const [offer] = await on('2026-11-23').offers(keeper)
  assert.deepEqual(
    [offer?.state, offer?.opensOn, offer?.askBy, offer?.itemId],
    ['open', '2026-10-02', '2026-12-01', 'item'],
  )
})

test('what was answered goes over where the form still asks for it; what a register says does not', async () => {
  const carried = await on('2026-11-23').carry(keeper, 'l', applicable)
  assert.deepEqual(carried.answers, { place: '示例路1号', colour: 'blue' })
  assert.deepEqual(carried.situations, { size: 'small' })
  const renewal = asRenewal(applicable, carried.renews).item
  assert.deepEqual([renewal.name, renewal.materials.map(({ key }) => key)], ['蜂箱登记（延续）', ['photo']])
  assert.equal(renewal.handling.flow, 'licence-renewal')
})

test('asked in time silence renews; asked late it does not, and the new licence differs where the item says so', async () => {
  const { renews } = await on('2026-11-23').carry(keeper, 'l', applicable)
  const inTime = on('2026-12-01').said(item, renews, { colour: 'red' }, evaluate)
  assert.deepEqual([inTime.silence, inTime.elements], [true, { until: '2027-12-31', colour: 'red' }])
  assert.equal(on('2026-12-02').said(item, renews, {}, evaluate).silence, false)
})

test('before its days and after the last of them it is refused, and so is the licence of another', async () => {
  const refused = (day: string, code: string, actor = keeper) =>
    assert.rejects(on(day).carry(actor, 'l', applicable), { code })
  await refused('2026-10-01', 'applications.renewal-early')
  await refused('2027-01-01', 'applications.renewal-over')
  await refused('2026-11-23', 'credentials.missing', { ...keeper, accountId: 'b' })
  const { renewal: _, ...plain } = item
  await assert.rejects(on('2026-11-23').carry(keeper, 'l', { ...applicable, item: plain }), {
    code: 'applications.not-renewable',
  })
})
