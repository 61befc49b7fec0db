import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './config.ts'

const safe = {
  ZT_PROFILE: 'production',
  ZT_PUBLIC_URL: 'https://zt.example',
  ZT_MASTER_KEY_FILE: '/secure/master.key',
  ZT_SIGNER: 'software',
}

test('the command line wins over the environment, and both over the defaults', () => {
  const config = readConfig(['--port', '9000'], { PORT: '9001', ZT_DATA: '/somewhere' }, '/city')

  assert.equal(config.port, 9000)
  assert.equal(config.dataDir, '/somewhere')
  assert.equal(config.profile, 'demo')
  assert.equal(config.host, '127.0.0.1')
})

test('every setting that cannot be accepted is named at once', () => {
  assert.throws(() => readConfig(['--port', 'x', '--profile', 'prod'], { ZT_WORKERS: '0' }, '/city'), {
    message: /ZT_PROFILE[\s\S]*PORT[\s\S]*ZT_WORKERS/,
  })
})

test('production refuses each insecure setting by name', () => {
  assert.throws(() => readConfig([], { ZT_PROFILE: 'production' }, '/city'), {
    message: /ZT_PUBLIC_URL[\s\S]*ZT_MASTER_KEY_FILE[\s\S]*ZT_SIGNER/,
  })
  assert.throws(
    () => readConfig([], { ...safe, DATABASE_URL: 'postgres://zt:postgres@db/zt' }, '/city'),
    /DATABASE_URL/,
  )
  assert.throws(() => readConfig([], { ...safe, ZT_LOG: 'debug' }, '/city'), /ZT_LOG/)
})

test('production starts on secure settings', () => {
  assert.equal(readConfig([], safe, '/city').publicUrl, 'https://zt.example')
})
