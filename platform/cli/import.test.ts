import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openItems } from '#testing/open-items.ts'
import { importCommand } from './import.ts'

let city: Awaited<ReturnType<typeof openItems>>
let folder: string
before(async () => {
  city = await openItems()
  folder = await mkdtemp(join(tmpdir(), 'import-test-'))
})
after(async () => {
  await city.close()
  await rm(folder, { recursive: true, force: true })
})

async function run(args: string[], isTerminal = false) {
  const out: string[] = []
  const err: string[] = []
  let closed = 0
  const code = await importCommand.run(args, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    isTerminal,
    open: async () => ({
      items: city.items,
      realm: '441900',
      async close() {
        closed++
      },
    }),
  })
  return { code, closed, out: out.join(''), err: err.join('') }
}

test('a catalogue is imported with a bar on a terminal, and the last line is JSON for programs', async () => {
  const file = join(folder, 'items.csv')
  await writeFile(file, 'item_code,name,department,task_type\nC-1,虚构事项,虚构局,20\nC-2,,虚构局,20\n')
  const first = await run(['items', file], true)
  assert.deepEqual([first.code, first.closed], [0, 1])
  assert.match(first.err, /100%/)
  assert.match(first.out, /loaded 0, 修正后导入 repaired 1, 未导入 refused 1|loaded 1, .*refused 1/)
  const second = await run(['items', file, '--json'], true)
  assert.equal(second.err, '')
  const result = JSON.parse(second.out.trimEnd().split('\n').at(-1) ?? '')
  assert.deepEqual([result.state, result.rows, result.unchanged, result.refused], ['done', 2, 1, 1])
})

test('exit is 0 only for a file read whole', async () => {
  const broken = join(folder, 'broken.gz')
  await writeFile(broken, Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x00]))
  assert.equal((await run(['items', broken])).code, 1)
  const other = join(folder, 'other.jsonl')
  await writeFile(other, '{"a":1}\n')
  assert.equal((await run(['items', other])).code, 1)
  assert.equal((await run(['items', other, '--source', 'mars'])).code, 1)
  assert.equal((await run(['items', other, '--division', 'abc'])).code, 1)
  assert.equal((await run(['items', join(folder, 'absent')])).code, 2)
  for (const args of [[], ['items'], ['pages', 'x'], ['items', 'a', 'b'], ['items', 'a', '--what']])
    assert.equal((await run(args)).code, 2, args.join(' '))
  assert.match((await run(['--help'])).out, /zt import items FILE/)
})
