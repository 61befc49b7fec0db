import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { generateCommand, openApiText } from './generate.ts'
import { openApiFile } from './openapi-file.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
type Answer = { content?: Record<string, { schema?: { $ref?: string } }> }
type Operation = { operationId?: string; summary?: string; tags?: string[]; responses: Record<string, Answer> }

test('the committed description of the API is what the code says', async () => {
  const kept = await readFile(join(root, openApiFile), 'utf8')
  // A comparison of texts this long would fill the screen and say less than the command that mends it.
  assert.ok(kept === (await openApiText(root)), 'run `npm run zt -- generate openapi` and review what moved')
})

test('every operation has a name of its own, a summary, a tag, and says that it may answer with a problem', async () => {
  const { paths } = JSON.parse(await openApiText(root)) as { paths: Record<string, Record<string, Operation>> }
  const operations = Object.values(paths).flatMap((path) => Object.values(path))

  assert.equal(new Set(operations.map(({ operationId }) => operationId)).size, operations.length)
  for (const { operationId, summary, tags, responses } of operations) {
    assert.ok(operationId && summary && tags?.length === 1, `${operationId} lacks a summary or a tag`)
    for (const status of ['4XX', '5XX'])
      assert.equal(
        responses[status]?.content?.['application/problem+json']?.schema?.$ref,
        '#/components/schemas/Problem',
        `${operationId} ${status}`,
      )
  }
})

test('the command writes the file once, says when nothing moved, and shows how to call it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zt-generate-'))
  const told: string[] = []
  const io = { out: (text: string) => void told.push(text), err: (text: string) => void told.push(text), root: folder }
  try {
    await mkdir(join(folder, 'docs'))
    assert.equal(await generateCommand.run(['openapi', '--json'], io), 0)
    assert.equal(await generateCommand.run(['openapi', '--json'], io), 0)
    assert.deepEqual(
      told.map((line) => JSON.parse(line).changed),
      [true, false],
    )
    assert.equal(await generateCommand.run(['nothing'], io), 2)
    assert.equal(await generateCommand.run(['--help'], io), 0)
  } finally {
    await rm(folder, { recursive: true })
  }
})
