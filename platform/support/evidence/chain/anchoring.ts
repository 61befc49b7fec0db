import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, pageOf } from '#kernel/paging.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { ChainAnchor } from '../contract.ts'
import { type Chain, ChainSilent } from './evm.ts'
import * as store from './store.ts'

/** Puts heads of the log on a chain that others keep too, and finds them there again. */
export function createChainAnchoring(needs: {
  db: Db
  clock: Clock
  ledger: Ledger
  origin: string
  chain: Chain | undefined
}) {
  const { db, clock, ledger, origin, chain } = needs

  return {
    /** Anchors the newest head unless it stands there. A kill in between costs one more transaction, nothing else. */
    async anchor(realm: string): Promise<ChainAnchor | undefined> {
      const head = chain && (await ledger.findHead(realm))
      const [last] = await store.selectChainAnchors(db, realm, undefined, 1)
      if (!chain || !head || head.size <= (last?.size ?? 0)) return undefined
      const roots = { root: Buffer.from(head.root, 'hex'), rootSm3: Buffer.from(head.rootSm3, 'hex') }
      const mined = await chain.write({ origin, size: head.size, ...roots })
      const row = { chain: chain.name, size: head.size, ...roots, ...mined, at: clock() }
      await store.insertChainAnchor(db, realm, row)
      return shown(row)
    },
    async list(realm: string, page: { limit: number; cursor?: string }) {
      const below = page.cursor ? sizeOf(page.cursor) : undefined
      const rows = await store.selectChainAnchors(db, realm, below, page.limit + 1)
      const { items, ...rest } = pageOf(rows, page.limit, ({ size }) => [size])
      return { items: items.map(shown), ...rest }
    },
    /** Asks the chain itself whether a head stands there as we say, and whether our log still has that root. */
    async check(realm: string, size: number): Promise<{ onChain: boolean; inLog: boolean; anchor: ChainAnchor }> {
      const [row] = await store.selectChainAnchors(db, realm, size + 1, 1)
      if (row?.size !== size) throw new Refusal('missing', 'evidence.anchor-missing', `No head of ${size} is anchored`)
      if (!chain) throw new Refusal('unavailable', 'evidence.no-chain', 'No chain is configured')
      const onChain = await chain.holds({ origin, ...row }, row).catch((error: unknown) => {
        if (error instanceof ChainSilent) throw new Refusal('unavailable', 'evidence.chain-silent', error.message)
        throw error
      })
      const { secondRoot } = await ledger.consistency(realm, size, size)
      return {
        onChain,
        inLog: row.root.toString('hex') === secondRoot,
        anchor: shown(row),
      }
    },
  }
}

export type ChainAnchoring = ReturnType<typeof createChainAnchoring>

function sizeOf(cursor: string): number {
  const [size] = decodeCursor(cursor, 1)
  if (Number.isSafeInteger(size) && Number(size) >= 0) return Number(size)
  throw new Refusal('invalid', 'paging.bad-cursor', 'The cursor is not one that this list gave out')
}

const shown = ({ root, rootSm3, at, ...row }: store.ChainAnchorRow): ChainAnchor => ({
  ...row,
  root: root.toString('hex'),
  rootSm3: rootSm3.toString('hex'),
  at: at.toISOString(),
})
