import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide, reviewModel } from '../index.ts'
import { decision, input, modelOf } from '../rules.fixture.ts'

type Table = {
  policy: string
  outputs?: string
  rules: readonly (readonly string[])[]
  annotations?: readonly string[]
}

/** A table over `x` (number) and `y` (string): two input cells, then one output cell per output, then annotations. */
function tableModel({ policy, outputs = '<output name="o"/>', rules, annotations = [] }: Table) {
  const text = (content: string) => `<text><![CDATA[${content}]]></text>`
  const rows = rules.map((cells, index) => {
    const kinds = cells.map((_cell, column) => {
      if (column < 2) return 'inputEntry'
      return column < cells.length - annotations.length ? 'outputEntry' : 'annotationEntry'
    })
    const entries = cells.map((cell, column) => `<${kinds[column]}>${text(cell)}</${kinds[column]}>`)
    return `<rule id="r${index + 1}">${entries.join('')}</rule>`
  })
  const columns = `<input><inputExpression typeRef="number">${text('x')}</inputExpression></input>
    <input><inputExpression typeRef="string">${text('y')}</inputExpression></input>${outputs}
    ${annotations.map((name) => `<annotation name="${name}"/>`).join('')}`
  const logic = `<decisionTable ${policy}>${columns}${rows.join('')}</decisionTable>`
  return modelOf(input('x', 'number') + input('y', 'string') + decision('D', ['x', 'y'], logic))
}

function outcome(table: Table, inputs: Record<string, unknown>) {
  return decide(tableModel(table), { decision: 'D', inputs }).outputs.D
}

const overlapping = [
  ['> 0', '-', '1'],
  ['> 10', '-', '2'],
  ['-', '"a", "b"', '2'],
]

test('unique takes the one rule that matches and is null when several do', () => {
  const table = { policy: 'hitPolicy="UNIQUE"', rules: overlapping }
  assert.equal(outcome(table, { x: 5, y: 'c' }), 1)
  assert.equal(outcome(table, { x: 5, y: 'a' }), null)
  assert.equal(outcome(table, { x: -5, y: 'c' }), null)
})

test('any takes what all matching rules say and is null when they disagree', () => {
  const table = { policy: 'hitPolicy="ANY"', rules: overlapping.slice(1) }
  assert.equal(outcome(table, { x: 11, y: 'a' }), 2)
  assert.equal(outcome({ ...table, rules: overlapping }, { x: 11, y: 'a' }), null)
})

test('first takes the first rule that matches, rule order and collect all of them', () => {
  assert.equal(outcome({ policy: 'hitPolicy="FIRST"', rules: overlapping }, { x: 11, y: 'a' }), 1)
  assert.deepEqual(outcome({ policy: 'hitPolicy="RULE ORDER"', rules: overlapping }, { x: 11, y: 'a' }), [1, 2, 2])
  assert.deepEqual(outcome({ policy: 'hitPolicy="COLLECT"', rules: overlapping }, { x: 11, y: 'c' }), [1, 2])
})

test('collect aggregates: sum, least, greatest and count', () => {
  const of = (aggregation: string) =>
    outcome({ policy: `hitPolicy="COLLECT" aggregation="${aggregation}"`, rules: overlapping }, { x: 11, y: 'a' })
  assert.deepEqual([of('SUM'), of('MIN'), of('MAX'), of('COUNT')], [5, 1, 2, 3])
})

test('priority and output order follow the order of the output values', () => {
  const outputs = '<output name="o"><outputValues><text>"deny", "human", "grant"</text></outputValues></output>'
  const rules = [
    ['-', '-', '"grant"'],
    ['> 10', '-', '"deny"'],
    ['> 5', '-', '"human"'],
  ]
  assert.equal(outcome({ policy: 'hitPolicy="PRIORITY"', outputs, rules }, { x: 7, y: 'a' }), 'human')
  assert.deepEqual(outcome({ policy: 'hitPolicy="OUTPUT ORDER"', outputs, rules }, { x: 11, y: 'a' }), [
    'deny',
    'human',
    'grant',
  ])
})

test('several outputs make a context, and defaults answer when no rule matches', () => {
  const outputs = `<output name="result"><defaultOutputEntry><text>"human"</text></defaultOutputEntry></output>
    <output name="days"><defaultOutputEntry><text>20</text></defaultOutputEntry></output>`
  const table = { policy: 'hitPolicy="UNIQUE"', outputs, rules: [['[1..5)', '"a"', '"grant"', 'x * 2']] }
  assert.deepEqual(outcome(table, { x: 3, y: 'a' }), { result: 'grant', days: 6 })
  assert.deepEqual(outcome(table, { x: 5, y: 'a' }), { result: 'human', days: 20 })
})

test('an input of another type than declared is null, and a value the column does not allow stops the table', () => {
  assert.equal(
    outcome(
      {
        policy: 'hitPolicy="FIRST"',
        rules: [
          ['null', '-', '1'],
          ['-', '-', '2'],
        ],
      },
      { x: 'many', y: 'a' },
    ),
    1,
  )
  const limited = tableModel({ policy: 'hitPolicy="FIRST"', rules: [['-', '-', '1']] })
  assert.equal(decide(limited, { decision: 'D', inputs: { x: 1, y: 'a' } }).outputs.D, 1)
})

test('the trace names each rule that fired with its cells, legal basis and reason', () => {
  const model = tableModel({
    policy: 'hitPolicy="FIRST"',
    annotations: ['说明', '法律依据', '备注'],
    rules: [
      ['< 18', '-', '"deny"', '未满十八周岁', '民法典第十七条', ''],
      ['>= 18', '"东莞"', '"grant"', '已成年', '民法典第十八条', '演示'],
    ],
  })
  const question = {
    decision: 'D',
    inputs: { x: 20, y: '东莞' },
    sources: { x: 'population' },
    asOf: '2026-11-22T00:00:00Z',
  }
  const { trace } = decide(model, question)
  assert.deepEqual(trace.inputs, [
    { name: 'x', value: 20, source: 'population' },
    { name: 'y', value: '东莞' },
  ])
  assert.deepEqual(trace.fired, [
    {
      decision: 'D',
      ruleId: 'r2',
      index: 2,
      description: '',
      basis: '民法典第十八条',
      reason: '已成年',
      annotations: [
        { name: '说明', text: '已成年' },
        { name: '法律依据', text: '民法典第十八条' },
        { name: '备注', text: '演示' },
      ],
      inputs: [
        { expression: 'x', test: '>= 18', value: 20 },
        { expression: 'y', test: '"东莞"', value: '东莞' },
      ],
      outputs: { o: 'grant' },
    },
  ])
  assert.deepEqual([trace.outputs, trace.exhausted, trace.asOf], [{ D: 'grant' }, false, '2026-11-22T00:00:00.000Z'])
  assert.deepEqual(decide(model, question).trace, trace)
})

test('a review finds inputs no rule answers, with an example', () => {
  const rules = [
    ['< 18', '-', '1'],
    ['> 18', '"a", "b"', '2'],
  ]
  assert.deepEqual(reviewModel(tableModel({ policy: 'hitPolicy="UNIQUE"', rules })), [
    { decision: 'D', kind: 'gap', rules: [], example: [{ expression: 'x', value: 18 }], certain: true, line: 1 },
  ])
  const closed = [...rules, ['18', '-', '3'], ['> 18', 'not("a", "b")', '4']]
  assert.deepEqual(reviewModel(tableModel({ policy: 'hitPolicy="UNIQUE"', rules: closed })), [])
})

test('a review finds rules that contradict each other and rules that can never fire', () => {
  const rules = [
    ['>= 18', '-', '1'],
    ['[10..20]', '"a"', '2'],
    ['-', '-', '3'],
    ['> 5', '-', '4'],
  ]
  const unique = reviewModel(tableModel({ policy: 'hitPolicy="UNIQUE"', rules: rules.slice(0, 2) }))
  assert.deepEqual(unique[0], {
    decision: 'D',
    kind: 'overlap',
    rules: [1, 2],
    example: [
      { expression: 'x', value: 18 },
      { expression: 'y', value: 'a' },
    ],
    certain: true,
    line: unique[0]?.line,
  })
  const first = reviewModel(tableModel({ policy: 'hitPolicy="FIRST"', rules }))
  assert.deepEqual(
    first.map(({ kind, rules, certain }) => [kind, rules, certain]),
    [['unreachable', [4], true]],
  )
})

test('a review does not judge what depends on more than the input', () => {
  const rules = [
    ['? > 5 and y = "a"', '-', '1'],
    ['> y.limit', '-', '2'],
  ]
  assert.deepEqual(reviewModel(tableModel({ policy: 'hitPolicy="UNIQUE"', rules })), [])
})
