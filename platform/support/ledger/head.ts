import type { Head } from './contract.ts'
import type { HeadRow } from './store.ts'

/** What the signature of a head covers: all but itself. */
export function headBody(head: Omit<Head, 'signature'>): Omit<Head, 'signature'> {
  const { realm, size, root, rootSm3, at, keyId } = head
  return { realm, size, root, rootSm3, at, keyId }
}

export function headOf(row: HeadRow): Head {
  return {
    realm: row.realm,
    size: row.size,
    root: row.root.toString('hex'),
    rootSm3: row.rootSm3.toString('hex'),
    at: row.at.toISOString(),
    keyId: row.keyId,
    signature: row.signature.toString('hex'),
  }
}
