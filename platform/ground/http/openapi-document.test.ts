import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tidyDocument } from './openapi-document.ts'

const person = { type: 'object', title: 'Person', properties: { name: { type: 'string' } } }
const answering = (schema: object) => ({
  get: { responses: { 200: { description: 'Default Response', content: { 'application/json': { schema } } } } },
})
const schemaAt = (document: object, path: string) =>
  (document as { paths: Record<string, { get: { responses: Record<string, unknown> } }> }).paths[path]?.get
    .responses[200]

test('a schema with a title is told once and referred to, however deep it stands', () => {
  const pair = { type: 'object', title: 'Pair', properties: { one: person, other: person } }
  const tidied = tidyDocument({ paths: { '/a': answering(pair), '/b': answering(person) } })

  assert.deepEqual((tidied as unknown as { components: unknown }).components, {
    schemas: {
      Pair: {
        type: 'object',
        properties: { one: { $ref: '#/components/schemas/Person' }, other: { $ref: '#/components/schemas/Person' } },
      },
      Person: { type: 'object', properties: { name: { type: 'string' } } },
    },
  })
  assert.deepEqual(schemaAt(tidied, '/b'), {
    description: 'OK',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Person' } } },
  })
})

test('two different schemas of one title are never taken for each other', () => {
  const other = { type: 'object', title: 'Person', properties: { age: { type: 'integer' } } }
  const tidied = tidyDocument({ paths: { '/a': answering(person), '/b': answering(other) } })

  assert.deepEqual(schemaAt(tidied, '/b'), {
    description: 'OK',
    content: { 'application/json': { schema: other } },
  })
})

test('what has a default may be left out of a request', () => {
  const parameters = [
    { name: 'limit', in: 'query', required: true, schema: { type: 'integer', default: 20 } },
    { name: 'q', in: 'query', required: true, schema: { type: 'string' } },
  ]
  const tidied = tidyDocument({ paths: { '/a': { get: { parameters, responses: {} } } } })
  const told = tidied.paths['/a'].get.parameters as { name: string; required?: boolean }[]
  assert.deepEqual(
    told.map(({ name, required }) => [name, required]),
    [
      ['limit', undefined],
      ['q', true],
    ],
  )
})

test('what is given stays as it is', () => {
  const given = { paths: { '/a': answering(person) } }
  const before = structuredClone(given)
  tidyDocument(given)
  assert.deepEqual(given, before)
})
