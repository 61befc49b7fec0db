import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalJson } from './canonical-json.ts'
import { Refusal } from './errors.ts'

function refuses(value: unknown, code: string): void {
  assert.throws(
    () => canonicalJson(value),
    (error) => error instanceof Refusal && error.kind === 'invalid' && error.code === code,
  )
}

test('members are ordered and Chinese is written as it is', () => {
  assert.equal(canonicalJson({ b: 2, a: '中' }), '{"a":"中","b":2}')
})

test('the order is that of UTF-16 code units, not of code points or of integer keys (RFC 8785, 3.2.3)', () => {
  const names = { '\u20ac': 1, '\r': 2, '\ufb33': 3, 1: 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7, 10: 8, 9: 9 }
  assert.deepEqual(canonicalJson(names).match(/:(\d)/g), [':2', ':4', ':8', ':9', ':6', ':7', ':1', ':5', ':3'])
})

test('numbers have the ECMAScript form (RFC 8785, appendix B)', () => {
  const numbers: [number, string][] = [
    [-0, '0'],
    [5e-324, '5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [9007199254740992, '9007199254740992'],
    [295147905179352830000, '295147905179352830000'],
    [1e23, '1e+23'],
    [1e21, '1e+21'],
    [0.000001, '0.000001'],
    [1e-7, '1e-7'],
    [333333333.3333333, '333333333.3333333'],
  ]
  for (const [number, text] of numbers) assert.equal(canonicalJson(number), text)
})

test('strings are escaped as little as JSON allows (RFC 8785, 3.2.2.2)', () => {
  assert.equal(canonicalJson('\u20ac$\u000f\nA\'B"\\\\"/\u2028\u007f'), '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u2028\u007f"')
  assert.equal(canonicalJson('𠮷'), '"𠮷"')
})

test('nested values keep array order and drop absent members', () => {
  assert.equal(
    canonicalJson({ z: [3, { b: null, a: true }, []], y: undefined, x: {} }),
    '{"x":{},"z":[3,{"a":true,"b":null},[]]}',
  )
})

test('a member called __proto__ is a member', () => {
  assert.equal(canonicalJson(JSON.parse('{"__proto__":1,"a":2}')), '{"__proto__":1,"a":2}')
})

test('the text reads back as an equal value', () => {
  const value = {
    case: '0001',
    fee: '12.50',
    steps: [{ at: '2026-11-02T08:00:00Z', by: '张测试' }],
    open: false,
    n: 1.5,
  }
  assert.deepEqual(JSON.parse(canonicalJson(value)), value)
})

test('what is not I-JSON is refused by name', () => {
  refuses('\ud800', 'canonical-json.surrogate')
  refuses({ 'a\udc00': 1 }, 'canonical-json.surrogate')
  refuses(Number.NaN, 'canonical-json.number')
  refuses([Number.POSITIVE_INFINITY], 'canonical-json.number')
  refuses([undefined], 'canonical-json.type')
  refuses(undefined, 'canonical-json.type')
  refuses({ a: () => 1 }, 'canonical-json.type')
  refuses({ a: 10n }, 'canonical-json.type')
  refuses({ at: new Date(0) }, 'canonical-json.type')
  refuses({ a: new Map() }, 'canonical-json.type')
})

test('a value that holds itself is refused instead of filling the stack', () => {
  const circle: Record<string, unknown> = {}
  circle.self = circle
  refuses(circle, 'canonical-json.depth')
})
