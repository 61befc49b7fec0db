import { inTransaction } from '../../platform/ground/database/index.ts'
import { systemActor } from '../../platform/kernel/actor.ts'
import { draft, office, openStage, realm } from '../../platform/testing/credential-stage.ts'

const batch = 50

/** Documents a second: signed alone, and issued whole (numbered, identified, signed, seal's use noted, leaf written), fifty a transaction. */
export async function measureIssue(documents: number): Promise<{ signer: number; issued: number }> {
  const stage = await openStage()
  try {
    const usable = await stage.seals.usableOf(realm, office.id)
    const signer = await stage.seals.recordSigner(realm, usable)
    const record = Buffer.alloc(600, 7)
    const alone = await perSecond(documents, async () => void (await signer.sign(record)))
    const issue = async () => {
      await inTransaction(stage.db, async (tx) => {
        for (let i = 0; i < batch; i++) await stage.credentials.issue(tx, systemActor(realm), draft())
      })
    }
    await issue() // fonts, catalogue and prepared statements are read once
    const batches = await perSecond(Math.ceil(documents / batch), issue)
    return { signer: alone, issued: batches * batch }
  } finally {
    await stage.close()
  }
}

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const from = performance.now()
  for (let i = 0; i < count; i++) await work()
  return (count * 1000) / (performance.now() - from)
}
