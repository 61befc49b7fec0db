import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Log } from '#ground/telemetry/log.ts'
import type { Signer } from '#support/keys/index.ts'
import { bytesToSign } from '#support/keys/index.ts'
import { headBody, headOf } from './head.ts'
import * as store from './store.ts'
import { grow, rootsOf, type Trees } from './tree.ts'

export type Sequencer = {
  /** Says that something was just committed: look in a moment instead of at the next round. */
  wake(): void
  /** Gives positions to all that waits now and signs a head over it; resolves with the number of leaves. */
  drain(): Promise<number>
  stop(): Promise<void>
}

const batch = 2000

/** How long a wake-up waits for others, in milliseconds. */
const gatherMs = 50

/** The working part, apart from the loop: one batch, one transaction. A kill anywhere leaves the batch waiting, whole. */
export function createSequencing(needs: {
  db: Db
  clock: Clock
  logSigner(realm: string): Promise<Signer>
  headEveryMs?: number
}) {
  const headEvery = needs.headEveryMs ?? 1000

  async function signHead(tx: Tx, realm: string, trees: Trees, signer: Signer): Promise<void> {
    const roots = rootsOf(trees)
    const row = { realm, size: trees.sha256.size, ...roots, at: needs.clock(), keyId: signer.keyId }
    const body = headBody(headOf({ ...row, signature: Buffer.alloc(0) }))
    await store.insertHead(tx, { ...row, signature: await signer.sign(bytesToSign(body)) })
  }

  /** Moves up to one batch of a realm into the log. `force` signs a head even if the last one is younger than a second. */
  async function sequence(realm: string, force: boolean): Promise<number> {
    const signer = await needs.logSigner(realm)
    return inTransaction(needs.db, async (tx) => {
      const held = await store.holdTree(tx, realm)
      if (!held) return 0
      const waiting = await store.takePending(tx, realm, batch)
      const before: Trees = {
        sha256: { size: held.size, subtrees: held.sha256 },
        sm3: { size: held.size, subtrees: held.sm3 },
      }
      const { trees, completed } = grow(
        before,
        waiting.map(({ digest }) => digest),
      )
      if (waiting.length > 0) {
        await store.insertLeaves(
          tx,
          waiting.map((leaf, i) => ({ ...leaf, position: held.size + i })),
        )
        await store.insertNodes(
          tx,
          realm,
          completed.filter(({ level }) => level > 0),
        )
        await store.updateTree(tx, realm, {
          size: trees.sha256.size,
          sha256: trees.sha256.subtrees.map((hash) => Buffer.from(hash)),
          sm3: trees.sm3.subtrees.map((hash) => Buffer.from(hash)),
        })
      }
      const last = await store.selectHead(tx, realm)
      // A head of a later moment was signed before the clock was set back: nobody waits until that moment comes again.
      const since = needs.clock().getTime() - (last?.at.getTime() ?? 0)
      const isRecent = since >= 0 && since < headEvery
      const due = force || !last || !isRecent
      if (trees.sha256.size > (last?.size ?? 0) && due) await signHead(tx, realm, trees, signer)
      return waiting.length
    })
  }

  async function round(force: boolean): Promise<number> {
    let total = 0
    for (const realm of await store.realmsWaiting(needs.db)) {
      for (;;) {
        const done = await sequence(realm, force)
        total += done
        if (done < batch) break
      }
    }
    return total
  }

  return { round }
}

/**
 * Gives waiting leaves their positions, at least every `everyMs` (200) and at once when woken; signs a head at most once a
 * second. Several processes may run one: whoever holds a realm's tree works, the others pass by.
 */
export function startSequencer(needs: {
  db: Db
  clock: Clock
  log: Log
  logSigner(realm: string): Promise<Signer>
  everyMs?: number
}): Sequencer {
  const { round } = createSequencing(needs)
  let stopped = false
  let running: Promise<unknown> | undefined
  let soon: NodeJS.Timeout | undefined

  function look(): void {
    if (stopped || running) return
    running = round(false)
      .catch((error: unknown) =>
        needs.log.error({ err: error }, 'the ledger could not be sequenced; it will be tried again'),
      )
      .finally(() => {
        running = undefined
      })
  }

  /** Acts come in crowds: the first of a crowd waits a moment, so that one round gives all of them their positions. */
  function wake(): void {
    if (stopped) return
    soon ??= setTimeout(() => {
      soon = undefined
      if (running) wake()
      else look()
    }, gatherMs)
  }

  const timer = setInterval(look, needs.everyMs ?? 200)
  return {
    wake,
    drain: () => round(true),
    async stop() {
      stopped = true
      clearInterval(timer)
      clearTimeout(soon)
      await running
    },
  }
}
