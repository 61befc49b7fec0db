import { canonicalJson } from '#kernel/canonical-json.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { leafHash } from '#kernel/merkle.ts'
import type { Statement } from './contract.ts'

/** SM3 of the canonical statement: the entry that the log keeps of an anchor. */
export function digestOfStatement(statement: Statement): Buffer {
  return cryptoSuite('GM').hash(Buffer.from(canonicalJson(statement), 'utf8'))
}

/** The leaf hash by which its proof is asked for. */
export function leafOfStatement(statement: Statement): Buffer {
  return Buffer.from(leafHash(cryptoSuite('INTL').hash, digestOfStatement(statement)))
}
