import { gmSuite } from './gm.ts'
import { intlSuite } from './intl.ts'
import type { CryptoSuite, SuiteName } from './suite.ts'

/** The suite that a record names. */
export function cryptoSuite(name: SuiteName): CryptoSuite {
  return name === 'GM' ? gmSuite : intlSuite
}
