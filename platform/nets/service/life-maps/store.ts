import type { Db, Tx } from '#ground/database/index.ts'
import type { Dismissal } from './contract.ts'

type DismissalTable = { realm: string; account_id: string; party_id: string; item_id: string; at: Date }
type Tables = { 'life_maps.dismissal': DismissalTable }

export async function listDismissals(db: Db, realm: string, accountId: string): Promise<Dismissal[]> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('life_maps.dismissal')
    .select(['party_id', 'item_id'])
    .where('realm', '=', realm)
    .where('account_id', '=', accountId)
    .execute()
  return rows.map(({ party_id, item_id }) => ({ partyId: party_id, itemId: item_id }))
}

/** Once is enough; a second time changes nothing. */
export async function saveDismissal(
  tx: Tx,
  { realm, accountId, at, ...of }: Dismissal & { realm: string; accountId: string; at: Date },
): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('life_maps.dismissal')
    .values({ realm, account_id: accountId, party_id: of.partyId, item_id: of.itemId, at })
    .onConflict((on) => on.doNothing())
    .execute()
}
