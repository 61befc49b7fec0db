import type { Migrations } from '#ground/database/index.ts'
import { groundModule } from '#ground/ground.ts'
import * as applications from '#nets/service/applications/index.ts'
import * as counter from '#nets/service/counter/index.ts'
import * as exchange from '#nets/service/exchange/index.ts'
import * as items from '#nets/service/items/index.ts'
import * as promises from '#nets/service/promises/index.ts'
import * as ratings from '#nets/service/ratings/index.ts'
import * as calendars from '#support/calendars/index.ts'
import * as capabilities from '#support/capabilities/index.ts'
import * as caseFiles from '#support/case-files/index.ts'
import * as cases from '#support/cases/index.ts'
import * as credentials from '#support/credentials/index.ts'
import * as credit from '#support/credit/index.ts'
import * as identity from '#support/identity/index.ts'
import * as keys from '#support/keys/index.ts'
import * as ledger from '#support/ledger/index.ts'
import * as messages from '#support/messages/index.ts'
import * as notices from '#support/notices/index.ts'
import * as openid from '#support/openid/index.ts'
import * as organisations from '#support/organisations/index.ts'
import * as packs from '#support/packs/index.ts'
import * as payments from '#support/payments/index.ts'
import * as registers from '#support/registers/index.ts'
import * as reruns from '#support/reruns/index.ts'
import * as seals from '#support/seals/index.ts'
import * as signings from '#support/signings/index.ts'
import { evidenceModules } from './evidence.ts'
import { federationModules } from './federation.ts'
import { inHandModules } from './in-hand.ts'
import { ownAffairsModules } from './own-affairs.ts'
import { papersModules } from './papers.ts'

/** In the order their schemas are made: what others refer to comes first. */
export const modules: Migrations[] = [
  groundModule,
  organisations.organisationsModule,
  identity.identityModule,
  openid.openIdModule,
  ...federationModules,
  packs.packsModule,
  registers.registersModule,
  keys.keysModule,
  ledger.ledgerModule,
  ...evidenceModules,
  seals.sealsModule,
  credentials.credentialsModule,
  signings.signingsModule,
  ...inHandModules,
  ...papersModules,
  calendars.calendarsModule,
  cases.casesModule,
  caseFiles.caseFilesModule,
  reruns.rerunsModule,
  capabilities.capabilitiesModule,
  messages.messagesModule,
  notices.noticesModule,
  payments.paymentsModule,
  credit.creditModule,
  items.itemsModule,
  promises.promisesModule,
  applications.applicationsModule,
  counter.counterModule,
  ...ownAffairsModules,
  ratings.ratingsModule,
  exchange.exchangeModule,
]
