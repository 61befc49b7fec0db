import { createHash } from 'node:crypto'

/** A head of the log as a chain keeps it. */
export type ChainHead = { origin: string; size: number; root: Buffer; rootSm3: Buffer }

export const originDigest = (origin: string) => createHash('sha256').update(origin).digest()

/**
 * What a transaction carries of a head where there is no contract, 110 bytes: `ZTLOG1`, the SHA-256 of the log's origin, its
 * size in 8 bytes, its SHA-256 root, its SM3 root. Anybody with the log and a node can compare the two.
 */
export function headBytes({ origin, size, root, rootSm3 }: ChainHead): Buffer {
  const width = Buffer.alloc(8)
  width.writeBigUInt64BE(BigInt(size))
  return Buffer.concat([Buffer.from('ZTLOG1'), originDigest(origin), width, root, rootSm3])
}
