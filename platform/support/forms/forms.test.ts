import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'
import { compileFeel } from '#support/rules/index.ts'
import { compileCheck } from './compile-check.ts'
import {
  type BindingReader,
  checkAnswers,
  compileForm,
  describeForm,
  type Form,
  resolveBindings,
  type SourceAnswer,
  validateAnswers,
  visibleAnswers,
  withFacts,
} from './contract.ts'

const stallForm = parse(readFileSync(new URL('./fixtures/valid/stall.yaml', import.meta.url), 'utf8')) as Form
const stall = compileForm(stallForm, compileFeel)
/** As servers judge it, by code made of the schema. */
const stallOnServer = compileForm(stallForm, compileFeel, compileCheck)
const asOf = '2026-11-23'
const good = {
  mobile: '13800000001',
  composition: 'individual',
  place: { kind: 'rented', area: 12.5 },
  night: false,
}
const faults = (answers: unknown) => {
  const found = validateAnswers(stall, answers, { asOf })
  assert.deepEqual(validateAnswers(stallOnServer, answers, { asOf }), found, 'a server says the same')
  return found.map(({ pointer, detail }) => `${pointer} ${detail}`)
}

test('answers that fit have no faults', () => {
  assert.deepEqual(faults(good), [])
})

test('each missing field is asked for by its title, in the order of the pages', () => {
  assert.deepEqual(faults({}), [
    '/mobile 请填写手机号。',
    '/composition 请选择经营方式。',
    '/place/kind 请选择场所来源。',
    '/night 请选择夜间经营。',
  ])
})

test('the same faults can be told in English', () => {
  const [first] = validateAnswers(stall, {}, { asOf, language: 'en' })
  assert.equal(first?.detail, 'Enter: Mobile number.')
})

test('a conditional field is required only while it is shown', () => {
  assert.deepEqual(faults({ ...good, composition: 'family' }), ['/members 请填写家庭成员。'])
  assert.deepEqual(faults({ ...good, place: { kind: 'online' } }), ['/place/url 请填写网址。'])
})

test('hidden and unknown fields are dropped, even when they are wrong', () => {
  const sent = { ...good, members: [{ name: 1 }], spy: { deep: true }, place: { kind: 'rented', area: 3, url: 7 } }
  const { answers, faults: found } = checkAnswers(stall, sent, { asOf })
  assert.deepEqual(found, [])
  assert.deepEqual(answers, { ...good, place: { kind: 'rented', area: 3 } })
  assert.ok(visibleAnswers(stall, sent).hidden.includes('/place/url'))
})

test('names of the prototype are answers like any other and go nowhere', () => {
  const sent = JSON.parse('{"__proto__":{"mobile":"13800000001"},"constructor":{"a":1},"night":true}') as unknown
  const { answers } = checkAnswers(stall, sent, { asOf })
  assert.deepEqual(answers, { night: true, place: {} })
})

test('a fault inside a list says which element', () => {
  const members = [
    { name: '孙演示', idNo: '999900197909090131' },
    { name: '孙虚构', idNo: '999900197909090132' },
  ]
  const [fault] = validateAnswers(stall, { ...good, composition: 'family', members }, { asOf })
  assert.equal(fault?.pointer, '/members/1/idNo')
  assert.match(fault?.detail ?? '', /^家庭成员第2项：身份证号码：.*校验/)
})

test('an ID number typed with spaces and a small x is kept as it is written on the card', () => {
  const members = [{ name: '王虚构', idNo: '99990019950808002x' }]
  const { answers, faults: found } = checkAnswers(stall, { ...good, composition: 'family', members }, { asOf })
  assert.deepEqual(found, [])
  assert.deepEqual(answers.members, [{ name: '王虚构', idNo: '99990019950808002X' }])
})

test('nobody is born after the business date', () => {
  const members = [{ name: '王虚构', idNo: '99990019950808002X' }]
  assert.equal(validateAnswers(stall, { ...good, composition: 'family', members }, { asOf: '1995-08-07' }).length, 1)
})

test('a firm with a wrong check character is refused, an agency is warned', () => {
  const firm = checkAnswers(stall, { ...good, landlord: '92441900MADEM00114' }, { asOf })
  assert.equal(firm.faults.length, 1)
  const agency = checkAnswers(stall, { ...good, landlord: '12441500196720244U' }, { asOf })
  assert.deepEqual(agency.faults, [])
  assert.equal(agency.warnings[0]?.rule, 'credit-code.check')
})

test('what an if demands is told at the field, not at the form', () => {
  assert.deepEqual(faults({ ...good, night: true }), ['/lamp 请填写灯具数量。'])
})

test('each keyword has its own sentence', () => {
  const sent = {
    mobile: '12345',
    composition: 'crowd',
    place: { kind: 'rented', area: 0, rentFrom: '2026-02-30' },
    night: 'yes',
    lamp: 1.5,
  }
  assert.deepEqual(faults(sent), [
    '/mobile 手机号应为1开头的11位数字。',
    '/composition 请从给出的选项中选择经营方式。',
    '/place/area 面积应大于0。',
    '/place/rentFrom 租赁开始日期：请填写真实存在的日期，例如2026-11-23。',
    '/night 请选择夜间经营。',
    '/lamp 灯具数量应填整数。',
  ])
})

test('more than eight faults are all told', () => {
  const members = Array.from({ length: 5 }, () => ({ name: '', idNo: '1' }))
  const sent = {
    mobile: '1',
    composition: 'family',
    members,
    place: { kind: 'rented', area: -1 },
    night: 1,
    lamp: 'x',
    landlord: '?',
  }
  const pointers = validateAnswers(stall, sent, { asOf }).map(({ pointer }) => pointer)
  for (const pointer of ['/mobile', '/members/0/name', '/place/area', '/landlord', '/night', '/lamp'])
    assert.ok(pointers.includes(pointer), `${pointer} of ${pointers.join(' ')}`)
})

test('what is missing is told however much else is wrong', () => {
  const properties = Object.fromEntries(
    [...'abcdefghijkl'].map((key) => [key, { type: 'integer' as const, title: key }]),
  )
  const schema = { type: 'object' as const, properties, required: ['l'] }
  const form = compileForm({ key: 'many', version: 1, title: '多', titleEn: 'Many', schema, pages: [] }, compileFeel)
  const answers = Object.fromEntries([...'abcdefghijk'].map((key) => [key, 'x']))
  const found = validateAnswers(form, answers, { asOf }).map(({ pointer, rule }) => `${pointer} ${rule}`)
  assert.deepEqual(found, [...[...'abcdefghijk'].map((key) => `/${key} type`), '/l required'])
})

test('hostile answers are refused before they are walked', () => {
  let deep: unknown = 1
  for (let level = 0; level < 100_000; level++) deep = { a: deep }
  for (const hostile of [
    deep,
    { a: 'x'.repeat(30_000) },
    { mobile: '\u0000' },
    { mobile: '\ud800' },
    { members: Array(501).fill({}) },
    { a: Array(400).fill(Array(400).fill(1)) },
  ]) {
    const [fault] = validateAnswers(stall, hostile, { asOf })
    assert.equal(fault?.rule, 'limit')
  }
  for (const odd of [null, 3, 'text', []]) assert.equal(validateAnswers(stall, odd, { asOf })[0]?.rule, 'type')
})

test('a renderer gets pages, widgets, choices and sources', () => {
  const view = describeForm(stall)
  assert.deepEqual(
    view.pages.map(({ key }) => key),
    ['who', 'how', 'where', 'when'],
  )
  const [operator, mobile] = view.pages[0]?.fields ?? []
  assert.equal(operator?.readOnly, true)
  assert.deepEqual(mobile?.sources, [{ kind: 'account', key: 'mobile' }])
  assert.equal(mobile?.widget, 'phone')
  const [composition, members] = view.pages[1]?.fields ?? []
  assert.deepEqual(composition?.options?.[1], { value: 'family', title: '家庭经营', titleEn: 'Family' })
  assert.equal(composition?.widget, 'radio')
  assert.equal(members?.conditional, true)
  assert.deepEqual(
    members?.fields?.map(({ pointer }) => pointer),
    ['/members/*/name', '/members/*/idNo'],
  )
})

function readerOver(registers: Record<string, Partial<SourceAnswer>>) {
  const asked: { register: string; fields: string[]; key: Record<string, string> }[] = []
  const reader: BindingReader = {
    account: { name: '赵测试', idNumber: '999900198803120018', mobile: '19900000001' },
    applicant: {},
    credential: () => Promise.reject(new Error('not asked for')),
    register: async (request) => {
      asked.push(request)
      const answer = { status: 'found' as const, rows: [], sourceLabel: request.register, version: '1', fetchedAt: '' }
      return { ...answer, ...registers[request.register] }
    },
  }
  return { reader, asked }
}

test('the fields of one record travel in one request, and each value keeps its source', async () => {
  const { reader, asked } = readerOver({
    population: { rows: [{ name: '赵测试', sex: '男' }], sourceLabel: '公安人口库' },
    'credit-ban': { status: 'missing', sourceLabel: '市场禁入名单' },
  })
  const { values, facts, gaps } = await resolveBindings(stall, reader)
  assert.deepEqual(asked.map(({ register, fields }) => `${register} ${fields}`).sort(), [
    'credit-ban kind,until',
    'population name,sex',
  ])
  assert.deepEqual(gaps, [])
  assert.deepEqual(values.bans, [])
  assert.equal(facts.find(({ pointer }) => pointer === '/operator/sex')?.sourceLabel, '公安人口库')
})

test('a register that does not answer leaves a gap, which is not a "no"', async () => {
  const { reader } = readerOver({ 'credit-ban': { status: 'unavailable', sourceLabel: '市场禁入名单' } })
  const { gaps, values } = await resolveBindings(stall, reader)
  assert.deepEqual(gaps.find(({ pointer }) => pointer === '/bans')?.status, 'unavailable')
  assert.equal('bans' in values, false)
})

test('a read-only field holds what its source says, whatever was sent', async () => {
  const { reader } = readerOver({ 'credit-ban': { status: 'missing' }, population: { status: 'missing' } })
  const sent = { mobile: '13900000009', operator: { name: '别人' }, bans: [{ kind: 'made up' }] }
  const merged = withFacts(stall, sent, await resolveBindings(stall, reader, sent))
  assert.deepEqual(merged, { mobile: '13900000009', operator: { name: '赵测试' }, bans: [] })
})
