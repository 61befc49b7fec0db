import type { ChainSetting } from '../settings.ts'

/** A transaction that stands in a block. */
export type Mined = { transaction: string; block: number; blockHash: string }

/** A permissioned chain as its nodes speak: JSON-RPC of Ethereum. Keys stay with the node or the signer before it. */
export type Chain = {
  name: string
  /** Writes the bytes down in one transaction and waits until it stands in a block. */
  write(data: Buffer): Promise<Mined>
  /** The bytes a transaction carries and where it stands; undefined when the chain does not know it. */
  read(transaction: string): Promise<(Mined & { data: Buffer }) | undefined>
}

export class ChainSilent extends Error {}

type Transaction = { input: string; blockNumber: string | null; blockHash: string | null }
type Receipt = { status: string; blockNumber: string; blockHash: string }

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

  async function receiptOf(transaction: string): Promise<Mined | undefined> {
    const receipt = await call<Receipt | null>('eth_getTransactionReceipt', [transaction])
    if (!receipt) return undefined
    if (receipt.status !== '0x1') throw new Error(`${setting.name} reverted ${transaction}`)
    return { transaction, block: Number(receipt.blockNumber), blockHash: receipt.blockHash }
  }

  return {
    name: setting.name,
    async write(data) {
      await insistChain()
      const { from, to = from } = setting
      const request = { from, to, value: '0x0', data: `0x${data.toString('hex')}` }
      const transaction = await call<string>('eth_sendTransaction', [request])
      for (const until = Date.now() + blocksWithin; ; ) {
        const mined = await receiptOf(transaction)
        if (mined) return mined
        if (Date.now() > until) throw new ChainSilent(`${setting.name} put ${transaction} into no block`)
        await new Promise((done) => setTimeout(done, everyMs))
      }
    },
    async read(transaction) {
      await insistChain()
      const found = await call<Transaction | null>('eth_getTransactionByHash', [transaction])
      const mined = found?.blockHash ? await receiptOf(transaction) : undefined
      return found && mined ? { ...mined, data: Buffer.from(found.input.slice(2), 'hex') } : undefined
    },
  }
}
