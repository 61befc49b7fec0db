import { makeCapabilities } from './capabilities.ts'
import { makeCounter } from './counter.ts'
import { makeCredit } from './credit.ts'
import { makeEvidence } from './evidence.ts'
import { makeFacts } from './fact-certificates.ts'
import { makeGrants } from './grants.ts'
import type { Cast, Made } from './made.ts'
import { makeMandates } from './mandates.ts'
import { makeMessages } from './messages.ts'
import { makeNotices } from './notices.ts'
import { makePayouts } from './payouts.ts'
import { makeSignings } from './signings.ts'
import { makeStock } from './stock-licences.ts'

/** One of everything of a part, each in a file beside this; who may is said in the table of the same name. */
export const more: ((cast: Cast) => Promise<Made>)[] = [
  makeCounter,
  makeMessages,
  makeMandates,
  makeEvidence,
  makeNotices,
  makeStock,
  makeCredit,
  makeSignings,
  makeGrants,
  makePayouts,
  makeFacts,
  makeCapabilities,
]
