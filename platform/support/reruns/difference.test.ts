import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileModel, decide, inputsBehind } from '#support/rules/index.ts'
import { causesOf, compareAnswers, type Said } from './difference.ts'

/** Two tables, one resting on the other: is the person of age, and what follows. */
const rule = (age: number, reason: string) =>
  compileModel(`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="r" namespace="urn:r">
  <inputData id="i" name="age"><variable name="age" typeRef="number"/></inputData>
  <decision id="a" name="ageLimit"><variable name="ageLimit" typeRef="string"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
    <decisionTable hitPolicy="FIRST"><input><inputExpression typeRef="number"><text>age</text></inputExpression></input><output typeRef="string"/>
      <annotation name="说明"/>
      <rule id="young"><inputEntry><text>&lt;= ${age}</text></inputEntry><outputEntry><text>"grant"</text></outputEntry><annotationEntry><text>${reason}</text></annotationEntry></rule>
      <rule id="old"><inputEntry><text>-</text></inputEntry><outputEntry><text>"deny"</text></outputEntry><annotationEntry><text>超过年龄</text></annotationEntry></rule>
    </decisionTable></decision>
  <decision id="d" name="main"><variable name="main"/><informationRequirement><requiredDecision href="#a"/></informationRequirement>
    <decisionTable hitPolicy="FIRST"><input><inputExpression typeRef="string"><text>ageLimit</text></inputExpression></input><output name="outcome"/>
      <rule id="yes"><inputEntry><text>"grant"</text></inputEntry><outputEntry><text>"grant"</text></outputEntry></rule>
      <rule id="no"><inputEntry><text>-</text></inputEntry><outputEntry><text>"deny"</text></outputEntry></rule>
    </decisionTable></decision></definitions>`)

function ask(limit: number, age: number, reason = '不超过年龄'): Said {
  const { outputs, trace } = decide(rule(limit, reason), { decision: 'main', inputs: { age } })
  const outcome = String(outputs.main)
  return { outcome, outputs: { outcome, reasons: [{ reason }] }, trace }
}

test('the first cause is where it begins: the rows that fired, and the input they disagree about', () => {
  const [before, after] = [ask(40, 38), ask(35, 38)]
  assert.equal(compareAnswers(before, after), 'outcome')
  const behind = (decision: string, but: ReadonlySet<string>) => inputsBehind(rule(35, ''), decision, but)
  const labelOf = (name: string) => ({ ageLimit: '年龄上限', age: '年龄' })[name]
  const causes = causesOf(before.trace, after.trace, { behind, labelOf })
  assert.deepEqual(
    causes.map(({ decision }) => decision),
    ['ageLimit', 'main'],
  )
  assert.deepEqual(
    causes[0]?.before.map(({ ruleId, reason }) => [ruleId, reason]),
    [['young', '不超过年龄']],
  )
  assert.deepEqual(
    causes[0]?.after.map(({ ruleId }) => ruleId),
    ['old'],
  )
  assert.deepEqual(causes[0]?.given, [{ name: 'age', value: 38, label: '年龄' }])
  assert.deepEqual(causes[1]?.given, [], 'it rests on the first')
  assert.deepEqual(causes[0]?.inputs, [{ expression: 'age', value: 38, testBefore: '<= 40', testAfter: '-' }])
})

test('another wording of the reasons is no difference, unless the answer must be the very same', () => {
  const [before, after] = [ask(40, 38), ask(40, 38, '符合年龄')]
  assert.equal(compareAnswers(before, after), 'same')
  assert.equal(compareAnswers(before, after, { exact: true }), 'result')
})

test('the same outcome with another result is told apart', () => {
  const before = { ...ask(40, 38), outputs: { outcome: 'grant', until: '2027-01-01' } }
  const after = { ...ask(40, 38), outputs: { outcome: 'grant', until: '2028-01-01' } }
  assert.equal(compareAnswers(before, after), 'result')
})
