import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { isWithinDivision } from '#kernel/codes/division-code.ts'
import { testDatabase } from '#testing/database.ts'
import { createHandovers, type HandoverNeeds, handoversModule } from './index.ts'
import { mayHandOver, mayLook, mayTakeOver } from './policy.ts'
import { sheetOf } from './sheets.ts'
import { type HandoverTable, insertHandover } from './store.ts'

const tree = {
  departmentWithin: (department: string, ancestor: string) => department === ancestor,
  divisionWithin: isWithinDivision,
}
const place = { departmentId: 'halls', divisionCode: '441900004000' }
const actor = (role: PostRole, departmentId = 'bureau', divisionCode = '441900000000'): Actor => ({
  ...{ kind: 'official', realm: 'city', accountId: 'one', name: '何演示', level: 'L2' },
  posts: [{ id: 'post', role, departmentId, departmentName: '演示单位', divisionCode }],
})

test('a window clerk of any bureau hands over in their place, a decider and a clerk of another town do not', () => {
  assert.equal(mayHandOver(actor('intake'), place, tree), true)
  assert.equal(mayHandOver(actor('decider'), place, tree), false)
  assert.equal(mayHandOver(actor('intake', 'bureau', '441900121000'), place, tree), false)
})

test('the supervisor of the office that runs the hall looks, the one of another office does not', () => {
  assert.equal(mayLook(actor('supervisor', 'halls'), place, tree), true)
  assert.equal(mayLook(actor('supervisor'), place, tree), false)
  assert.equal(mayLook(actor('intake'), place, tree), true)
})

test('who signed a sheet does not take it over', () => {
  assert.equal(mayTakeOver(actor('intake'), 'one'), false)
  assert.equal(mayTakeOver(actor('intake'), 'another'), true)
})

test('a sheet says what came, what went and what was left at that window in the evening', () => {
  const row = (caseNo: string, more: Partial<HandoverTable>) =>
    ({
      ...{ case_no: caseNo, item_name: '事项', person_name: '王测试', documents: [{ name: '证' }], state: 'waiting' },
      ...{ received_at: new Date('2026-11-23T02:00:00Z'), received_on: '2026-11-23', received_window: '05' },
      ...{ ended_at: null, ended_on: null, ended_window: null },
      ...more,
    }) as HandoverTable
  const ended = (state: 'handed' | 'returned', on: string, window: string) => ({
    ...{ state, ended_at: new Date(`${on}T03:00:00Z`), ended_on: on, ended_window: window },
  })
  const rows = [
    row('stays', {}),
    row('older', { received_on: '2026-11-20', ...ended('handed', '2026-11-23', '05') }),
    row('other-window', ended('handed', '2026-11-23', '01')),
    row('later', ended('returned', '2026-11-24', '05')),
    row('from-another', { received_window: '01', ...ended('returned', '2026-11-23', '05') }),
  ]
  const sheet = sheetOf(rows, { day: '2026-11-23', window: '05' })
  const numbers = (key: keyof typeof sheet) => sheet[key].map(({ caseNo }) => caseNo)
  assert.deepEqual(numbers('received'), ['stays', 'other-window', 'later'])
  assert.deepEqual(numbers('handed'), ['older'])
  assert.deepEqual(numbers('returned'), ['from-another'])
  assert.deepEqual(numbers('left'), ['stays', 'later'])
  assert.equal(sheet.left[0]!.person, '王*试')
})

test('whose result is soon not kept any longer is reminded of it once', async () => {
  const { db, close } = await testDatabase([handoversModule])
  try {
    let now = new Date('2026-12-15T02:00:00Z')
    const reminded: string[] = []
    const point = { name: '演示中心', address: '演示路1号', results: { keepDays: 30, remindDays: 7 } }
    const needs: Pick<HandoverNeeds, 'db' | 'clock' | 'remind'> = {
      ...{ db, clock: () => now },
      remind: async (_, { caseNo }) => void reminded.push(caseNo),
    }
    const service = createHandovers({ ...needs, getPoint: async () => point } as unknown as HandoverNeeds)
    const lies = (no: string, keepUntil: string) =>
      db.transaction().execute((tx) =>
        insertHandover(tx, {
          ...{ realm: 'city', id: crypto.randomUUID(), point: 'hall', case_id: crypto.randomUUID(), case_no: no },
          ...{ item_name: '事项', department_name: '局', party_id: crypto.randomUUID(), party_kind: 'natural' },
          ...{ person_name: '王测试', documents: [{ name: '证' }], shelf: null, state: 'waiting', told: true },
          ...{ received_at: now, received_on: '2026-11-23', received_window: '05', received_by: crypto.randomUUID() },
          ...{ received_name: '何演示', keep_until: keepUntil, code_digest: Buffer.from('code') },
        }),
      )
    await lies('soon', '2026-12-22')
    await lies('later', '2026-12-23')
    await service.remind('city')
    await service.remind('city')
    assert.deepEqual(reminded, ['soon'])
    now = new Date('2026-12-16T02:00:00Z')
    await service.remind('city')
    assert.deepEqual(reminded, ['soon', 'later'])
  } finally {
    await close()
  }
})
