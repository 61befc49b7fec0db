import { makeArchives } from './archives.ts'
import { makeCapabilities } from './capabilities.ts'
import { makeCityCodes } from './city-codes.ts'
import { makeCounter } from './counter.ts'
import { makeCredit } from './credit.ts'
import { makeDataCatalogue } from './data-catalogue.ts'
import { makeDesigns } from './designs.ts'
import { makeEvidence } from './evidence.ts'
import { makeFacts } from './fact-certificates.ts'
import { makeFiscalReceipts } from './fiscal-receipts.ts'
import { makeGrants } from './grants.ts'
import { makeHandovers } from './handovers.ts'
import { makeLifeMaps } from './life-maps.ts'
import type { Cast, Made } from './made.ts'
import { makeMandates } from './mandates.ts'
import { makeMessages } from './messages.ts'
import { makeNotices } from './notices.ts'
import { makeOpenData } from './open-data.ts'
import { makePayouts } from './payouts.ts'
import { makeQualifications } from './qualifications.ts'
import { makeQueues } from './queues.ts'
import { makeRegisterImports } from './register-imports.ts'
import { makeSharing } from './sharing.ts'
import { makeSignIns } from './sign-ins.ts'
import { makeSignings } from './signings.ts'
import { makeStock } from './stock-licences.ts'
import { makeSupervision } from './supervision.ts'

/** One of everything of a part, each in a file beside this; who may is said in the table of the same name. */
export const more: ((cast: Cast) => Promise<Made>)[] = [
  makeCounter,
  makeCityCodes,
  makeMessages,
  makeMandates,
  makeQueues,
  makeHandovers,
  makeDesigns,
  makeEvidence,
  makeNotices,
  makeStock,
  makeSharing,
  makeCredit,
  makeDataCatalogue,
  makeSignings,
  makeSignIns,
  makeGrants,
  makePayouts,
  makeFacts,
  makeCapabilities,
  makeQualifications,
  makeArchives,
  makeLifeMaps,
  makeFiscalReceipts,
  makeRegisterImports,
  makeOpenData,
  makeSupervision,
]
