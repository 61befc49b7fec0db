import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('../..', import.meta.url))

// GB/T 36904-2018: an identifier of an e-licence begins with who defined the type and the code they gave it.
test('no two types of credentials in our packs share the code of their definer', async () => {
  const holders = new Map<string, string[]>()
  for await (const file of glob('packs/*/credentials/*.yaml', { cwd: root })) {
    const { identifier } = parse(await readFile(join(root, file), 'utf8'))
    const code = `${identifier.definer} ${identifier.code}`
    holders.set(code, [...(holders.get(code) ?? []), file])
  }
  assert.ok(holders.size > 50, 'the packs were read')
  assert.deepEqual(
    [...holders].filter(([, files]) => files.length > 1),
    [],
  )
})
