import { systemClock } from '../../platform/ground/clock.ts'
import { openDatabase } from '../../platform/ground/database/index.ts'
import { createSecrets, loadMasterKey } from '../../platform/ground/secrets.ts'
import { createKeys } from '../../platform/support/keys/index.ts'
import { verifyLedger } from '../../platform/support/ledger/index.ts'

const realm = '441900'

/** Rebuilds the trees from the leaves and checks every head; what is wrong, if anything. */
export async function checkLedger(given: { databaseUrl: string; dataDir: string }): Promise<string | undefined> {
  const { db, close } = openDatabase({ url: given.databaseUrl, log: { warn: () => undefined }, max: 2 })
  try {
    const secrets = createSecrets(await loadMasterKey({ dataDir: given.dataDir }))
    const keys = createKeys({ db, clock: systemClock, secrets })
    const trust = { root: await keys.root(realm), statement: (keyId: string) => keys.statement(realm, keyId) }
    const { size, heads, pending, faults } = await verifyLedger(db, realm, trust)
    if (faults.length > 0) return faults.slice(0, 3).join('; ')
    if (size === 0 || heads === 0) return `${size} leaves and ${heads} heads`
    return pending ? 'leaves still wait for their position' : undefined
  } finally {
    await close()
  }
}
