import { verifyInclusion } from '#kernel/merkle-verify.ts'
import type { KeyStatement, RootKeys } from '#support/keys/contract.ts'
import { holds, inForceAt, statementHolds } from '#support/keys/index.ts'
import type { Head, InclusionProof } from './contract.ts'
import { headBody } from './head.ts'
import { sha256 } from './tree.ts'

/** Whether a leaf stands under a head of the log, with nothing but mathematics: the path leads to the head's root. */
export function leafIsUnder(leaf: string, proof: InclusionProof, head: Head): boolean {
  const bytes = (hex: string) => Buffer.from(hex, 'hex')
  const claim = { index: proof.position, size: proof.size, proof: proof.path.map(bytes), root: bytes(head.root) }
  return proof.leaf === leaf && proof.size === head.size && verifyInclusion(sha256, { leaf: bytes(leaf), ...claim })
}

/** Whether a head was signed by the log of this realm, by a key that the root vouches for and that was in force then. */
export function headIsSigned(head: Head, realm: string, logKey: KeyStatement, root: RootKeys): boolean {
  return (
    logKey.body.purpose === 'log' &&
    statementHolds(logKey, root) &&
    head.keyId === logKey.body.keyId &&
    head.realm === realm &&
    inForceAt(logKey, new Date(head.at)) &&
    holds(headBody(head), head.signature, logKey.body.publicKey)
  )
}
