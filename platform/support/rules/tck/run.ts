import { decideValues } from '../dmn/decide.ts'
import { type CompiledModel, compileModel, type Element } from '../dmn/model.ts'
import { readAs } from '../dmn/typed-input.ts'
import { equal } from '../feel/compare.ts'
import { formatValue, fromFeel } from '../feel/convert.ts'
import { subtract, toDecimal } from '../feel/number.ts'
import { isContext, isList, isNumber, kindOf, type Value } from '../feel/values.ts'
import type { SuiteFile } from './archive.ts'
import { readTestFile, type TestCase, type TestNode } from './cases.ts'

/** What became of one result node: `failure` says expected and actual, or why it could not run. */
export type Outcome = { name: string; state: 'passed' | 'failed' | 'skipped'; detail: string }

/** Runs every result node of every test file of a suite, in the order of the paths. `now` stands for the present. */
export function* runSuite(files: readonly SuiteFile[], now: Date): Generator<Outcome> {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1))
  for (const file of sorted.filter(({ path }) => path.endsWith('.xml'))) {
    const test = readTests(file)
    if (!test) continue
    if (typeof test === 'string') {
      yield { name: file.path, state: 'failed', detail: test }
      continue
    }
    const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1)
    const beside = sorted.filter(({ path }) => path.endsWith('.dmn') && path.startsWith(folder))
    const main = beside.find(({ path }) => path.slice(folder.length) === test.modelName)
    const label = file.path.slice(folder.lastIndexOf('/', folder.length - 2) + 1)
    const model = load(main ? [main, ...beside.filter((other) => other !== main)] : [])
    for (const testCase of test.cases) {
      for (const result of testCase.results) {
        yield { name: `${label} ${testCase.id} ${result.name}`, ...check(model, testCase, result, now) }
      }
    }
  }
}

function readTests(file: SuiteFile): ReturnType<typeof readTestFile> | string {
  try {
    return readTestFile(file.text)
  } catch (error) {
    return String(error)
  }
}

function load(files: readonly SuiteFile[]): CompiledModel | string {
  if (files.length === 0) return 'the model file is missing'
  try {
    return compileModel(
      files.map(({ text }) => text),
      { onBad: 'null' },
    )
  } catch (error) {
    return String(error)
  }
}

function check(model: CompiledModel | string, testCase: TestCase, result: TestNode, now: Date): Omit<Outcome, 'name'> {
  if (typeof model === 'string') return { state: 'failed', detail: model }
  try {
    const { value, why } = answer(model, testCase, result, now)
    if (matches(value, result)) return { state: 'passed', detail: '' }
    const detail = `expected ${formatValue(result.value, true)} but got ${formatValue(value, true)}${why ? ` (${why})` : ''}`
    return { state: /functions of kind|external functions/.test(why) ? 'skipped' : 'failed', detail }
  } catch (error) {
    return { state: 'failed', detail: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

function find(
  model: CompiledModel,
  kind: Element['kind'],
  name: string,
  namespace: string | null,
): Element | undefined {
  const named = model.elements.filter((element) => element.kind === kind && element.name === name)
  return named.find((element) => element.namespace === namespace) ?? named[0]
}

function answer(model: CompiledModel, testCase: TestCase, result: TestNode, now: Date): { value: Value; why: string } {
  const service =
    testCase.kind === 'decisionService' ? find(model, 'decisionService', testCase.invocable, null) : undefined
  const target =
    service ?? find(model, 'decision', result.name, null) ?? find(model, 'decisionService', result.name, null)
  if (!target) return { value: null, why: 'no such decision' }
  const given: Value[] = []
  for (const input of testCase.inputs) {
    const element =
      find(model, 'inputData', input.name, input.namespace) ?? find(model, 'decision', input.name, input.namespace)
    if (element) given[element.index] = input.typed ? input.value : readAs(fromFeel(input.value), element.type)
  }
  const decided = decideValues(target, given, { now, zone: 'UTC', steps: 10_000_000 })
  const outputs = target.service?.outputs ?? []
  const value = decided.value
  const why = decided.session.run.diagnostics.map((diagnostic) => diagnostic.message).join('; ')
  return { value: outputs.length > 1 && isContext(value) ? (value.get(result.name) ?? value) : value, why }
}

/** Equal as FEEL says, with nulls equal inside and irrational numbers to the digits the file gives. */
function matches(actual: Value, expected: TestNode): boolean {
  return same(actual, expected.typed ? expected.value : readAs(fromFeel(expected.value), null), expected.typed)
}

function same(actual: Value, expected: Value, typed: boolean): boolean {
  if (!typed && actual === null && expected === '') return true
  if (actual === null || expected === null) return actual === expected
  if (isList(actual) && isList(expected)) {
    return actual.length === expected.length && actual.every((item, i) => same(item, expected[i] ?? null, typed))
  }
  if (isContext(actual) && isContext(expected)) {
    if (actual.size !== expected.size) return false
    return [...expected].every(([key, value]) => actual.has(key) && same(actual.get(key) ?? null, value, typed))
  }
  if (isNumber(actual) && isNumber(expected)) return near(actual, expected)
  if (!typed && typeof expected === 'string' && formatValue(actual) === expected) return true
  return (
    kindOf(actual) === kindOf(expected) &&
    (equal(actual, expected, { spend: () => undefined }) === true || formatValue(actual) === formatValue(expected))
  )
}

function near(actual: Value, expected: Value): boolean {
  if (!isNumber(actual) || !isNumber(expected)) return false
  const difference = subtract(actual, expected)
  // The files give irrational results to some eight digits; never to fewer than six.
  const digits = toDecimal(expected).decimalPlaces()
  const tolerance = digits >= 6 ? Math.max(1e-8, 10 ** -digits) : 1e-8
  return difference !== null && toDecimal(difference).abs().lte(tolerance)
}
