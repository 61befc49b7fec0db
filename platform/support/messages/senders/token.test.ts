import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { readToken } from './token.ts'

const now = new Date('2026-11-23T01:00:00Z')
const [sender, secret] = [randomUUID(), randomUUID()]
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function token(more: { alg?: string; iss?: string; secret?: string; late?: number } = {}): string {
  const words = `${part({ typ: 'JWT', alg: more.alg ?? 'HS256' })}.${part({
    iss: more.iss ?? sender,
    iat: now.getTime() / 1000 - (more.late ?? 0),
  })}`
  return `${words}.${createHmac('sha256', more.secret ?? secret)
    .update(words)
    .digest('base64url')}`
}

const read = (text: string) =>
  readToken(text, now, async (id) => (id === sender ? { sender: 'them', secrets: [randomUUID(), secret] } : undefined))

test('a token signed with one of the sender’s keys names the sender', async () => {
  assert.deepEqual(await read(token()), { sender: 'them' })
  assert.deepEqual(await read(token({ late: 29 })), { sender: 'them' })
})

test('forged, replayed and foreign tokens do not count', async () => {
  assert.deepEqual(await read(token({ secret: randomUUID() })), { fault: 'invalid' })
  assert.deepEqual(await read(token({ late: 31 })), { fault: 'expired' })
  assert.deepEqual(await read(token({ late: -31 })), { fault: 'expired' })
  assert.deepEqual(await read(token({ iss: randomUUID() })), { fault: 'unknown-sender' })
})

test('no other algorithm counts, least of all none', async () => {
  assert.deepEqual(await read(token({ alg: 'none' })), { fault: 'invalid' })
  assert.deepEqual(await read(`${token({ alg: 'none' }).split('.').slice(0, 2).join('.')}.`), { fault: 'invalid' })
  assert.deepEqual(await read(token({ alg: 'HS512' })), { fault: 'invalid' })
  for (const odd of ['', 'a.b', 'a.b.c', 'a.b.c.d', `${part([])}.${part(null)}.x`])
    assert.deepEqual(await read(odd), { fault: 'invalid' })
})
