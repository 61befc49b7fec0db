import type { Migrations } from '#ground/database/index.ts'
import { groundModule } from '#ground/ground.ts'
import * as applications from '#nets/service/applications/index.ts'
import * as counter from '#nets/service/counter/index.ts'
import * as exchange from '#nets/service/exchange/index.ts'
import * as handovers from '#nets/service/handovers/index.ts'
import * as items from '#nets/service/items/index.ts'
import * as lifeMaps from '#nets/service/life-maps/index.ts'
import * as promises from '#nets/service/promises/index.ts'
import * as queues from '#nets/service/queues/index.ts'
import * as ratings from '#nets/service/ratings/index.ts'
import * as supervision from '#nets/service/supervision/index.ts'
import * as calendars from '#support/calendars/index.ts'
import * as capabilities from '#support/capabilities/index.ts'
import * as caseFiles from '#support/case-files/index.ts'
import * as cases from '#support/cases/index.ts'
import * as credentials from '#support/credentials/index.ts'
import * as credit from '#support/credit/index.ts'
import * as designs from '#support/designs/index.ts'
import * as identity from '#support/identity/index.ts'
import * as keys from '#support/keys/index.ts'
import * as ledger from '#support/ledger/index.ts'
import * as messages from '#support/messages/index.ts'
import * as notices from '#support/notices/index.ts'
import * as openid from '#support/openid/index.ts'
import * as organisations from '#support/organisations/index.ts'
import * as packs from '#support/packs/index.ts'
import * as payments from '#support/payments/index.ts'
import * as qualifications from '#support/qualifications/index.ts'
import * as registers from '#support/registers/index.ts'
import * as reruns from '#support/reruns/index.ts'
import * as seals from '#support/seals/index.ts'
import * as signings from '#support/signings/index.ts'
import { archivesModules } from './archives.ts'
import { cityCodesModules } from './city-codes.ts'
import { dataCatalogueModules } from './data-catalogue.ts'
import { evidenceModules } from './evidence.ts'
import { federationModules } from './federation.ts'
import { fiscalReceiptsModules } from './fiscal-receipts.ts'
import { inHandModules } from './in-hand.ts'
import { openingModules } from './opening.ts'
import { ownAffairsModules } from './own-affairs.ts'
import { papersModules } from './papers.ts'
import { personCheckModules } from './person-checks.ts'
import { registerImportsModules } from './register-imports.ts'
import { sharingModules } from './sharing.ts'

/** In the order their schemas are made: what others refer to comes first. */
export const modules: Migrations[] = [
  groundModule,
  organisations.organisationsModule,
  identity.identityModule,
  openid.openIdModule,
  ...federationModules,
  ...personCheckModules,
  packs.packsModule,
  designs.designsModule,
  registers.registersModule,
  ...registerImportsModules,
  keys.keysModule,
  ledger.ledgerModule,
  ...evidenceModules,
  seals.sealsModule,
  credentials.credentialsModule,
  signings.signingsModule,
  ...inHandModules,
  ...cityCodesModules,
  ...papersModules,
  calendars.calendarsModule,
  cases.casesModule,
  caseFiles.caseFilesModule,
  ...archivesModules,
  reruns.rerunsModule,
  ...sharingModules,
  capabilities.capabilitiesModule,
  messages.messagesModule,
  notices.noticesModule,
  payments.paymentsModule,
  ...fiscalReceiptsModules,
  credit.creditModule,
  qualifications.qualificationsModule,
  items.itemsModule,
  lifeMaps.lifeMapsModule,
  promises.promisesModule,
  applications.applicationsModule,
  counter.counterModule,
  queues.queuesModule,
  handovers.handoversModule,
  ...ownAffairsModules,
  ratings.ratingsModule,
  supervision.supervisionModule,
  exchange.exchangeModule,
  ...dataCatalogueModules,
  ...openingModules,
]
