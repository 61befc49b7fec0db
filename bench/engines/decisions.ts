import assert from 'node:assert/strict'
import { ZenEngine } from '@gorules/zen-engine'
import { compileModel, decide } from '../../platform/support/rules/index.ts'
import type { Duel } from './duel.ts'

/** An allowance by age, months of insurance and whether the person lives alone: twenty rows, as cities write them. */
const rows = Array.from({ length: 20 }, (_, row) => ({
  age: [60 + Math.floor(row / 4) * 10, row < 16 ? 69 + Math.floor(row / 4) * 10 : 130] as const,
  months: Math.floor(row / 2) % 2 === 0 ? '< 180' : '>= 180',
  alone: row % 2 === 0,
  amount: 100 + row * 25,
}))

const cell = (tag: string, text: string) => `<${tag}><text><![CDATA[${text}]]></text></${tag}>`
const inputs = { age: 'number', months: 'number', alone: 'boolean' }
const names = Object.keys(inputs)

const dmn = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="allowance" namespace="urn:bench:allowance">
${Object.entries(inputs).map(([name, type]) => `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`)}
<decision id="allowance" name="allowance"><variable name="allowance" typeRef="number"/>
${names.map((name) => `<informationRequirement><requiredInput href="#${name}"/></informationRequirement>`)}
<decisionTable hitPolicy="FIRST">
${Object.entries(inputs).map(([name, type]) => `<input><inputExpression typeRef="${type}"><text>${name}</text></inputExpression></input>`)}
<output name="amount" typeRef="number"/>
${rows
  .map(
    ({ age, months, alone, amount }) =>
      `<rule>${[`[${age.join('..')}]`, months, String(alone)].map((text) => cell('inputEntry', text)).join('')}${cell('outputEntry', String(amount))}</rule>`,
  )
  .join('\n')}
</decisionTable></decision></definitions>`

/** The same table in the peer's own form. */
const jdm = {
  nodes: [
    { id: 'in', name: 'Request', type: 'inputNode', position: { x: 0, y: 0 } },
    {
      id: 'table',
      name: 'Allowance',
      type: 'decisionTableNode',
      position: { x: 0, y: 0 },
      content: {
        hitPolicy: 'first',
        inputs: names.map((name) => ({ id: name, name, field: name })),
        outputs: [{ id: 'amount', name: 'amount', field: 'amount' }],
        rules: rows.map(({ age, months, alone, amount }, row) => ({
          _id: `r${row}`,
          age: `[${age.join('..')}]`,
          months,
          alone: String(alone),
          amount: String(amount),
        })),
      },
    },
    { id: 'out', name: 'Response', type: 'outputNode', position: { x: 0, y: 0 } },
  ],
  edges: [
    { id: 'e1', sourceId: 'in', targetId: 'table', type: 'edge' },
    { id: 'e2', sourceId: 'table', targetId: 'out', type: 'edge' },
  ],
}

/** People of all rows: the first is found at once, the last after all others. */
const people = rows.map(({ age, months, alone, amount }) => ({
  inputs: { age: age[0] + 3, months: months === '< 180' ? 120 : 200, alone },
  amount,
}))

/** As many at once as the peer's threads can make use of; it answers by promises only. */
const crowd = 100

export const decisions: Duel = {
  name: 'decisions',
  operation: 'a decision of a table with 20 rows and 3 inputs, first hit, answers checked; no trace on either side',
  peer: '@gorules/zen-engine',
  target: 10,
  async prepare() {
    const model = compileModel(dmn)
    const own = () => {
      for (const { inputs: given, amount } of people)
        assert.equal(decide(model, { decision: 'allowance', inputs: given }).outputs.allowance, amount)
      return people.length
    }
    const table = new ZenEngine().createDecision(jdm)
    const peer = async () => {
      const asked = Array.from({ length: crowd }, (_, at) => people[at % people.length]!)
      const answers = await Promise.all(asked.map(({ inputs: given }) => table.evaluate(given)))
      for (const [at, { result }] of answers.entries()) assert.equal(result.amount, asked[at]!.amount)
      return crowd
    }
    return { own, peer }
  },
}
