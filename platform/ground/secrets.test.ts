import assert from 'node:assert/strict'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createSecrets, loadMasterKey } from './secrets.ts'

const secrets = createSecrets(Buffer.alloc(32, 1))

test('a sealed value opens with its own key and context, and with no other', () => {
  const sealed = secrets.encrypt('999900199508080020', 'party.number')

  assert.equal(secrets.decrypt(sealed, 'party.number'), '999900199508080020')
  assert.equal(sealed.includes('9999001995'), false)
  assert.throws(() => secrets.decrypt(sealed, 'case.answers'))
  assert.throws(() => createSecrets(Buffer.alloc(32, 2)).decrypt(sealed, 'party.number'))
})

test('a long text takes less room than it is long, and opens as it was', () => {
  const text = JSON.stringify(
    Array.from({ length: 200 }, (_, i) => ({ 规则: i, 依据: '《中华人民共和国行政许可法》第三十八条' })),
  )
  const sealed = secrets.encrypt(text, 'case.decision')

  assert.ok(sealed.length < Buffer.byteLength(text) / 4)
  assert.equal(secrets.decrypt(sealed, 'case.decision'), text)
})

test('a changed byte does not open', () => {
  const sealed = secrets.encrypt('x', 'a')
  sealed[sealed.length - 1]! ^= 1

  assert.throws(() => secrets.decrypt(sealed, 'a'))
})

test('equal text has an equal blind index, in any width or case, and the same text sealed twice differs', () => {
  assert.deepEqual(secrets.blindIndex('1234x'), secrets.blindIndex('１２３４X'))
  assert.notDeepEqual(secrets.encrypt('x', 'a'), secrets.encrypt('x', 'a'))
})

test('a master key is made once, for its owner alone, and read again', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'zt-key-'))

  const first = await loadMasterKey({ dataDir })
  const second = await loadMasterKey({ dataDir })

  assert.deepEqual(second, first)
  assert.equal((await stat(join(dataDir, 'keys', 'master.key'))).mode & 0o077, 0)
  await rm(dataDir, { recursive: true })
})

test('a named key file that is missing or odd is a refusal to start, never a new key', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'zt-key-'))
  const odd = join(dataDir, 'odd.key')
  await writeFile(odd, 'short')

  await assert.rejects(loadMasterKey({ dataDir, file: join(dataDir, 'none.key') }), /cannot be read/)
  await assert.rejects(loadMasterKey({ dataDir, file: odd }), /64 hex digits/)
  await rm(dataDir, { recursive: true })
})
