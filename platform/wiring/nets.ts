import type { Publish } from '#ground/events.ts'
import type { ApplicationService } from '#nets/service/applications/index.ts'
import type { Items } from '#nets/service/items/index.ts'
import type { RatingService } from '#nets/service/ratings/index.ts'
import type { CalendarService } from '#support/calendars/index.ts'
import type { CaseNeeds, CaseService } from '#support/cases/index.ts'
import type { CredentialService } from '#support/credentials/index.ts'
import type { CreditService } from '#support/credit/index.ts'
import type { CompileExpression } from '#support/forms/contract.ts'
import type { Identity } from '#support/identity/index.ts'
import type { Keys } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { Messages } from '#support/messages/index.ts'
import type { NoticeService } from '#support/notices/index.ts'
import type { OpenId } from '#support/openid/index.ts'
import type { Organisations } from '#support/organisations/index.ts'
import type { Packs } from '#support/packs/index.ts'
import type { Registers } from '#support/registers/index.ts'
import type { AskSystem } from '#support/systems/index.ts'
import { createAccountLifePart } from './account-life.ts'
import { createCityCodesPart } from './city-codes.ts'
import { createCounterPart } from './counter.ts'
import { createDataCataloguePart } from './data-catalogue.ts'
import { createDesignPart } from './designs.ts'
import { createFederationPart } from './federation.ts'
import { createFiscalReceiptsPart } from './fiscal-receipts.ts'
import type { Ground } from './ground.ts'
import { createHallsPart } from './halls.ts'
import { createLifeMapPart } from './life-maps.ts'
import { createLimits } from './limits.ts'
import { createMandatePart } from './mandates.ts'
import type { createOffices } from './offices.ts'
import { createOpeningPart } from './opening.ts'
import type { Part } from './part.ts'
import type { createPeople } from './people.ts'
import { createSharingPart } from './sharing.ts'
import { createSigningPart } from './signings.ts'
import { createSupervisionPart } from './supervision.ts'
import type { Territories } from './territory.ts'

/** What is wired in `compose.ts`, for the parts below to choose from. */
export type Wired = Ground & {
  publish: Publish
  compileFeel: CompileExpression
  calendar: CalendarService['calendar']
  territory: Territories
  officesOf: ReturnType<typeof createOffices>
  people: ReturnType<typeof createPeople>
  ask: AskSystem
  appendLeaf: CaseNeeds['appendLeaf']
  logRead: CaseNeeds['logRead']
  recordAudit: Identity['audit']['record']
  applications: ApplicationService
  cases: CaseService
  credentials: CredentialService
  credit: CreditService
  identity: Identity
  items: Items
  keys: Keys
  ledger: Ledger
  messages: () => Messages
  notices: NoticeService
  openId: OpenId
  organisations: Organisations
  packs: Packs
  ratings: RatingService
  registers: Registers
}

/** The parts that nobody else needs, in any order. A new net begins with a line here. */
export async function createNets(wired: Wired): Promise<Part[]> {
  const opening = createOpeningPart(wired)
  return [
    opening.part,
    createMandatePart(wired),
    createHallsPart(wired),
    createSharingPart(wired),
    createSigningPart(wired),
    createLifeMapPart({ ...wired, more: opening.pages }),
    createDataCataloguePart(wired),
    createLimits(wired),
    createDesignPart(wired),
    await createFederationPart(wired),
    await createFiscalReceiptsPart(wired),
    createAccountLifePart(wired),
    createCounterPart(wired),
    createCityCodesPart(wired),
    createSupervisionPart(wired),
  ]
}
