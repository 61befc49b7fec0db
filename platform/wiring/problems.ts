import { httpProblems, type ProblemTexts } from '#ground/http/index.ts'
import { problems as applications } from '#nets/service/applications/contract.ts'
import { problems as counter } from '#nets/service/counter/contract.ts'
import { problems as disputes } from '#nets/service/disputes/contract.ts'
import { problems as exchange } from '#nets/service/exchange/contract.ts'
import { problems as items } from '#nets/service/items/contract.ts'
import { problems as materials } from '#nets/service/materials/contract.ts'
import { problems as promises } from '#nets/service/promises/contract.ts'
import { problems as ratings } from '#nets/service/ratings/contract.ts'
import { problems as calendars } from '#support/calendars/contract.ts'
import { problems as capabilities } from '#support/capabilities/contract.ts'
import { problems as caseFiles } from '#support/case-files/contract.ts'
import { problems as cases } from '#support/cases/index.ts'
import { problems as credentials } from '#support/credentials/contract.ts'
import { problems as credit } from '#support/credit/contract.ts'
import { problems as evidence } from '#support/evidence/contract.ts'
import { problems as facts } from '#support/fact-certificates/contract.ts'
import { problems as federation } from '#support/federation/contract.ts'
import { problems as identity } from '#support/identity/contract.ts'
import { problems as keys } from '#support/keys/contract.ts'
import { problems as ledger } from '#support/ledger/contract.ts'
import { problems as messages } from '#support/messages/contract.ts'
import { problems as notices } from '#support/notices/contract.ts'
import { problems as openid } from '#support/openid/contract.ts'
import { problems as organisations } from '#support/organisations/contract.ts'
import { problems as packs } from '#support/packs/contract.ts'
import { problems as payments } from '#support/payments/contract.ts'
import { problems as registers } from '#support/registers/contract.ts'
import { problems as reruns } from '#support/reruns/contract.ts'
import { problems as seals } from '#support/seals/contract.ts'
import { problems as showings } from '#support/showings/contract.ts'
import { problems as signings } from '#support/signings/contract.ts'
import { problems as stock } from '#support/stock-licences/contract.ts'
import { problems as systems } from '#support/systems/contract.ts'
import { problems as wallets } from '#support/wallets/contract.ts'

/** The sentences of every refusal, by its code. */
export const problems: ProblemTexts = {
  ...httpProblems,
  ...organisations,
  ...identity,
  ...federation,
  ...openid,
  ...registers,
  ...packs,
  ...seals,
  ...signings,
  ...systems,
  ...keys,
  ...ledger,
  ...evidence,
  ...credentials,
  ...wallets,
  ...showings,
  ...stock,
  ...facts,
  ...calendars,
  ...capabilities,
  ...cases,
  ...caseFiles,
  ...reruns,
  ...messages,
  ...notices,
  ...payments,
  ...credit,
  ...items,
  ...applications,
  ...counter,
  ...materials,
  ...disputes,
  ...ratings,
  ...exchange,
  ...promises,
}
