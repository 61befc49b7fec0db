import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type LoadedPack, loadPack, readPackFolder } from '#support/packs/index.ts'
import { compileFeel } from '#support/rules/index.ts'
import { exampleKind } from '../../cli/pack-test/example.ts'
import { packKinds } from '../pack-kinds.ts'

const kinds = [...packKinds(compileFeel), exampleKind]
const read = (name: string) => readPackFolder(fileURLToPath(new URL(`../../../packs/${name}/`, import.meta.url)))
const beside: LoadedPack[] = []
for (const name of ['registers', 'letters', 'licence-renewal'])
  beside.push(await loadPack(await read(name), kinds, beside))

async function errorsOf(pack: string, change: (text: string) => string): Promise<string[]> {
  const files = (await read(pack)).map((file) =>
    file.path.endsWith('.bpmn') ? { ...file, text: change(file.text) } : file,
  )
  const { problems } = await loadPack(files, kinds, beside)
  return problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)
}

test('a call to another system without a way out of its silence or refusal is refused', async () => {
  assert.deepEqual(await errorsOf('residence-permit', (text) => text), [])
  const onto = (from: string) => (text: string) =>
    text.replace(
      new RegExp(`(<boundaryEvent id="${from}"[^>]*)attachedToRef="policeCheck"`),
      '$1attachedToRef="review"',
    )
  assert.deepEqual(await errorsOf('residence-permit', onto('policeSilent')), ['flows.call-without-time'])
})

test('a record of a register that no pack declares is refused at the input', async () => {
  const codes = await errorsOf('old-age-allowance', (text) => text.replace('"allowance"', '"alowance"'))
  assert.deepEqual(codes, ['flows.unknown-register'])
})
