import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

// A page's Content-Security-Policy forbids code from strings, and so does this flag of the runtime.
test('answers are judged where no code may be made from strings', async () => {
  const program = `
    import { compileForm, validateAnswers } from './contract.ts'
    const field = { type: 'string', title: '号码', format: 'cn-id' }
    const schema = { type: 'object', properties: { id: field }, required: ['id'], unevaluatedProperties: false }
    const form = { key: 'a', version: 1, title: 'a', titleEn: 'a', schema, pages: [] }
    const compiled = compileForm(form, () => () => true)
    console.log(validateAnswers(compiled, { id: '1' }, { asOf: '2026-11-23' }).length)
    try { new Function('return 1')(); console.log('code from strings') } catch { console.log('none') }
  `
  const args = ['--disallow-code-generation-from-strings', '--input-type=module-typescript', '--eval', program]
  const cwd = fileURLToPath(new URL('.', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd })
  assert.equal(stdout, '1\nnone\n')
})

test('what a browser loads of forms imports nothing of the server', () => {
  const folder = new URL('./', import.meta.url)
  const serverOnly = ['index.ts', 'pack-kind.ts']
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
  for (const name of files.filter((file) => !serverOnly.includes(file))) {
    const text = readFileSync(new URL(name, folder), 'utf8')
    for (const [, from = ''] of text.matchAll(/from '([^']+)'/g))
      assert.match(from, /^(\.\/(?!index|pack-kind)|#kernel\/|typebox)/, `${name} imports ${from}`)
  }
})
