import { httpProblems, type ProblemTexts } from '#ground/http/index.ts'
import { problems as dataCatalogue } from '#nets/data/catalogue/contract.ts'
import { problems as exports } from '#nets/data/exports/contract.ts'
import { problems as gateway } from '#nets/data/gateway/contract.ts'
import { problems as opening } from '#nets/data/opening/contract.ts'
import { problems as proofChecks } from '#nets/data/proof-checks/contract.ts'
import { problems as scores } from '#nets/data/scores/contract.ts'
import { problems as sharing } from '#nets/data/sharing/contract.ts'
import { problems as applications } from '#nets/service/applications/contract.ts'
import { problems as counter } from '#nets/service/counter/contract.ts'
import { problems as disputes } from '#nets/service/disputes/contract.ts'
import { problems as exchange } from '#nets/service/exchange/contract.ts'
import { problems as halls } from '#nets/service/halls/contract.ts'
import { problems as handovers } from '#nets/service/handovers/contract.ts'
import { problems as items } from '#nets/service/items/contract.ts'
import { problems as lifeMaps } from '#nets/service/life-maps/contract.ts'
import { problems as materials } from '#nets/service/materials/contract.ts'
import { problems as promises } from '#nets/service/promises/contract.ts'
import { problems as queues } from '#nets/service/queues/contract.ts'
import { problems as ratings } from '#nets/service/ratings/contract.ts'
import { problems as supervision } from '#nets/service/supervision/contract.ts'
import { problems as archives } from '#support/archives/contract.ts'
import { problems as calendars } from '#support/calendars/contract.ts'
import { problems as capabilities } from '#support/capabilities/contract.ts'
import { problems as caseFiles } from '#support/case-files/contract.ts'
import { problems as cases } from '#support/cases/index.ts'
import { problems as cityCodes } from '#support/city-codes/contract.ts'
import { problems as credentials } from '#support/credentials/contract.ts'
import { problems as credit } from '#support/credit/contract.ts'
import { problems as designs } from '#support/designs/contract.ts'
import { problems as evidence } from '#support/evidence/contract.ts'
import { problems as facts } from '#support/fact-certificates/contract.ts'
import { problems as federation } from '#support/federation/contract.ts'
import { problems as fiscalReceipts } from '#support/fiscal-receipts/contract.ts'
import { problems as identity } from '#support/identity/contract.ts'
import { problems as keys } from '#support/keys/contract.ts'
import { problems as ledger } from '#support/ledger/contract.ts'
import { problems as messages } from '#support/messages/contract.ts'
import { problems as notices } from '#support/notices/contract.ts'
import { problems as openid } from '#support/openid/contract.ts'
import { problems as organisations } from '#support/organisations/contract.ts'
import { problems as packs } from '#support/packs/contract.ts'
import { problems as payments } from '#support/payments/contract.ts'
import { problems as personChecks } from '#support/person-checks/contract.ts'
import { problems as qualifications } from '#support/qualifications/contract.ts'
import { problems as registerImports } from '#support/register-imports/contract.ts'
import { problems as registers } from '#support/registers/contract.ts'
import { problems as reruns } from '#support/reruns/contract.ts'
import { problems as seals } from '#support/seals/contract.ts'
import { problems as showings } from '#support/showings/contract.ts'
import { problems as signings } from '#support/signings/contract.ts'
import { problems as stock } from '#support/stock-licences/contract.ts'
import { problems as systems } from '#support/systems/contract.ts'
import { problems as tables } from '#support/tables/contract.ts'
import { problems as wallets } from '#support/wallets/contract.ts'

/** The sentences of every refusal, by its code. */
export const problems: ProblemTexts = {
  ...httpProblems,
  ...organisations,
  ...identity,
  ...federation,
  ...fiscalReceipts,
  ...personChecks,
  ...openid,
  ...registers,
  ...packs,
  ...designs,
  ...seals,
  ...signings,
  ...systems,
  ...keys,
  ...ledger,
  ...evidence,
  ...credentials,
  ...wallets,
  ...showings,
  ...cityCodes,
  ...stock,
  ...tables,
  ...registerImports,
  ...facts,
  ...calendars,
  ...capabilities,
  ...cases,
  ...caseFiles,
  ...archives,
  ...dataCatalogue,
  ...reruns,
  ...messages,
  ...notices,
  ...payments,
  ...credit,
  ...qualifications,
  ...items,
  ...applications,
  ...counter,
  ...handovers,
  ...supervision,
  ...lifeMaps,
  ...halls,
  ...queues,
  ...materials,
  ...disputes,
  ...ratings,
  ...exchange,
  ...promises,
  ...sharing,
  ...opening,
  ...scores,
  ...gateway,
  ...proofChecks,
  ...exports,
}
