import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { compileFlow } from '#support/cases/index.ts'
import { compileFeel } from '#support/rules/index.ts'
import { beekeeperFlow, openBeekeepers } from '#testing/beekeepers.ts'
import { migrate } from './flow-migrate.ts'
import type { Opened } from './open.ts'

const { nets, realm, cases, intake, open, close } = await openBeekeepers()
after(close)
nets.set('bees 2', await compileFlow(beekeeperFlow.replace('name="受理"', 'name="收件"'), compileFeel))

/** Runs the command on the bureau; only its cases are asked for. */
async function run(...args: string[]) {
  const told: string[] = []
  const say = (text: string) => void told.push(text)
  const opened = { cases, realm, close: async () => {} } as unknown as Opened
  return { code: await migrate(args, { out: say, err: say, open: async () => opened }), said: told.join('') }
}

test('shows first what would move, and moves only when told to, with the basis', async () => {
  const { caseId, caseNo } = await open()
  const wanted = ['bees', '--from', '1', '--to', '2']

  const shown = await run(...wanted)
  assert.equal(shown.code, 0)
  assert.match(shown.said, new RegExp(`→ ${caseNo}  受理 \\(intake\\) → 收件 \\(intake\\)`))
  assert.equal((await cases.get(intake, caseId)).tasks[0]?.name, '受理')

  const done = await run(...wanted, '--yes', '--basis', '某规定第三条', '--reason', '新版施行', '--json')
  assert.deepEqual(JSON.parse(done.said), { ok: true, done: true, moved: 1, stayed: 0 })
  assert.equal((await cases.get(intake, caseId)).tasks[0]?.name, '收件')
})

test('a command that lacks something says how it is used', async () => {
  for (const args of [[], ['bees', '--from', '1'], ['bees', '--from', '1', '--to', '2', '--yes'], ['--odd']])
    assert.equal((await run(...args)).code, 2)
  assert.equal((await run('--help')).code, 0)
})
