import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CaseOut } from '#support/cases/index.ts'
import { projectCase } from './project.ts'
import type { Surroundings } from './surroundings.ts'
import { exchangeTables, rowOf, stamp } from './tables.ts'

const at = (iso: string) => new Date(iso)
const step = (seq: number, verb: string, when: string, more: object = {}) => ({
  case_id: 'c',
  seq,
  at: when,
  verb,
  node: null,
  name: verb,
  account_id: 'a',
  actor_name: '甲',
  actor_kind: 'official',
  unit: '局',
  on_behalf_of: null,
  reason: null,
  status_before: null,
  status_after: 'accepted',
  input_digest: '',
  data: null,
  public: true,
  ...more,
})
const task = { realm: 'r', case_id: 'c', name_en: '', post: 'intake', department_id: 'd', division_code: '', verbs: [] }

const out = {
  current: {
    realm: 'r',
    id: 'c',
    no: 'N1',
    item: { id: 'i', version: 3, name: '养蜂人登记', departmentId: 'd', departmentName: '局', limits: {} },
    party: { partyId: 'p', name: '南瓜灯', kind: 'natural', accountId: 'a' },
    channel: 'web',
    automatic: false,
    submittedAt: at('2026-11-23T01:02:03Z'),
    acceptedAt: at('2026-11-23T16:30:00Z'),
    clocks: [{ key: 'promise', unit: 'working', days: 5, due: '2026-12-01' }],
    procedures: [
      {
        kind: 'extension',
        id: 1,
        state: 'approved',
        days: 10,
        basis: '行政许可法第42条',
        reason: '要等检测',
        askedOn: '2026-11-25',
        askedBy: { accountId: 'a', name: '甲' },
        decidedOn: '2026-11-26',
        decidedBy: { accountId: 'b', name: '乙' },
      },
    ],
  },
  steps: [
    step(1, 'submit', '2026-11-23T01:02:03.000Z', { actor_name: '南瓜灯', actor_kind: 'citizen' }),
    step(2, 'accept', '2026-11-23T16:30:00.000Z', { node: 'intake', reason: '齐全' }),
  ],
  tasks: [
    {
      ...task,
      id: 1,
      node: 'intake',
      name: '受理',
      opened_at: at('2026-11-23T01:02:03Z'),
      closed_at: at('2026-11-23T16:30:00Z'),
      verb: 'accept',
    },
    {
      ...task,
      id: 2,
      node: 'review',
      name: '审查',
      opened_at: at('2026-11-23T16:30:00Z'),
      closed_at: null,
      verb: null,
    },
  ],
  materials: [{ id: 'm', key: 'map', name: '位置图', version: 1, fileName: '图.pdf', at: at('2026-11-23T01:00:00Z') }],
} as unknown as CaseOut

const about: Surroundings = {
  codes: { catalogCode: '440101701000', taskCode: '11441900DEM00017XB3440101701000' },
  projectType: 'promised',
  org: { name: '局', code: '11441900DEM00017XB' },
  party: { name: '南瓜灯', kind: 'natural', idType: '111', idNumber: '999900198208150212', mobile: '19900000021' },
  ratings: [],
  papers: [{ key: 'acceptance-notice', kind: 'letter', name: '受理通知书', number: '受字1号', issuer: '局' }],
}
const rows = projectCase(out, about)
const fieldsOf = (table: string) => rows.filter((row) => row.table === table).map((row) => row.fields)

test('every row has exactly the fields of its table, in their order', () => {
  for (const row of rows) assert.deepEqual(Object.keys(row.fields), [...exchangeTables[row.table]])
})

test('dates are YYYYMMDDThhmmss in the city, also where its day is already the next', () => {
  const [accept] = fieldsOf('accept')
  assert.deepEqual(
    [accept?.apply_date, accept?.accept_date, accept?.promise_date],
    ['20261123T090203', '20261124T003000', '20261201T235959'],
  )
  assert.equal(stamp(undefined), undefined)
})

test('the acceptance names the item, the person, the paper and who accepted', () => {
  const [accept] = fieldsOf('accept')
  assert.deepEqual(
    [accept?.catalog_code, accept?.task_version, accept?.project_type, accept?.apply_type, accept?.applyer_type],
    ['440101701000', '3', '2', '2', '1'],
  )
  assert.deepEqual(
    [accept?.applyer_page_type, accept?.applyer_page_code, accept?.accept_doc_no, accept?.handle_user_name],
    ['111', '999900198208150212', '受字1号', '甲'],
  )
})

test('a task is a row: done with who and why, or still to do with its start as its end', () => {
  const [, done, open] = fieldsOf('process')
  assert.deepEqual(
    [done?.event_name, done?.handle_user_name, done?.handle_explain, done?.process_state],
    ['通过', '甲', '齐全', '2'],
  )
  assert.deepEqual(
    [open?.process_state, open?.event_start_time, open?.event_end_time],
    ['1', '20261124T003000', '20261124T003000'],
  )
})

test('an extension is special procedure 1, with who asked and who allowed it', () => {
  const [special] = fieldsOf('special_procedure')
  assert.deepEqual(
    [special?.special_type, special?.special_time, special?.end_time, special?.result, special?.handle_user],
    ['1', '20261125T000000', '20261126T000000', '同意', '乙'],
  )
})

const rating = { id: 'r1', stage: 'result', level: 2, channel: 'code', at: at('2026-11-28T01:00:00Z'), rater: '南瓜灯' }

test('each rating is a row with its channel, its place in order, its level, its words and the place', () => {
  const early = { ...rating, id: 'r0', stage: 'acceptance', level: 5, channel: 'phone', text: '电话打不通' }
  const found = projectCase({ ...out, current: { ...out.current, divisionCode: '441900000000' } } as CaseOut, {
    ...about,
    ratings: [early, rating],
  }).filter(({ table }) => table === 'evaluation')
  assert.deepEqual(
    found.map(({ key, fields }) => [key, ...Object.values(fields)]),
    [
      ['N1/r0', 'N1', 'r0', '1', '6', '南瓜灯', '20261128T090000', '1', '5', '电话打不通', '441900000000'],
      ['N1/r1', 'N1', 'r1', '2', '3', '南瓜灯', '20261128T090000', '2', '2', '', '441900000000'],
    ],
  )
})

test('no result before the end; at the end it says which, and how people were satisfied', () => {
  assert.deepEqual(fieldsOf('result'), [])
  const closed = { ...out, current: { ...out.current, outcome: 'granted', closedAt: at('2026-11-27T02:00:00Z') } }
  const [result] = projectCase(closed as CaseOut, { ...about, ratings: [rating] }).filter(
    ({ table }) => table === 'result',
  )
  assert.deepEqual(
    [result?.fields.result_type, result?.fields.result_date, result?.fields.satisfaction],
    ['准予', '20261127T100000', '2'],
  )
})

test('the same history gives the same rows, and a field that a table does not have is a mistake', () => {
  assert.deepEqual(projectCase(out, about), rows)
  assert.throws(() => rowOf('material', 'k', { nonsense: 'x' }), /no field nonsense/)
})

const more = (current: object, given: Partial<CaseOut> = {}) =>
  projectCase({ ...out, ...given, current: { ...out.current, ...current } } as CaseOut, about)

test('supervision tells of a limit that passed, a time that ran out and a reminder, and of nothing else', () => {
  const clocks = [
    { key: 'promise', unit: 'working', days: 5, due: '2026-12-01', stoppedOn: '2026-12-03' },
    { key: 'legal', unit: 'working', days: 20, due: '2026-12-22', stoppedOn: '2026-12-03' },
  ]
  const steps = [...out.steps, step(3, 'timer', '2026-11-30T16:00:00.000Z', { name: '到期自动处理' })]
  const found = more({ clocks }, { steps } as Partial<CaseOut>).filter(({ table }) => table === 'supervision')
  assert.deepEqual(
    found.map(({ fields }) => [fields.rule_no, fields.warn_type, fields.state_time]),
    [
      ['limit-promise', '黄牌', '20261201T235959'],
      ['timer', '超时', '20261201T000000'],
    ],
  )
  assert.deepEqual(fieldsOf('supervision'), [])
})

test('payment is what the cashier confirmed; logistics is what went by post', () => {
  const tasks = [...out.tasks, { ...out.tasks[0], id: 3, node: 'fee', post: 'cashier' }]
  const paid = { paymentNo: '4419002026000001', amount: '120.00', paidOn: '2026-11-24' }
  const steps = [...out.steps, step(3, 'inspect', '2026-11-24T02:00:00.000Z', { node: 'fee', data: paid })]
  const sent = { id: 2, kind: 'delivery', state: 'done', method: 'mail', receiver: '南瓜灯' }
  const procedures = [{ ...sent, deliveredOn: '2026-11-27', reason: '邮政快递 EM123456789CN' }]
  const found = more({ procedures }, { tasks, steps } as Partial<CaseOut>)
  const [payment] = found.filter(({ table }) => table === 'payment')
  assert.deepEqual(
    [payment?.fields.payment_no, payment?.fields.amount, payment?.fields.pay_time, payment?.fields.payer_name],
    ['4419002026000001', '120.00', '20261124T000000', '南瓜灯'],
  )
  const [parcel] = found.filter(({ table }) => table === 'logistics')
  assert.deepEqual([parcel?.fields.logistics_no, parcel?.fields.receive_time], ['EM123456789CN', '20261127T000000'])
})
