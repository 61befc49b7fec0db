import { inTransaction } from '../../platform/ground/database/index.ts'
import { systemActor } from '../../platform/kernel/actor.ts'
import { draft, office, openStage, realm } from '../../platform/testing/credential-stage.ts'

const batch = 100
/** While the database takes some batches, the next are made. */
const atOnce = 4

/** Documents a second: signed alone, and issued whole (numbered, identified, signed, seal's use noted, leaf written), a hundred a transaction. */
export async function measureIssue(documents: number): Promise<{ signer: Rate; issued: Rate }> {
  const stage = await openStage()
  try {
    const usable = await stage.seals.usableOf(realm, office.id)
    const signer = await stage.seals.recordSigner(realm, usable)
    const record = Buffer.alloc(600, 7)
    const alone = await perSecond(documents, async () => void (await signer.sign(record)))
    const issue = async () => {
      const drafts = Array.from({ length: batch }, () => draft())
      await inTransaction(stage.db, (tx) => stage.credentials.issueMany(tx, systemActor(realm), drafts))
    }
    await issue() // fonts, catalogue and prepared statements are read once
    const rounds = Math.ceil(documents / batch / atOnce)
    const lots = await perSecond(rounds, async () => {
      await Promise.all(Array.from({ length: atOnce }, issue))
    })
    const inLot = batch * atOnce
    return { signer: alone, issued: { perSecond: lots.perSecond * inLot, cpuMs: lots.cpuMs / inLot } }
  } finally {
    await stage.close()
  }
}

/** How many a second, and the CPU of this process and its threads for each; that of PostgreSQL is its own. */
type Rate = { perSecond: number; cpuMs: number }

async function perSecond(count: number, work: () => Promise<void>): Promise<Rate> {
  const [from, used] = [performance.now(), process.cpuUsage()]
  for (let i = 0; i < count; i++) await work()
  const { user, system } = process.cpuUsage(used)
  return { perSecond: (count * 1000) / (performance.now() - from), cpuMs: (user + system) / 1000 / count }
}
