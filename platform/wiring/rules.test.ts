import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMetrics } from '#ground/telemetry/metrics.ts'
import type { Net } from '#support/cases/index.ts'
import type { Artefact } from '#support/packs/index.ts'
import { createRules } from './rules.ts'

const modelOf = (
  logic: string,
) => `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="蜂箱" namespace="urn:x">
  <inputData id="hives" name="hives"><variable name="hives" typeRef="number"/></inputData>
  <decision id="d" name="d"><variable name="d"/>
    <informationRequirement><requiredInput href="#hives"/></informationRequirement>
    <literalExpression><text>${logic}</text></literalExpression></decision></definitions>`

/** The rule `bees` asked with three hives, and what the operator heard. */
async function ask(logic: string) {
  const artefact = { kind: 'rule', key: 'bees', version: 3, content: modelOf(logic) } as Artefact<never>
  const logged: unknown[] = []
  const metrics = createMetrics()
  const rules = createRules({
    packs: { get: async () => artefact, made: (_artefact, _name, make) => make() },
    log: { error: (...line: unknown[]) => void logged.push(line) },
    metrics,
  })
  const net = { nodes: [{ kind: 'rule', decision: 'bees' }] } as unknown as Net
  const askRule = await rules.rulesFor(net)
  const answer = askRule({ key: 'bees', inputs: { hives: 3 }, texts: {} }, '2026-11-23', [])
  const replayed = await rules.replay({ ruleKey: 'bees', ruleVersion: 3, asOf: '2026-11-23', record: answer.record })
  assert.deepEqual(replayed, answer.record.outputs, 'replays to the same')
  const stops = (await metrics.ruleStops.get()).values.map(({ value, labels }) => [labels.rule, value])
  return { answer, logged, stops }
}

test('a rule that explodes decides nothing: a person does, is told why, and the operator is told', async () => {
  const { answer, logged, stops } = await ask(
    'if count(for i in 1..1000000000 return i) > 1 then {outcome: "grant"} else null',
  )
  assert.equal(answer.outcome, 'human')
  assert.equal(answer.result.outcome, 'human')
  assert.match(JSON.stringify(answer.record.outputs), /规则没有在规定的计算量内得出结论，由工作人员办理/)
  assert.deepEqual(stops, [['bees', 1]])
  assert.match(JSON.stringify(logged), /"rule":"bees","version":3.*stopped by its budget/)
})

test('a rule that says nothing hands over to a person too, without alarm', async () => {
  const { answer, logged } = await ask('if hives > 5 then {outcome: "grant"} else null')
  assert.equal(answer.outcome, 'human')
  assert.match(JSON.stringify(answer.record.outputs), /规则没有对这种情况作出规定/)
  assert.deepEqual(logged, [])
})

test('a rule that decides is left alone', async () => {
  const { answer } = await ask('{outcome: if hives &lt;= 5 then "grant" else "deny"}')
  assert.deepEqual([answer.outcome, answer.record.outputs], ['grant', { outcome: 'grant', reasons: [] }])
})
