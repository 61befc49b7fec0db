import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { inTransaction } from '#ground/database/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { compileLogHeads } from '#testing/compile-log-heads.ts'
import { type EvidenceStage, openEvidenceStage } from '#testing/evidence-stage.ts'
import compiled from './contract/log-heads.json' with { type: 'json' }
import { deployLogHeads } from './deploy.ts'
import { createEvmChain } from './evm.ts'

const anvil = createRequire(import.meta.url).resolve('@foundry-rs/anvil/bin.mjs')
const account = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'

describe('heads of the log on a chain', () => {
  let stage: EvidenceStage
  let node: ChildProcess
  let url: string
  let folder: string
  const setting = () => ({ name: '试验链', url, chainId: 441900, from: account, simulated: true })

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zt-chain-'))
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    node = spawn(process.execPath, [anvil, '--port', String(port), '--chain-id', '441900', '--silent'])
    stage = await openEvidenceStage('441900')
    await stage.reopen({ chain: setting() })
    await upAt(url)
  })
  after(async () => {
    node.kill('SIGTERM')
    await once(node, 'exit')
    await stage.close()
    await rm(folder, { recursive: true })
  })
  const write = async (text: string) => {
    const leaf = { kind: 'test.leaf', subject: text, digest: Buffer.alloc(32, text) }
    await inTransaction(stage.db, (tx) => stage.ledger.append(tx, '441900', [leaf]))
    await stage.sequence()
  }

  it('stand in a block, once for each head, and are found there again', async () => {
    const { chain } = stage.evidence()
    assert.equal(await chain.anchor('441900'), undefined)
    await write('one')
    const anchor = await chain.anchor('441900')
    assert.equal(anchor?.size, 1)
    assert.equal(anchor?.root, (await stage.ledger.head('441900')).root)
    assert.equal(await chain.anchor('441900'), undefined)
    await write('two')
    await chain.anchor('441900')
    assert.deepEqual(
      (await chain.list('441900', { limit: 10 })).items.map(({ size }) => size),
      [2, 1],
    )
    const { onChain, inLog } = await chain.check('441900', 1)
    assert.deepEqual([onChain, inLog], [true, true])
    const checked = await fetch(`${stage.url}/api/v1/evidence/chain-anchors/2/check`)
    assert.equal(((await checked.json()) as { onChain: boolean }).onChain, true)
  })

  it('show when our own record was changed after the fact', async () => {
    await sql`update evidence.chain_anchor set root = ${Buffer.alloc(32, 5)} where size = 1`.execute(stage.db)
    const { onChain, inLog } = await stage.evidence().chain.check('441900', 1)
    assert.deepEqual([onChain, inLog], [false, false])
    await assert.rejects(stage.evidence().chain.check('441900', 7), (e) => e instanceof Refusal && e.kind === 'missing')
  })

  it('go to the chain agreed on and no other, and say when nobody answers', async () => {
    const head = { origin: 'x/log', size: 1, root: Buffer.alloc(32, 1), rootSm3: Buffer.alloc(32, 2) }
    await assert.rejects(createEvmChain({ ...setting(), chainId: 1 }).write(head), /is chain 441900, not 1/)
    const silent = createEvmChain({ ...setting(), url: 'http://127.0.0.1:1/none' })
    await assert.rejects(silent.write(head), /does not answer/)
    const foreign = createEvmChain({ ...setting(), from: `0x${'1'.repeat(40)}` })
    await assert.rejects(foreign.write(head), /refused eth_sendTransaction/)
  })

  it('are kept by a contract, by their size, where anybody looks them up and no other head is taken', async () => {
    const origin = `${stage.url.replace('http://', '')}/log`
    const evidenceFile = join(folder, 'evidence.json')
    await writeFile(evidenceFile, JSON.stringify({ chain: setting() }))
    const { contract } = await deployLogHeads({ evidenceFile, publicUrl: stage.url, profile: 'demo' })
    await assert.rejects(deployLogHeads({ publicUrl: stage.url, profile: 'demo' }), /names no chain/)
    await stage.reopen({ chain: { ...setting(), contract } })
    await write('three')
    const { chain } = stage.evidence()
    const anchor = await chain.anchor('441900')
    assert.equal(anchor?.size, 3)
    assert.deepEqual(await chain.check('441900', 3), { onChain: true, inLog: true, anchor })
    // Those from before the contract stand in bare transactions.
    assert.equal((await chain.check('441900', 2)).onChain, true)

    const own = createEvmChain({ ...setting(), contract })
    const roots = { root: Buffer.from(anchor.root, 'hex'), rootSm3: Buffer.from(anchor.rootSm3, 'hex') }
    const head = { origin, size: 3, ...roots }
    assert.equal(await own.holds(head, await own.write(head)), true)
    await assert.rejects(own.write({ ...head, root: Buffer.alloc(32, 7) }), /reverted/)
    const other = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
    const stranger = createEvmChain({ ...setting(), contract, from: other })
    await assert.rejects(stranger.write({ ...head, size: 9 }), /reverted/)
    await assert.rejects(own.write({ ...head, origin: 'another/log' }), /does not keep the heads of another/)
    const nowhere = createEvmChain({ ...setting(), contract: `0x${'2'.repeat(40)}` })
    await assert.rejects(nowhere.write(head), /does not keep the heads/)
  })

  it('are kept by the very contract of LogHeads.sol', async () => {
    assert.deepEqual(await compileLogHeads(), compiled)
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

async function upAt(url: string): Promise<void> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] })
  const headers = { 'content-type': 'application/json' }
  for (let left = 100; left > 0; left--) {
    const up = await fetch(url, { method: 'POST', headers, body }).then(
      ({ ok }) => ok,
      () => false,
    )
    if (up) return
    await sleep(100)
  }
  throw new Error('the node did not start')
}
