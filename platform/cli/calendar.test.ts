import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createPublish } from '#ground/events.ts'
import { groundModule } from '#ground/ground.ts'
import { newId } from '#ground/ids.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { calendarsModule, createCalendars } from '#support/calendars/index.ts'
import { testDatabase } from '#testing/database.ts'
import { calendarCommand } from './calendar.ts'

const { db, close } = await testDatabase([groundModule, calendarsModule])
const folder = await mkdtemp(join(tmpdir(), 'zt-calendar-'))
after(async () => {
  await close()
  await rm(folder, { recursive: true, force: true })
})

const clock = () => new Date('2026-11-22T02:00:00Z')
const calendars = createCalendars({
  db,
  clock,
  realm: 'r',
  publish: createPublish({ clock, newId }),
  departments: async () => [],
  shipped: holidays,
  appendLeaf: async () => {},
  digest: (text) => createHash('sha256').update(text).digest(),
})
/** What the case engine would answer; its own tests show that it is true. */
const moved = [{ what: 'clock' as const, key: 'legal', from: '2027-01-01', to: '2027-01-04' }]
const recalculation = {
  recalculate: async (_realm: string, version: string) => ({ version, begunAt: '', seen: 3, touched: 1 }),
  listRecalculated: async () => ({ items: [{ caseId: newId(), no: 'DEMO-1', moved }] }),
}

async function run(...args: string[]) {
  let [out, err] = ['', '']
  const code = await calendarCommand.run(args, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    isTerminal: false,
    open: async () => ({ calendars, cases: { recalculation } as never, realm: 'r', close: async () => {} }),
  })
  return { code, out, err }
}

let file: string
before(async () => {
  file = join(folder, '2027.json')
  const days = [{ date: '2027-01-01', isOffDay: true }]
  await writeFile(file, JSON.stringify({ year: 2027, papers: ['演示'], days }))
})

test('a year file is put in, and the report says what moved', async () => {
  const { code, out } = await run('import', file, '--reason', '国务院办公厅通知（演示）')
  assert.equal(code, 0)
  assert.match(out, /CN-2018-2027\.2 已启用[\s\S]*看了 3 件，其中 1 件[\s\S]*DEMO-1 {2}legal 2027-01-01 → 2027-01-04/)
  assert.match((await run('show')).out, /2027 {2}放假 1 天/)
})

test('the same again is refused with its code, and as JSON the last line is one object', async () => {
  const again = await run('import', file, '--reason', '再来一次')
  assert.deepEqual([again.code, again.err.split(':')[0]], [1, 'calendars.same'])
  assert.equal(JSON.parse((await run('show', '--json')).out).version, 'CN-2018-2027.2')
})

test('what cannot be read, is no notice, or lacks its reason ends with 2 and says how it is used', async () => {
  assert.equal((await run('import', join(folder, 'none.json'), '--reason', 'x')).code, 2)
  const other = join(folder, 'other.json')
  await writeFile(other, '{"days": 3}')
  assert.match((await run('import', other, '--reason', 'x')).err, /不是放假安排/)
  assert.match((await run('import', file)).err, /用法 Usage/)
  assert.equal((await run('--help')).code, 0)
})
