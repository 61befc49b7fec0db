import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dataText, html } from './html.ts'

test('values are text, whatever they look like; markup made here stays markup', () => {
  const evil = `<script>alert("x")</script>'&`
  assert.equal(
    html`<p title="${evil}">${html`<b>${1}</b>`}${[evil, false, undefined]}</p>`.text,
    '<p title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;&amp;"><b>1</b>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;&amp;</p>',
  )
})

test('data cannot end the element that holds it, and reads back the same', () => {
  const value = { name: '</script><script>alert(1)</script><!--', line: 'a\u2028b' }
  const text = dataText(value)
  assert.doesNotMatch(text, /[<\u2028]/)
  assert.deepEqual(JSON.parse(text), value)
})
