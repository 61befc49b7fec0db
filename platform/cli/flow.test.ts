import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { compileFeel } from '#support/rules/index.ts'
import { flowCommand } from './flow.ts'

const fixture = fileURLToPath(new URL('../support/cases/flow/reading/fixtures/foreign-tools.bpmn', import.meta.url))
const packs = fileURLToPath(new URL('../../packs', import.meta.url))

let home: string
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'flows-'))
})
after(() => rm(home, { recursive: true }))

async function run(...args: string[]) {
  let [out, err] = ['', '']
  const code = await flowCommand.run(args, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    compileExpression: compileFeel,
    open: async () => {
      throw new Error('Files are looked at without a database')
    },
  })
  return { code, out, err }
}

test('check tells of each file whether it is executed, and the flows of the packs all are', async () => {
  const { code, out } = await run('check', packs)
  assert.equal(code, 0, out)
  assert.match(out, /beekeeper\.bpmn\n {2}✔ beekeeper/)
  assert.match(out, / 0 个不能 refused/)
})

test('check names the element and the mend, also as JSON, and exits 1', async () => {
  const file = join(home, 'drawn.bpmn')
  const xml = await readFile(fixture, 'utf8')
  await writeFile(file, xml.replace('<semantic:manualTask ', '<semantic:complexGateway '))
  const text = await run('check', file)
  assert.equal(text.code, 1)
  assert.match(text.out, /“装订纸件” complexGateway file-paper：引擎不执行这种元素。.*\n {6}改法 mend: 换成/)
  const json = await run('check', file, '--json')
  const report = JSON.parse(json.out.trim().split('\n').at(-1)!)
  assert.deepEqual([json.code, report.executed, report.refused, report.lossless], [1, 0, 1, 1])
  assert.equal(report.models[0].processes[0].faults[0].id, 'file-paper')
})

test('a called flow is found beside the file; what is no BPMN is said to be unreadable', async () => {
  await cp(fixture, join(home, 'permit.bpmn'))
  const call = '<callActivity id="c" calledElement="permit"/>'
  await writeFile(
    join(home, 'caller.bpmn'),
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><startEvent id="s"/>${call}<endEvent id="e"/>
    <sequenceFlow id="a" sourceRef="s" targetRef="c"/><sequenceFlow id="b" sourceRef="c" targetRef="e"/></process></definitions>`,
  )
  const { code, out } = await run('check', join(home, 'caller.bpmn'))
  assert.equal(code, 0, out)
  assert.match(out, /13 个节点/)
  await writeFile(join(home, 'prose.bpmn'), '关于办理流程')
  assert.match((await run('check', join(home, 'prose.bpmn'))).out, /读不懂 unreadable: flows\.unreadable/)
})

test('export writes the file anew under another version; a wrong command shows the usage', async () => {
  const out = join(home, 'out.bpmn')
  assert.equal((await run('export', fixture, '--version', '4', '--out', out)).code, 0)
  const written = await readFile(out, 'utf8')
  assert.ok(written.includes('zt:versionTag="4"') && written.includes('paint:fill="#ffeecc"'))
  assert.equal((await run('check')).code, 2)
  assert.equal((await run('export', fixture, '--version', 'x')).code, 2)
  assert.match((await run('--help')).out, /zt flow check/)
})
