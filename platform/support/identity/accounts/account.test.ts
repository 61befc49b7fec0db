import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#kernel/errors.ts'
import { checkNewPassword, normaliseUsername } from './account.ts'
import { createPasswords } from './passwords.ts'

test('a username is one name however it is typed', () => {
  assert.equal(normaliseUsername(' Ｚhao.Ceshi '), 'zhao.ceshi')
})

test('a password has ten characters of three kinds and does not hold the username', () => {
  checkNewPassword('Zhengtong-2026', 'slg')
  checkNewPassword('春眠不觉晓Abc123', 'slg')
  for (const weak of ['Short-1', 'onlylowercase', 'lower-and-sign', 'Slg-2026-abc', `Aa1-${'x'.repeat(125)}`])
    assert.throws(
      () => checkNewPassword(weak, 'slg'),
      (error) => error instanceof Refusal && error.code === 'identity.weak-password',
      weak,
    )
})

test('passwords are kept as argon2id, each with its own salt, and only the right one verifies', async () => {
  const passwords = createPasswords()
  const [one, other] = await Promise.all([passwords.hash('Zhengtong-2026'), passwords.hash('Zhengtong-2026')])
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.notEqual(one, other)
  assert.equal(await passwords.verify(one, 'Zhengtong-2026'), true)
  assert.equal(await passwords.verify(one, 'zhengtong-2026'), false)
  assert.equal(await passwords.verify(undefined, 'Zhengtong-2026'), false)
})
