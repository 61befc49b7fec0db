import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#kernel/errors.ts'
import { compileModel, decide } from '../index.ts'
import { decision, input, literal, modelOf, modelXml } from '../rules.fixture.ts'

function answer(elements: string, inputs: Record<string, unknown> = {}, name = 'D') {
  return decide(modelOf(elements), { decision: name, inputs }).outputs[name]
}

test('a decision sees what it requires and nothing else', () => {
  const base = input('a', 'number') + decision('E', [], literal('41'))
  assert.equal(answer(base + decision('D', ['a', 'E'], literal('a + E')), { a: 1 }), 42)
  assert.throws(() => modelOf(base + decision('D', ['a'], literal('a + E'))), {
    code: 'rules.unknown-name',
    message: /D reads "E"/,
  })
})

test('the main decision is the one no other requires', () => {
  assert.equal(modelOf(decision('E', [], literal('1')) + decision('D', ['E'], literal('E'))).mainDecision, 'D')
  assert.equal(modelOf(decision('E', [], literal('1')) + decision('D', [], literal('1'))).mainDecision, '')
})

test('text becomes a date, a time or an exact number where the declared type is one', () => {
  assert.equal(
    answer(input('born', 'date') + decision('D', ['born'], literal('born.year')), { born: '1990-05-01' }),
    1990,
  )
  assert.equal(
    answer(input('sum', 'number') + decision('D', ['sum'], literal('sum + 1')), { sum: '12345678901234567890' }),
    '12345678901234567891',
  )
  assert.equal(answer(input('born', 'date') + decision('D', ['born'], literal('born = null')), { born: 'soon' }), true)
})

test('boxed contexts, lists, relations and conditionals nest', () => {
  const entry = (name: string, logic: string) => `<contextEntry><variable name="${name}"/>${logic}</contextEntry>`
  const context = `<context>${entry('rate', literal('0.1'))}${entry('base', literal('amount * rate'))}
    <contextEntry>${literal('base + 1')}</contextEntry></context>`
  assert.equal(answer(input('amount', 'number') + decision('D', ['amount'], context), { amount: 20 }), 3)
  const relation = `<relation><column name="name"/><column name="fee"/>
    <row>${literal('"a"')}${literal('1')}</row><row>${literal('"b"')}${literal('2')}</row></relation>`
  const table = decision('T', [], relation)
  assert.equal(answer(table + decision('D', ['T'], literal('sum(T.fee)'))), 3)
  const choice = `<conditional><if>${literal('amount > 10')}</if><then>${literal('"much"')}</then><else><list>${literal('1')}</list></else></conditional>`
  assert.deepEqual(answer(input('amount', 'number') + decision('D', ['amount'], choice), { amount: 1 }), [1])
})

test('boxed iterators and filters follow their FEEL forms', () => {
  const of = (element: string, body: string, name: string) =>
    answer(
      decision(
        'D',
        [],
        `<${element} iteratorVariable="n"><in>${literal('[1, 2, 3]')}</in><${body}>${literal(name)}</${body}></${element}>`,
      ),
    )
  assert.deepEqual(of('for', 'return', 'n * 2'), [2, 4, 6])
  assert.equal(of('some', 'satisfies', 'n > 2'), true)
  assert.equal(of('every', 'satisfies', 'n > 2'), false)
  assert.deepEqual(of('filter', 'match', 'item > 1'), [2, 3])
})

const fee = `<businessKnowledgeModel id="K" name="fee of"><variable name="fee of"/><encapsulatedLogic>
  <formalParameter name="kind" typeRef="string"/><formalParameter name="days" typeRef="number"/>
  ${literal('if kind = "urgent" then days * 2 else days')}</encapsulatedLogic></businessKnowledgeModel>`
const knows = '<knowledgeRequirement><requiredKnowledge href="#K"/></knowledgeRequirement>'

test('business knowledge is called from text and by boxed invocation, by name', () => {
  assert.equal(answer(fee + decision('D', [], knows + literal('fee of("urgent", 5)'))), 10)
  const binding = (name: string, text: string) => `<binding><parameter name="${name}"/>${literal(text)}</binding>`
  const invocation = `<invocation>${literal('fee of')}${binding('days', '3')}${binding('kind', '"plain"')}</invocation>`
  assert.equal(answer(fee + decision('D', [], knows + invocation)), 3)
  assert.equal(answer(fee + decision('D', [], knows + literal('fee of("urgent", "x")'))), null)
})

test('a decision service decides apart from the world around it', () => {
  const service = `<decisionService id="S" name="service"><variable name="service"/><outputDecision href="#E"/><inputDecision href="#F"/><inputData href="#a"/></decisionService>`
  const parts = input('a', 'number') + decision('F', [], literal('100')) + decision('E', ['a', 'F'], literal('a + F'))
  const model = modelOf(parts + service)
  assert.deepEqual(decide(model, { decisionService: 'service', inputs: { a: 1, F: 2 } }).outputs, { E: 3 })
  assert.deepEqual(decide(model, { decisionService: 'service', inputs: { a: 1 } }).outputs, { E: null })
  assert.deepEqual(decide(model, { decision: 'E', inputs: { a: 1 } }).outputs, { E: 101 })
  const caller = decision(
    'D',
    [],
    `<knowledgeRequirement><requiredKnowledge href="#S"/></knowledgeRequirement>${literal('service(1, 2)')}`,
  )
  assert.equal(answer(parts + service + caller), 3)
})

test('item definitions check, hold allowed values, and may contain themselves', () => {
  const types = `<itemDefinition name="grade"><typeRef>string</typeRef><allowedValues><text>"A", "B"</text></allowedValues></itemDefinition>
    <itemDefinition name="tree"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>
    <itemComponent name="children" isCollection="true"><typeRef>tree</typeRef></itemComponent></itemDefinition>`
  const graded = types + input('g', 'grade') + decision('D', ['g'], literal('g'))
  assert.deepEqual([answer(graded, { g: 'A' }), answer(graded, { g: 'C' })], ['A', null])
  const place = { name: '东莞', children: [{ name: '莞城', children: [] }] }
  const tree = types + input('t', 'tree') + decision('D', ['t'], literal('t.children.name'))
  assert.deepEqual(answer(tree, { t: place }), ['莞城'])
})

test('an imported model is reached through the name of the import', () => {
  const base = modelXml(
    `<itemDefinition name="age"><typeRef>number</typeRef></itemDefinition>${input('n', 'age')}${decision('Half', ['n'], literal('n / 2'))}`,
    'name="base" namespace="urn:base"',
  )
  const main = modelXml(
    `<import name="base" namespace="urn:base" importType="DMN"/>
     <decision id="D" name="D"><variable name="D" typeRef="base.age"/>
     <informationRequirement><requiredDecision href="urn:base#Half"/></informationRequirement>${literal('base.Half + 1')}</decision>`,
    'name="main" namespace="urn:main"',
  )
  assert.deepEqual(decide(compileModel([main, base]), { decision: 'D', inputs: { n: 10 } }).outputs, { D: 6 })
})

function refusal(elements: string): unknown[] {
  try {
    modelOf(elements)
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error))
    return [error.code, error.message]
  }
  return []
}

test('a model is refused with the element and line that is wrong', () => {
  const java = `<functionDefinition kind="Java">${literal('1')}</functionDefinition>`
  const cases: [string, string, RegExp][] = [
    [decision('D', [], literal('1 +')), 'rules.bad-expression', /line 1, column 4.*literalExpression in line 1/],
    [decision('D', [], java), 'rules.unsupported-element', /kind Java/],
    [decision('D', [], literal('1'), 'nobody'), 'rules.unsupported-element', /D: the type "nobody"/],
    [decision('D', ['gone'], literal('1')), 'rules.missing-element', /D refers to "gone"/],
    [
      decision('D', ['E'], literal('1')) + decision('E', ['D'], literal('1')),
      'rules.requirement-cycle',
      /requires itself/,
    ],
    ['<businessSurprise id="b"/>', 'rules.unsupported-element', /businessSurprise \(b\)/],
    [decision('D', [], '<pmml id="p"/>'), 'rules.unsupported-element', /pmml \(p\): this is no part/],
    ['<decision', 'rules.bad-xml', /line 1/],
    [decision('D', [], '<decisionTable hitPolicy="LAST"/>'), 'rules.unsupported-element', /LAST/],
  ]
  for (const [elements, code, message] of cases) {
    const [foundCode, foundMessage] = refusal(elements)
    assert.equal(foundCode, code, elements)
    assert.match(String(foundMessage), message)
  }
  assert.throws(() => compileModel('<html/>'), { code: 'rules.unsupported-element' })
})

test('asking for a decision that is not there is refused', () => {
  assert.throws(() => answer(decision('D', [], literal('1')), {}, 'X'), {
    code: 'rules.missing-decision',
    kind: 'missing',
  })
})

test('models of DMN 1.2 to 1.5 are read alike', () => {
  for (const version of [
    'http://www.omg.org/spec/DMN/20180521',
    'https://www.omg.org/spec/DMN/20191111',
    'https://www.omg.org/spec/DMN/20211108',
  ]) {
    const xml = modelXml(decision('D', [], literal('1'))).replace('https://www.omg.org/spec/DMN/20230324', version)
    assert.deepEqual(decide(compileModel(xml), { decision: 'D', inputs: {} }).outputs, { D: 1 })
  }
})

test('what constrains a type constrains a list whole; what lists its values, each of its items', () => {
  const types = `<itemDefinition name="few" isCollection="true"><typeRef>string</typeRef>
      <typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
    <itemDefinition name="fewer"><typeRef>few</typeRef><typeConstraint><text>count(?) &lt; 2</text></typeConstraint></itemDefinition>
    <itemDefinition name="grades" isCollection="true"><typeRef>string</typeRef>
      <allowedValues><text>"A", "B"</text></allowedValues></itemDefinition>`
  const as = (type: string, list: string[]) =>
    answer(`${types}${input('x', type)}${decision('D', ['x'], literal('x'))}`, { x: list })
  assert.deepEqual(as('few', ['a', 'b']), ['a', 'b'])
  assert.equal(as('few', ['a', 'b', 'c']), null)
  assert.equal(as('fewer', ['a', 'b']), null)
  assert.deepEqual([as('grades', ['A', 'B', 'A']), as('grades', ['A', 'C'])], [['A', 'B', 'A'], null])
})
