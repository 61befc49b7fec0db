import type { ChainSetting } from '../settings.ts'
import * as logHeads from './contract/log-heads.ts'
import { type ChainHead, headBytes, originDigest } from './head-bytes.ts'

/** A transaction that stands in a block. */
export type Mined = { transaction: string; block: number; blockHash: string }

/** A permissioned chain as its nodes speak: JSON-RPC of Ethereum. Keys stay with the node or the signer before it. */
export type Chain = {
  name: string
  /** Writes the head down in one transaction and waits until it stands in a block. */
  write(head: ChainHead): Promise<Mined>
  /** Whether the chain has this head, and in the block we say. */
  holds(head: ChainHead, mined: Mined): Promise<boolean>
  /** Puts the contract that keeps heads of this log on the chain; answers where it is. */
  deploy(origin: string): Promise<string>
}

export class ChainSilent extends Error {}

type Transaction = { input: string; blockNumber: string | null; blockHash: string | null }
type Receipt = { status: string; blockNumber: string; blockHash: string; contractAddress: string | null }

const patience = 15_000

export function createEvmChain(
  setting: ChainSetting,
  { everyMs = 1000, blocksWithin = 120_000 }: { everyMs?: number; blocksWithin?: number } = {},
): Chain {
  let next = 1

  async function call<Result>(method: string, params: unknown[]): Promise<Result> {
    const id = next++
    const response = await fetch(setting.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id, method, params }),
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    }).catch((cause: unknown) => {
      throw new ChainSilent(`${setting.name} does not answer`, { cause })
    })
    if (!response.ok) throw new ChainSilent(`${setting.name} answered ${response.status}`)
    const answer = (await response.json()) as { id?: unknown; result?: Result; error?: { message?: string } }
    if (answer.error) throw new Error(`${setting.name} refused ${method}: ${answer.error.message ?? 'no reason given'}`)
    if (answer.id !== id || answer.result === undefined) throw new Error(`${setting.name} answered something else`)
    return answer.result
  }

  /** Bytes on another chain than the one agreed on would prove nothing. */
  async function insistChain(): Promise<void> {
    const found = Number(await call<string>('eth_chainId', []))
    if (found !== setting.chainId) throw new Error(`${setting.name} is chain ${found}, not ${setting.chainId}`)
  }

  async function receiptOf(transaction: string): Promise<(Mined & { contract: string | null }) | undefined> {
    const receipt = await call<Receipt | null>('eth_getTransactionReceipt', [transaction])
    if (!receipt) return undefined
    if (receipt.status !== '0x1') throw new Error(`${setting.name} reverted ${transaction}`)
    const { blockNumber, blockHash, contractAddress: contract } = receipt
    return { transaction, block: Number(blockNumber), blockHash, contract }
  }

  async function send(request: { to?: string; data: Buffer }) {
    await insistChain()
    const { from } = setting
    const whole = { ...request, from, value: '0x0', data: `0x${request.data.toString('hex')}` }
    const transaction = await call<string>('eth_sendTransaction', [whole])
    for (const until = Date.now() + blocksWithin; ; ) {
      const mined = await receiptOf(transaction)
      if (mined) return mined
      if (Date.now() > until) throw new ChainSilent(`${setting.name} put ${transaction} into no block`)
      await new Promise((done) => setTimeout(done, everyMs))
    }
  }

  /** What the contract answers; no bytes where there is none. */
  async function ask(contract: string, data: Buffer): Promise<Buffer> {
    const answer = await call<string>('eth_call', [{ to: contract, data: `0x${data.toString('hex')}` }, 'latest'])
    return Buffer.from(answer.slice(2), 'hex')
  }

  /** A contract of another log, or none at this address, would keep our heads where nobody looks for them. */
  async function insistContract(contract: string, origin: string): Promise<void> {
    if (!(await ask(contract, logHeads.askOrigin)).equals(originDigest(origin)))
      throw new Error(`${contract} on ${setting.name} does not keep the heads of ${origin}`)
  }

  const { contract } = setting

  return {
    name: setting.name,
    async write(head) {
      if (contract) {
        await insistChain()
        await insistContract(contract, head.origin)
      }
      const to = contract ?? setting.to ?? setting.from
      const { transaction, block, blockHash } = await send({
        to,
        data: contract ? logHeads.keep(head) : headBytes(head),
      })
      return { transaction, block, blockHash }
    },
    async holds(head, { transaction, blockHash }) {
      await insistChain()
      const found = await call<Transaction | null>('eth_getTransactionByHash', [transaction])
      const mined = found?.blockHash ? await receiptOf(transaction) : undefined
      if (mined?.blockHash !== blockHash) return false
      // Where the contract is new, older heads still stand in bare transactions.
      const bare = Buffer.from(found!.input.slice(2), 'hex')
      if (!contract || !bare.subarray(0, 4).equals(logHeads.keepSelector)) return bare.equals(headBytes(head))
      await insistContract(contract, head.origin)
      return logHeads.isHead(await ask(contract, logHeads.askHead(head.size)), head)
    },
    async deploy(origin) {
      const made = await send({ data: logHeads.creation(origin) })
      if (!made.contract) throw new Error(`${setting.name} made no contract`)
      return made.contract
    },
  }
}
