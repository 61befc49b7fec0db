/** A file as a case of the party holds it. */
export type HeldFile = {
  id: string
  name: string
  version: number
  hash: string
  fileName: string
  mediaType: string
  size: number
  trust: 'A' | 'B' | 'C' | 'D'
  at: Date
  current: boolean
  caseId: string
  caseNo: string
  itemName: string
  /** Where it first came from, when it was itself used again. */
  from?: { caseNo: string; at: string } | null
}

/** A file the party put here itself. */
export type KeptFile = {
  realm: string
  id: string
  partyId: string
  name: string
  hash: string
  fileName: string
  mediaType: string
  size: number
  at: Date
  sealedHash: string
  sealedKey: Buffer
}
