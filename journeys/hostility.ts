import { gzipSync } from 'node:zlib'
import type { RawRequest } from './wire.ts'

/** A JSON Schema as far as a hostile caller reads it. */
export type Schema = {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  format?: string
  pattern?: string
  minimum?: number
  minLength?: number
}

export type Operation = {
  id: string
  method: string
  path: string
  parameters: { name: string; in: string; schema: Schema }[]
  body?: Schema
  /** Methods that its address does not take. */
  wrongMethods: string[]
}

type Described = {
  operationId: string
  parameters?: Operation['parameters']
  requestBody?: { content: Record<string, { schema: Schema }> }
}

/** Every operation that an OpenAPI document describes. */
export function operationsOf(document: { paths: Record<string, Record<string, Described>> }): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters, requestBody }]) => {
      const body = requestBody?.content['application/json']?.schema
      return {
        id: operationId,
        method: method.toUpperCase(),
        path,
        parameters: parameters ?? [],
        wrongMethods: ['PUT', 'PATCH', 'DELETE', 'TRACE', 'POST'].filter((other) => !(other.toLowerCase() in methods)),
        ...(body ? { body } : {}),
      }
    }),
  )
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const texts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfffy',
  '\u202Egnp.exe',
  'e\u0301\u0301\u0301'.repeat(30),
  '👩‍👩‍👧‍👦🏴‍☠️',
  '𠮷𪚥',
  '\ufeff\u200b',
  "' OR ''='",
  '"; DROP TABLE x; --',
  '%_\\%',
  '{{7*7}}#{7*7}',
  '<img src=x onerror=alert(1)>',
  'function() { while(true) {} }',
  'if true then 1 else',
  'NaN',
  'Infinity',
  '-1',
  '9'.repeat(400),
  'a'.repeat(20_000),
  '../../../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  '2026-02-30',
  '0000-00-00',
  '9999-99-99T99:99:99Z',
  '00000000-0000-0000-0000-000000000000',
  '/answers/0/__proto__/x',
]
const others: unknown[] = [
  null,
  true,
  0,
  -1,
  -0.5,
  1e308,
  2 ** 53,
  2 ** 31,
  [],
  {},
  [[[[[]]]]],
  [null],
  { length: -1, toString: 1 },
  { $ref: '#' },
  { type: 'object' },
  Array.from({ length: 10_000 }, (_, i) => i),
  Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`k${i}`, i])),
]
const hostileValues: unknown[] = [...texts, ...others]

const pathTricks = ['..%2f..%2fetc%2fpasswd', '%00', '%ff', '%E4%BD', '%', '%zz', '.', '%2e%2e', 'a'.repeat(300), 'NaN']
const unknownId = '0192d3a0-0000-7000-8000-000000000000'

const deep = (open: string, close: string) => open.repeat(5_000) + close.repeat(5_000)
const rawBodies: Buffer[] = [
  ...['', 'null', '[]', '"x"', '0', '{', '{"a":}', '{"a":1,}', '\ufeff{}', "{'a':1}", 'NaN', deep('[', ']')],
  `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  '{"__proto__":{"admin":true},"constructor":{"prototype":1}}',
  '{"a":1,"a":2,"verb":"accept","verb":"deny"}',
  '{"x":1e999999}',
  JSON.stringify(Array.from({ length: 10_000 }, () => ({}))),
].map((text) => Buffer.from(text))
rawBodies.push(Buffer.from('{"a":"\xff"}', 'latin1'), Buffer.from('{"a":1}', 'utf16le'), Buffer.alloc(1_100_000, 32))

const mediaTypes = [
  'text/plain',
  'application/xml',
  'application/json; charset=utf-16',
  'application/json; charset=',
  'application/problem+json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'application/octet-stream',
  'not a media type',
  ';;;',
]

/** A value that the schema accepts, with `known` values for the names it tells. */
export function sampleOf(schema: Schema, known: Record<string, unknown>, name = ''): unknown {
  if (name in known) return known[name]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf?.[0]) return sampleOf(schema.anyOf[0], known, name)
  if (schema.type === 'object') {
    const entries = Object.entries(schema.properties ?? {})
    return Object.fromEntries(entries.map(([key, inner]) => [key, sampleOf(inner, known, key)]))
  }
  if (schema.type === 'array') return schema.items ? [sampleOf(schema.items, known)] : []
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, schema.minimum ?? 1)
  if (schema.type === 'boolean') return true
  if (schema.format === 'uuid') return unknownId
  if (schema.format === 'date') return '2026-11-23'
  return 'x'.repeat(Math.max(8, schema.minLength ?? 0))
}

/** The sample with one place made wrong, for every place down to three levels. */
function* spoiled(sample: unknown, random: () => number, depth = 0): Generator<unknown> {
  yield pick(hostileValues, random)
  if (depth === 3 || typeof sample !== 'object' || sample === null) return
  for (const [key, value] of Object.entries(sample)) {
    const rebuilt = (inner: unknown) =>
      Array.isArray(sample) ? sample.with(Number(key), inner) : { ...sample, [key]: inner }
    for (const bad of spoiled(value, random, depth + 1)) yield rebuilt(bad)
    yield rebuilt(pick(hostileValues, random))
    if (!Array.isArray(sample)) yield Object.fromEntries(Object.entries(sample).filter(([other]) => other !== key))
  }
  if (!Array.isArray(sample)) yield { ...sample, unheardOf: pick(hostileValues, random) }
}

const file = (name: string, bytes: Buffer | string, type = 'application/pdf', field = 'file') =>
  Buffer.concat([
    Buffer.from(
      `--b\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`,
    ),
    Buffer.from(bytes),
    Buffer.from('\r\n'),
  ])
const ending = Buffer.from('--b--\r\n')
const emptyZip = Buffer.from(`PK\u0005\u0006${'\u0000'.repeat(18)}`, 'latin1')

/** Uploads that are wrong in form, in name, or in what their bytes are. */
const uploads: Buffer[] = [
  Buffer.alloc(0),
  Buffer.from('--b\r\n'),
  Buffer.from('--b\r\ncontent-disposition: form-data; name="file"\r\n\r\nnot a file\r\n--b--\r\n'),
  ending,
  Buffer.concat([file('a.pdf', '%PDF-1.7\n'), file('b.pdf', '%PDF-1.7\n'), ending]),
  Buffer.concat([file('../../../etc/passwd', 'root:x'), ending]),
  Buffer.concat([file('a\u0000b.pdf', '%PDF-1.7\n%%EOF'), ending]),
  Buffer.concat([file('empty.pdf', ''), ending]),
  Buffer.concat([file('program.pdf', 'MZ\u0090\u0000\u0003'), ending]),
  Buffer.concat([file(`${'长'.repeat(3_000)}.png`, '\u0089PNG'), ending]),
  Buffer.concat([file('page.jpg', '<script>alert(1)</script>', 'text/html'), ending]),
  Buffer.concat([file('a.zip', emptyZip, 'application/zip'), ending]),
  Buffer.concat([file('bundle.json', deep('[', ']'), 'application/json'), ending]),
  Buffer.concat([file('bundle.json', '{"record":null,"signature":{},"proof":[1]}', 'application/json'), ending]),
  Buffer.concat([
    file(
      'cut.pdf',
      '%PDF-1.7\n1 0 obj<</Type/Sig/ByteRange[0 9999999 -1 5]/Contents<zz>>>\nstartxref\n99999999\n%%EOF',
    ),
    ending,
  ]),
  file('unfinished.pdf', '%PDF-1.7'),
  Buffer.concat([file('bomb.jsonl.gz', gzipSync(Buffer.alloc(64 * 1024 * 1024)), 'application/gzip'), ending]),
]

/**
 * A bounded, seeded set of hostile requests to one operation: in its path, its query, its headers and its body.
 * `known` names what really exists, so that some of them get past the first check; `some` is about how many of each kind.
 */
export function* hostileRequests(
  operation: Operation,
  known: Record<string, unknown>,
  random: () => number,
  some: number,
): Generator<RawRequest> {
  const { method } = operation
  const pathWith = (values: Record<string, string>) =>
    operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? String(known[name] ?? 'x'))
  const path = pathWith({})
  const json = (body: unknown) => ({
    method,
    path,
    headers: { 'content-type': 'application/json', 'idempotency-key': `hostile-${Math.floor(random() * 1e9)}` },
    body: Buffer.from(JSON.stringify(body) ?? ''),
  })
  const bare = (of: string) => ({ method, path: of, headers: { 'idempotency-key': 'hostile-bare' } })

  for (const parameter of operation.parameters.filter((each) => each.in === 'path'))
    for (const trick of [unknownId, ...someOf(pathTricks, some, random), ...someOf(texts, some, random)]) {
      const value = pathTricks.includes(trick) ? trick : encodeURIComponent(trick.toWellFormed()).slice(0, 6_000)
      yield bare(pathWith({ [parameter.name]: value }))
    }
  const queries = operation.parameters.filter((each) => each.in === 'query').map((each) => each.name)
  for (const name of [...queries, 'unheardOf']) {
    for (const value of someOf(texts, some, random))
      yield bare(`${path}?${name}=${encodeURIComponent(value.toWellFormed()).slice(0, 6_000)}`)
    yield bare(`${path}?${name}=1&${name}=2&${name}[a]=3`)
    yield bare(`${path}?${name}=%ff%00&${name}`)
  }
  for (const [name, value] of hostileHeaders) yield { ...bare(path), headers: { [name]: value } }
  for (const wrong of someOf(['OPTIONS', ...operation.wrongMethods], 2, random))
    yield { method: wrong, path, headers: {} }
  if (method === 'GET') return

  for (const body of someOf(rawBodies, some * 2, random))
    yield { method, path, headers: { 'content-type': 'application/json' }, body }
  for (const type of someOf(mediaTypes, some, random))
    yield { method, path, headers: { 'content-type': type }, body: Buffer.from('{"a":1}') }
  if (operation.body) {
    const sample = sampleOf(operation.body, known)
    yield json(sample)
    for (const body of someOf([...spoiled(sample, random)], some * 6, random)) yield json(body)
  } else {
    for (const body of someOf(uploads, some * 2, random))
      yield { method, path, headers: { 'content-type': 'multipart/form-data; boundary=b' }, body }
  }
}

const hostileHeaders: [string, string][] = [
  ['authorization', 'Bearer'],
  ['authorization', `Bearer ${'a'.repeat(4_000)}`],
  ['authorization', "Bearer ' OR ''='xxxxxxxxxxxxxxxx"],
  ['cookie', `zt_session=%00; zt_session=${'b'.repeat(43)}; =; ;;`],
  ['idempotency-key', ''],
  ['accept-language', `en;q=${'9'.repeat(200)}`],
  ['if-none-match', '"'],
]

function pick<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)] as T
}

/** So many of the list, or all when it is short; which ones the seed decides. */
function someOf<T>(from: readonly T[], count: number, random: () => number): T[] {
  if (from.length <= count) return [...from]
  return Array.from({ length: count }, () => pick(from, random))
}
