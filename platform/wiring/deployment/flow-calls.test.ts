import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type PackContext, readSource } from '#support/packs/index.ts'
import { compileFeel } from '#support/rules/index.ts'
import { flowKind } from '../pack-kinds.ts'

const kind = flowKind(compileFeel)

const file = (body: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zt="http://zhengtong.dev/bpmn"><process id="p" isExecutable="true">\n${body}\n</process></definitions>`
const flow = (from: string, to: string) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`
const call = (key: string) =>
  file(
    `<startEvent id="s"/>\n<callActivity id="pay" name="缴费" calledElement="${key}" zt:result="receipt"><extensionElements><zt:input name="amount">answers.fee</zt:input></extensionElements></callActivity>\n<endEvent id="e"/>${flow('s', 'pay')}${flow('pay', 'e')}`,
  )
/** Reads what its caller gives it, which it has drawn. */
const payment = file(
  `<startEvent id="s"/><dataObject id="amount"/><exclusiveGateway id="g" default="g-e"/><userTask id="t" zt:post="cashier" zt:verbs="accept"/><endEvent id="e"/>
  ${flow('s', 'g')}${flow('g', 'e')}${flow('t', 'e')}<sequenceFlow id="g-t" sourceRef="g" targetRef="t"><conditionExpression>amount &gt; 0</conditionExpression></sequenceFlow>`,
)

/** The problems of one flow of a pack that holds these: line, code and mend. */
async function problemsOf(key: string, flows: Record<string, string>) {
  const context = { find: (_: string, name: string) => flows[name], list: () => [] } as unknown as PackContext
  const found = await kind.check(readSource(`flows/${key}.bpmn`, flows[key] ?? ''), context)
  return found.map(({ line, code, message, mend }) => ({ line, code, message, mend }))
}

test('a flow and the flow it calls are sound together, and the called one reads what it is given', async () => {
  const flows = { caller: call('payment'), payment }
  assert.deepEqual(await problemsOf('caller', flows), [])
  assert.deepEqual(await problemsOf('payment', flows), [])
})

test('a call of a flow that is not in the pack is refused at its line, with the mend in both languages', async () => {
  const [problem, ...others] = await problemsOf('caller', { caller: call('payments') })
  assert.deepEqual(others, [])
  assert.deepEqual([problem?.code, problem?.line], ['flows.unknown-flow', 3])
  assert.match(problem?.message ?? '', /^“缴费” callActivity pay：调用的流程不存在。/)
  assert.match(problem?.mend ?? '', /改正 calledElement.*Correct calledElement/)
})

test('flows that call each other are refused in both files', async () => {
  const flows = { one: call('other'), other: call('one') }
  for (const key of Object.keys(flows)) {
    const codes = (await problemsOf(key, flows)).map((problem) => problem.code)
    assert.ok(
      codes.some((code) => code === 'flows.recursive-call' || code === 'flows.called-flow'),
      codes.join(),
    )
  }
})

test('a join that can wait for ever is refused at its line', async () => {
  const body = `<startEvent id="s"/><exclusiveGateway id="x" default="x-j"/><userTask id="t" zt:post="reviewer" zt:verbs="propose"/>
<parallelGateway id="j" name="汇总"/>
<endEvent id="e"/>${flow('s', 'x')}${flow('x', 'j')}${flow('t', 'j')}${flow('j', 'e')}<sequenceFlow id="x-t" sourceRef="x" targetRef="t"><conditionExpression>answers.big = true</conditionExpression></sequenceFlow>`
  const [problem] = await problemsOf('stuck', { stuck: file(body) })
  assert.deepEqual([problem?.code, problem?.line], ['flows.deadlock', 3])
  assert.match(problem?.message ?? '', /“汇总” parallelGateway j：可能永远等不齐/)
})
