import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { clientFile, clientText } from './generate-client.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('the types of the client are those of the committed description', async () => {
  const kept = await readFile(join(root, clientFile), 'utf8')
  assert.ok(kept === (await clientText(root)), 'run `npm run zt -- generate client`')
})
