import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import {
  capabilityOf,
  type DeclaredCapability,
  type OpenApi,
  operationsOf,
  sliceOf,
} from '#support/capabilities/index.ts'
import { openApiText } from './generate.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const pack = join(root, 'packs', 'public-support')
let document: OpenApi
let list: DeclaredCapability[]
before(async () => {
  document = JSON.parse(await openApiText(root))
  const files = await readdir(join(pack, 'capabilities'))
  list = await Promise.all(files.map(async (file) => parse(await readFile(join(pack, 'capabilities', file), 'utf8'))))
})

test('every operation of the contract belongs to exactly one capability of the single list', () => {
  const homeless = operationsOf(document).filter(({ tags }) => capabilityOf(list, tags) === undefined)
  const tags = [...new Set(homeless.flatMap((each) => each.tags))]
  assert.deepEqual(tags, [], 'tags on no capability: add them to a file of packs/public-support/capabilities/')
})

test('no capability promises what the contract does not have', () => {
  const spoken = new Set(operationsOf(document).flatMap(({ tags }) => tags))
  assert.deepEqual(
    list.flatMap(({ key, tags }) => tags.filter((tag) => !spoken.has(tag)).map((tag) => `${key}: ${tag}`)),
    [],
  )
})

test('the slices of all capabilities are together the contract, and each reads by itself', () => {
  const found: string[] = []
  for (const { tags, name } of list) {
    const slice = sliceOf(document, name, (operation) => operation.tags.some((tag) => tags.includes(tag)))
    found.push(...operationsOf(slice).map(({ id }) => id))
    const text = JSON.stringify(slice)
    for (const [, schema = ''] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      assert.ok((slice.components as { schemas: Record<string, unknown> }).schemas[schema], `${name} lacks ${schema}`)
  }
  assert.deepEqual(
    found.toSorted(),
    operationsOf(document)
      .map(({ id }) => id)
      .toSorted(),
  )
})

test('the form for access offers the capabilities of the list, all of them and no other', async () => {
  const form = parse(await readFile(join(pack, 'forms', 'capability-access.yaml'), 'utf8'))
  const offered = form.schema.properties.capability.oneOf.map((each: { const: string; title: string }) => [
    each.const,
    each.title,
  ])
  assert.deepEqual(offered.toSorted(), list.map(({ key, name }) => [key, name]).toSorted())
})
