import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { inTransaction } from '#ground/database/index.ts'
import { systemActor } from '#kernel/actor.ts'
import type { Bundle } from '#support/credentials/index.ts'
import { citizen, draft, openStage, realm, type Stage } from '#testing/credential-stage.ts'
import { verifyCommand } from './verify.ts'

describe('zt verify', () => {
  let stage: Stage
  let bundle: Bundle

  async function verify(value: unknown, ...more: string[]) {
    const file = join(stage.folder, 'bundle.json')
    await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value))
    let said = ''
    const hear = (text: string) => {
      said += text
    }
    const code = await verifyCommand.run([file, ...more], { out: hear, err: hear })
    return { code, said }
  }

  const rootFile = async (root: unknown) => {
    const file = join(stage.folder, 'root.json')
    await writeFile(file, JSON.stringify(root))
    return file
  }

  before(async () => {
    stage = await openStage()
    const { credentialId } = await inTransaction(stage.db, (tx) =>
      stage.credentials.issue(tx, systemActor(realm), draft()),
    )
    await stage.sequence()
    bundle = await stage.credentials.bundle(citizen('zhao'), credentialId)
  })
  after(() => stage.close())

  it('finds a genuine bundle genuine, against a root that the reader trusts', async () => {
    const { code, said } = await verify(bundle, '--root', await rootFile({ root: bundle.root }))
    assert.equal(code, 0)
    assert.ok(said.includes('✓') && !said.includes('✗') && !said.includes('?'))
  })

  it('says so when the root is only the one in the file', async () => {
    const { code, said } = await verify(bundle)
    assert.equal(code, 0)
    assert.match(said, /\? 根密钥取自文件本身/)
  })

  it('answers programs with one JSON object', async () => {
    const { said } = await verify(bundle, '--json')
    const answer = JSON.parse(said) as { ok: boolean; rootPinned: boolean; checks: unknown[] }
    assert.equal(answer.ok, true)
    assert.equal(answer.rootPinned, false)
    assert.equal(answer.checks.length, 7)
  })

  const record = (change: Partial<Bundle['record']>) => ({ ...bundle, record: { ...bundle.record, ...change } })
  const forgeries: [string, () => unknown][] = [
    ['another holder', () => record({ holder: { name: '别人' } })],
    ['a later end', () => record({ validTo: '2099-01-01' })],
    ['an element', () => record({ elements: { ...bundle.record.elements, site: '别处' } })],
    ['another signature', () => ({ ...bundle, signature: bundle.head?.signature })],
    [
      'another place in the log',
      () => ({ ...bundle, proof: { ...bundle.proof, position: (bundle.proof?.position ?? 0) + 1 } }),
    ],
    ['another head', () => ({ ...bundle, head: { ...bundle.head, root: '00'.repeat(32) } })],
    ['a seal key that the root never named', () => ({ ...bundle, key: bundle.logKey })],
    ['another root', () => ({ ...bundle, root: { ...bundle.root, publicKey: bundle.key.body.publicKey } })],
  ]
  for (const [what, forge] of forgeries)
    it(`finds out ${what}`, async () => {
      const { code, said } = await verify(forge())
      assert.equal(code, 1)
      assert.match(said, /✗/)
    })

  it('finds out a bundle that is whole but from another root than the trusted one', async () => {
    const other = { ...bundle.root, keyId: 'ffffffffffffffff' }
    assert.equal((await verify(bundle, '--root', await rootFile(other))).code, 1)
  })

  it('refuses what it cannot read, without a stack trace', async () => {
    for (const bad of ['', 'not json', '{"format":"zhengtong-bundle/1"}', '{"a":1,"a":2}', '[]']) {
      const { code, said } = await verify(bad)
      assert.equal(code, 1)
      assert.ok(!said.includes('    at '))
    }
    assert.equal(await verifyCommand.run(['/nowhere/at/all.json'], { out: () => {}, err: () => {} }), 1)
    assert.equal(await verifyCommand.run([], { out: () => {}, err: () => {} }), 2)
    assert.equal(await verifyCommand.run(['--help'], { out: () => {}, err: () => {} }), 0)
  })
})
