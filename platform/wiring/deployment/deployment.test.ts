import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type LoadedPack, loadPack, type PackFile, readPackFolder } from '#support/packs/index.ts'
import { compileFeel } from '#support/rules/index.ts'
import { exampleKind } from '../../cli/pack-test/example.ts'
import { packKinds } from '../pack-kinds.ts'

const kinds = [...packKinds(compileFeel), exampleKind]
const read = (path: string) => readPackFolder(fileURLToPath(new URL(path, import.meta.url)))
const lamps = await read('../../cli/pack-test/fixtures/lamp-adoption/')
const bees = await read('../../../packs/beekeepers/')
const beside: LoadedPack[] = []
for (const name of ['registers', 'letters', 'licence-renewal'])
  beside.push(await loadPack(await read(`../../../packs/${name}/`), kinds, beside))

type Spoilt = { files?: PackFile[]; file: string; from: string; to: string }

/** The errors of a sound pack in which one text of one file is another: code and the text of the line they point to. */
async function errorsOf({ files = lamps, file, from, to }: Spoilt) {
  const spoilt = files.map((each) => (each.path === file ? { ...each, text: each.text.replace(from, () => to) } : each))
  assert.ok(
    files.some((each) => each.path === file && each.text.includes(from)),
    `${from} stands in ${file}`,
  )
  const { problems } = await loadPack(spoilt, kinds, beside)
  return problems
    .filter(({ severity }) => severity === 'error')
    .map((problem) => {
      assert.ok(problem.mend.length > 10, 'says how to mend it')
      const text = spoilt.find(({ path }) => path === problem.file)?.text ?? ''
      return { code: problem.code, line: text.split('\n')[problem.line - 1]?.trim() ?? '', message: problem.message }
    })
}

/** One error, of this code, at a line that holds this text. */
async function isRefused(code: string, line: string, spoilt: Spoilt) {
  const errors = await errorsOf(spoilt)
  assert.deepEqual(
    errors.map((error) => error.code),
    [code],
    JSON.stringify(errors),
  )
  assert.ok(errors[0]!.line.includes(line), `${errors[0]!.line} holds ${line}`)
}

const dmn = 'rules/lamp-adoption.dmn'
const bpmn = 'flows/lamp-adoption.bpmn'
const form = 'forms/lamp-adoption.yaml'

test('the packs the faults are put into are sound', async () => {
  for (const files of [lamps, bees]) {
    const { problems } = await loadPack(files, kinds, beside)
    assert.deepEqual(
      problems.filter(({ severity }) => severity === 'error'),
      [],
    )
  }
})

test('a rule with a gap is refused, with an input that no row answers', async () => {
  const spoilt = { file: dmn, from: '<text>-</text>', to: '<text>not(true, false)</text>' }
  await isRefused('rules.gap', '<decisionTable', spoilt)
  assert.match((await errorsOf(spoilt))[0]!.message, /free = false/)
})

test('rows that contradict each other are refused at the first of them', async () => {
  await isRefused('rules.overlap', '<rule id="free-lamp">', {
    file: dmn,
    from: 'hitPolicy="FIRST"',
    to: 'hitPolicy="UNIQUE"',
  })
})

test('a row that can never fire is refused', async () => {
  const spoilt = { file: dmn, from: '<text>true</text>', to: '<text>-</text>' }
  await isRefused('rules.unreachable', '<rule id="otherwise">', spoilt)
})

test('a cell of another type than its column is refused', async () => {
  const spoilt = { file: dmn, from: '<text>true</text>', to: '<text>"yes"</text>' }
  await isRefused('rules.clash', '<rule id="free-lamp">', spoilt)
})

test('a name that a rule does not know is refused', async () => {
  await isRefused('rules.unknown-name', '', { file: dmn, from: '<text>free</text>', to: '<text>fre</text>' })
})

test('knowledge that calls itself for ever is refused, with and without a condition', async () => {
  const knowledge = (body: string) =>
    `<businessKnowledgeModel id="bkm" name="turn"><variable id="v-turn" name="turn"/><encapsulatedLogic>
      <formalParameter name="n" typeRef="number"/><literalExpression><text>${body}</text></literalExpression>
    </encapsulatedLogic></businessKnowledgeModel><decision id="lamp-adoption"`
  const spoilt = (body: string) => ({ file: dmn, from: '<decision id="lamp-adoption"', to: knowledge(body) })
  const endless = async (body: string) => (await errorsOf(spoilt(body))).map(({ code }) => code)
  await isRefused('rules.endless', 'id="bkm"', spoilt('turn(n + 1)'))
  await isRefused('rules.endless', 'id="bkm"', spoilt('if n = 0 then 0 else turn(n)'))
  assert.deepEqual(await endless('if n = 0 then turn(1) else turn(n - 1)'), ['rules.endless'])
  assert.deepEqual(await endless('if n &lt;= 0 then 0 else n + turn(n - 1)'), [])
  assert.deepEqual(await endless('n = 0 or turn(n - 1)'), [])
})

test('a rule asked with an input it does not know, and one left without an input, are refused at the task', async () => {
  const errors = await errorsOf({ file: bpmn, from: '<zt:input name="free">', to: '<zt:input name="fre">' })
  assert.deepEqual(errors.map(({ code, line }) => [code, line.slice(0, 22)]).sort(), [
    ['flows.rule-input-missing', '<businessRuleTask id="'],
    ['flows.unknown-rule-input', '<zt:input name="fre">f'],
  ])
})

test('a field of another type than the rule wants is refused at the input', async () => {
  const spoilt = { file: bpmn, from: '>facts.free<', to: '>answers.lamp<' }
  await isRefused('flows.type-clash', '<zt:input name="free">', spoilt)
})

test('a choice that the form offers and the rule does not allow is refused', async () => {
  const typed = lamps.map((file) =>
    file.path === dmn
      ? {
          ...file,
          text: file.text
            .replace(
              '<inputData',
              '<itemDefinition name="tKind"><typeRef>string</typeRef><allowedValues><text>"led", "gas"</text></allowedValues></itemDefinition><inputData',
            )
            .replace('typeRef="boolean" /></inputData>', 'typeRef="tKind" /></inputData>')
            .replace('typeRef="boolean"><text>free', 'typeRef="tKind"><text>free')
            .replace('<text>true</text>', '<text>"led"</text>'),
        }
      : file.path === bpmn
        ? { ...file, text: file.text.replace('facts.free', 'answers.lamp') }
        : file,
  )
  const from = "pattern: '^L\\d+$', maxLength: 8"
  assert.deepEqual(await errorsOf({ files: typed, file: form, from, to: 'enum: [led, gas]' }), [])
  await isRefused('flows.type-clash', '<zt:input name="free">', {
    files: typed,
    file: form,
    from,
    to: 'enum: [led, oil]',
  })
})

test('a field that no form has, and a variable that nothing sets, are refused in a condition as in an input', async () => {
  await isRefused('flows.unknown-field', 'id="f3"', {
    file: bpmn,
    from: 'proposal.outcome = "grant"',
    to: 'proposal.outcome = "grant" and answers.age &gt; 18',
  })
  await isRefused('flows.unknown-name', 'id="f3"', { file: bpmn, from: 'proposal.outcome =', to: 'propsal.outcome =' })
  await isRefused('flows.unknown-field', '<zt:input name="free">', { file: bpmn, from: 'facts.free', to: 'facts.fre' })
})

test('an item that brings a flow of another pack together with a form that lacks its fields is refused', async () => {
  const header = (name: string, more = '') => `name: ${name}\nversion: 1.0.0\ntitle: 虚构\ntitleEn: Invented\n${more}`
  const has = (path: string) => path.startsWith('flows/') || path.startsWith('rules/')
  const flows = await loadPack(
    [{ path: 'pack.yaml', text: header('lamp-flows') }, ...lamps.filter(({ path }) => has(path))],
    kinds,
    [],
  )
  const rest = lamps.filter(({ path }) => !has(path) && path !== 'pack.yaml' && !path.startsWith('examples/'))
  const codesOf = async (from: string, to: string) => {
    const files = rest.map((file) => (file.path === form ? { ...file, text: file.text.replace(from, to) } : file))
    const pack = [{ path: 'pack.yaml', text: header('lamps', 'requires: [lamp-flows]\n') }, ...files]
    const { problems } = await loadPack(pack, kinds, [flows])
    return problems.filter(({ severity }) => severity === 'error').map(({ code, file }) => `${file} ${code}`)
  }
  assert.deepEqual(await codesOf('    free:', '    free:'), [])
  assert.deepEqual(await codesOf('    free:', '    vacant:'), ['items/lamp-adoption.yaml flows.unknown-field'])
})

test('fields that are shown only when they are shown are refused', async () => {
  const circle = `y: { type: string, title: 乙, maxLength: 9, x-show: 'z = "1"', x-ui: { en: Y } }
    z: { type: string, title: 丙, maxLength: 9, x-show: 'y = "1"', x-ui: { en: Z } }
    free:`
  const paged = lamps.map((file) =>
    file.path === form ? { ...file, text: file.text.replace('fields: [lamp]', 'fields: [lamp, y, z]') } : file,
  )
  const errors = await errorsOf({ files: paged, file: form, from: 'free:', to: circle })
  assert.deepEqual(
    errors.map(({ code, line }) => [code, line.slice(0, 2)]),
    [
      ['forms.show-cycle', 'y:'],
      ['forms.show-cycle', 'z:'],
    ],
  )
})

test('a source that names a field its register has not, or one of another type, is refused', async () => {
  await isRefused('forms.unknown-register-field', 'x-from:', { file: form, from: 'field: free }', to: 'field: fre }' })
  await isRefused('forms.type-clash', 'x-from:', { file: form, from: 'field: free }', to: 'field: lamp_no }' })
})

test('a credential issued without what it must have, or with what it has not, is refused', async () => {
  const flow = bees.find(({ path }) => path.startsWith('flows/'))!
  const elements = /<zt:input name="elements">\{\s*(\w+):/.exec(flow.text)!
  const spoilt = (to: string) => ({
    files: bees,
    file: flow.path,
    from: elements[0],
    to: elements[0].replace(elements[1]!, to),
  })
  const codes = (await errorsOf(spoilt('honey'))).map(({ code }) => code).sort()
  assert.deepEqual(codes, ['flows.element-never-filled', 'flows.unknown-element'])
  const type = /"[a-z-]+"(?=<\/zt:input>\s*<zt:input name="elements")/.exec(flow.text)![0]
  await isRefused('flows.unknown-credential', '<zt:input name="type">', {
    files: bees,
    file: flow.path,
    from: type,
    to: '"honey"',
  })
})

test('a task of no kind is let through with a warning', async () => {
  const between = '<task id="think" name="想一想" /><sequenceFlow id="f1b" sourceRef="think" targetRef="check" />'
  const files = lamps.map((each) =>
    each.path === bpmn
      ? {
          ...each,
          text: each.text.replace(
            '<sequenceFlow id="f1" sourceRef="submitted" targetRef="check" />',
            `${between}<sequenceFlow id="f1" sourceRef="submitted" targetRef="think" />`,
          ),
        }
      : each,
  )
  const { problems } = await loadPack(files, kinds, beside)
  const found = problems.map(({ severity, code }) => `${severity} ${code}`)
  assert.ok(found.includes('warning flows.task-of-no-kind'), found.join())
  assert.ok(problems.every(({ severity }) => severity === 'warning'))
})

test('a rule in which no decision stands above the others is refused', async () => {
  const other = `<decision id="beside" name="beside"><variable id="v-beside" name="beside"/>
    <literalExpression><text>1</text></literalExpression></decision><decision id="lamp-adoption"`
  await isRefused('rules.no-main-decision', '<?xml', { file: dmn, from: '<decision id="lamp-adoption"', to: other })
})

test('a table of too many combinations is let through with a warning that says so, at the table', async () => {
  const columns = Array.from({ length: 24 }, (_, i) => i)
  const inputs = columns.map(
    (i) =>
      `<input id="w${i}"><inputExpression id="we${i}" typeRef="boolean"><text>1 = ${i}</text></inputExpression></input>`,
  )
  // One row for each column, and one for all the rest: each of 2²⁴ combinations fires other rows.
  const rows = [...columns, -1].map((row) => {
    const cells = columns.map(
      (i) => `<inputEntry id="c${row}-${i}"><text>${i === row ? 'true' : '-'}</text></inputEntry>`,
    )
    return `<rule id="r${row}">${cells.join('')}<outputEntry id="o${row}"><text>${row}</text></outputEntry></rule>`
  })
  const wide = `<decision id="wide" name="wide"><variable id="v-wide" name="wide"/>
    <decisionTable id="wide-table" hitPolicy="FIRST">${inputs.join('')}<output id="wo"/>${rows.join('')}</decisionTable></decision>
    <decision id="lamp-adoption"`
  const files = lamps.map((each) =>
    each.path === dmn ? { ...each, text: each.text.replace('<decision id="lamp-adoption"', wide) } : each,
  )
  const { problems } = await loadPack(files, kinds, beside)
  const found = problems.filter(({ code }) => code === 'rules.unjudged')
  assert.deepEqual(
    found.map(({ severity, file }) => [severity, file]),
    [['warning', dmn]],
  )
  const text = files.find(({ path }) => path === dmn)!.text.split('\n')[found[0]!.line - 1]
  assert.match(text ?? '', /wide-table/)
  assert.match(found[0]!.mend, /Split the table/)
})

test('a field filled from an element that a credential has not is refused at the field', async () => {
  await isRefused('forms.unknown-element', 'wingspan', {
    files: bees,
    file: 'forms/beekeeper.yaml',
    from: 'x-from: { account: mobile }',
    to: 'x-from: { credential: beekeeper-card, field: wingspan }',
  })
})
