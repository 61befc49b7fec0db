import type { ProofQuery, ProofsInForce } from './contract.ts'
import { inForce, type ProofList } from './proof.ts'

/** The public list on a day, narrowed by a word. */
export function proofsOn(all: readonly ProofList[], { q }: ProofQuery, day: string): ProofsInForce {
  const lists = all.filter(({ publishedOn }) => publishedOn <= day)
  const word = q?.trim()
  const says = (...texts: (string | undefined)[]) => word === undefined || texts.some((text) => text?.includes(word))
  return {
    on: day,
    lists: lists.map(({ proofs: _, version: _version, demo = false, ...list }) => ({ ...list, demo })),
    proofs: inForce(lists, day).filter(({ name, nameEn, issuer, usedFor, aliases = [], basis }) =>
      says(name, nameEn, issuer, usedFor, basis.law, ...aliases),
    ),
  }
}
