import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { decision, literal, modelXml } from '../rules.fixture.ts'
import { readTar } from './archive.ts'
import { runSuite } from './run.ts'

const now = new Date('2026-11-22T00:00:00Z')

test('a case is judged by its expected value and named when it fails', () => {
  const tests = `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
    <modelName>m.dmn</modelName>
    <testCase id="001"><resultNode name="D"><expected><value xsi:type="xsd:decimal">2</value></expected></resultNode></testCase>
    <testCase id="002"><resultNode name="D"><expected><value xsi:nil="true"/></expected></resultNode></testCase>
    <testCase id="003"><resultNode name="L"><expected><list><item><value xsi:type="xsd:string">a</value></item></list></expected></resultNode></testCase>
  </testCases>`
  const model = modelXml(decision('D', [], literal('1 + 1')) + decision('L', [], literal('["a"]')))
  const outcomes = [
    ...runSuite(
      [
        { path: 's/t.xml', text: tests },
        { path: 's/m.dmn', text: model },
      ],
      now,
    ),
  ]
  assert.deepEqual(
    outcomes.map(({ state }) => state),
    ['passed', 'failed', 'passed'],
  )
  assert.equal(outcomes[1]?.name, 's/t.xml 002 D')
  assert.match(outcomes[1]?.detail ?? '', /expected null but got 2/)
})

test('the open cases of the public suite pass', (context) => {
  const archive = fileURLToPath(new URL('../../../../../shared/data/dmn-bpmn/dmn-tck.open.tar.gz', import.meta.url))
  if (!existsSync(archive)) return context.diagnostic('not run: ../shared/data/dmn-bpmn is not here')
  const outcomes = [...runSuite(readTar(gunzipSync(readFileSync(archive))), now)]
  const failures = outcomes.filter(({ state }) => state !== 'passed')
  assert.ok(outcomes.length > 3000, `${outcomes.length} results read`)
  assert.deepEqual(failures, [])
})
