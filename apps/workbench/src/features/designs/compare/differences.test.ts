import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { differencesOf } from './differences.ts'

const blank = (name: string) =>
  readFile(new URL(`../../../../../../platform/support/designs/blanks/${name}`, import.meta.url), 'utf8')

test('two versions of a flow differ in the words of its elements, not in where they lie', async () => {
  const text = await blank('flow.bpmn')
  assert.deepEqual(
    differencesOf('flow', text, text.replace('x="152"', 'x="160"').replace('versionTag="1"', 'versionTag="2"')),
    [],
  )
  const changed = text
    .replace('name="决定"', 'name="现场决定"')
    .replace('zt:verbs="approve deny"', 'zt:verbs="approve"')
    .replace('decision.verb = "approve"', 'decision.verb = "grant"')
    .replace(/<endEvent id="denied"[^>]*>/, '')
  assert.deepEqual(differencesOf('flow', text, changed), [
    { part: '现场决定', facet: 'name', before: '决定', after: '现场决定' },
    { part: '现场决定', facet: 'verbs', before: 'approve deny', after: 'approve' },
    { part: '不予办理', facet: '', before: '不予办理' },
    {
      part: '准予',
      facet: 'conditionExpression',
      before: 'decision.verb = "approve"',
      after: 'decision.verb = "grant"',
    },
  ])
})

test('two versions of a rule differ in their rows and cells', async () => {
  const text = await blank('rule.dmn')
  const changed = text.replace('<text>"human"</text>', '<text>"grant"</text>')
  assert.deepEqual(differencesOf('rule', text, changed), [
    { part: '#1 · 2', facet: 'text', before: '"human"', after: '"grant"' },
  ])
  const row = /<rule[\s\S]*<\/rule>/.exec(text)?.[0].replaceAll(/id="([^"]+)"/g, 'id="$1-b"') ?? ''
  const added = differencesOf('rule', text, text.replace('</decisionTable>', `${row}</decisionTable>`))
  assert.deepEqual(added[0], { part: '#2', facet: '', after: '#2' })
})

test('two versions of a form differ in their fields by name', async () => {
  const text = await blank('form.json')
  const form = JSON.parse(text)
  form.version = 2
  form.schema.properties.mobile['x-show'] = 'name != null'
  form.schema.properties.goods = { type: 'string', title: '卖什么' }
  form.pages[0].fields.push('goods')
  assert.deepEqual(differencesOf('form', text, JSON.stringify(form)), [
    { part: '手机号', facet: 'x-show', after: 'name != null' },
    { part: '核对身份', facet: 'fields', before: 'name、mobile', after: 'name、mobile、goods' },
    { part: '卖什么', facet: '', after: '卖什么' },
  ])
})
