import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { compileExpression, play } from '../flow-builder.test-support.ts'
import { compileFlow, exportFlow, reviewFile, rewriteFlow } from '../index.ts'
import { parseDocument } from './document.ts'
import { differences, treeOf } from './rewrite.ts'

const foreign = readFileSync(new URL('./fixtures/foreign-tools.bpmn', import.meta.url), 'utf8')
const alone = { key: 'file', called: async () => undefined }

test('a model that two other tools have drawn and extended is executed, data objects carried through', async () => {
  const run = play(await compileFlow(foreign, compileExpression))
  run.done('intake')
  const [asked] = run.served('price', { fee: 30 })
  assert.deepEqual(run.state.variables.quote, { fee: 30 })
  assert.deepEqual(asked?.kind === 'askRule' && asked.inputs, { quote: { fee: 30 } })
  const effects = run.send({ kind: 'rule-done', token: run.tokenAt('check').id, result: 1 })
  assert.deepEqual(effects, [
    { kind: 'passed', node: 'file-paper' },
    { kind: 'ended', outcome: null },
  ])
})

test('it is exported to the byte, and written anew without losing anything of the other tools or of the diagram', async () => {
  assert.equal(exportFlow(await compileFlow(foreign, compileExpression)), foreign)
  const written = await rewriteFlow(foreign, { version: 7 })
  for (const kept of [
    ...[
      'exporter="某建模工具"',
      'paint:theme="blue"',
      'paint:fill="#ffeecc"',
      'paint:bend="round"',
      'engine:assignee=',
    ],
    ...['<paint:legend>红色为法定时限</paint:legend>', '<engine:constraint name="min" config="1"', 'width="900.5"'],
    ...['x="230.25"', '宋体', '占道不足十平方米的当场办', 'dataStoreReference', 'isHorizontal="true"'],
  ])
    assert.ok(written.includes(kept), kept)
  const [before, after] = await Promise.all(
    [foreign, written].map(async (xml) => (await parseDocument(xml)).definitions),
  )
  const changed = differences(treeOf(before), treeOf(after), '')
  assert.deepEqual(changed, ['/rootElements/4/versionTag: "1" became "7"'])
  assert.equal((await compileFlow(written, compileExpression)).nodes.length, 10)
})

test('a file is not written anew when that would lose something', async () => {
  const broken = foreign.replace('targetRef="intake" paint', 'targetRef="nobody" paint')
  await assert.rejects(rewriteFlow(broken, {}), { code: 'flows.lossy' })
})

test('a review names each element that cannot be executed, and the mend in two languages', async () => {
  const drawn = foreign.replaceAll('semantic:manualTask', 'semantic:complexGateway').replace(' default="f6"', '')
  const { processes, lossless } = await reviewFile(drawn, compileExpression, alone)
  const [{ state, faults } = { state: '', faults: [] }] = processes
  assert.deepEqual([processes.length, state, lossless], [1, 'refused', true])
  assert.deepEqual(
    faults.map((fault) => [fault.rule, fault.element, fault.id, fault.name]),
    [['unsupported-element', 'complexGateway', 'file-paper', '装订纸件']],
  )
  assert.match(faults[0]?.detail ?? '', /^“装订纸件” complexGateway file-paper：引擎不执行这种元素。/)
  assert.ok(faults[0]?.mend.zh && faults[0]?.mend.en)
})

/** The interchange models of the OMG's BPMN Model Interchange Working Group, where the project's data lie beside it. */
const reference = new URL('../../../../../../shared/data/dmn-bpmn/bpmn-miwg/', import.meta.url)
const models = existsSync(reference) ? readdirSync(reference).filter((name) => name.endsWith('.bpmn')) : []

for (const file of models) {
  test(`reference model ${file} is read, written anew without loss, and each process executed or refused by element`, async () => {
    const { processes, loss } = await reviewFile(
      readFileSync(new URL(file, reference), 'utf8'),
      compileExpression,
      alone,
    )
    assert.equal(loss, null)
    assert.ok(processes.length > 0)
    for (const { state, faults } of processes) {
      assert.equal(faults.length > 0, state === 'refused')
      for (const fault of faults) {
        assert.match(fault.pointer, /^\/[A-Za-z]+\/\S+$/)
        assert.ok(fault.mend.zh && fault.mend.en)
      }
    }
  })
}

test('reference models', { skip: models.length > 0 ? false : '../shared/data is not beside the project' }, () => {
  assert.ok(models.length >= 14, `${models.length} models`)
})
