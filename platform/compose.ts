import { webcrypto } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import type { Config } from '#ground/config.ts'
import type { Db, Migrations } from '#ground/database/index.ts'
import { createPublish, type Reaction } from '#ground/events.ts'
import type { Files } from '#ground/files/files.ts'
import { groundModule } from '#ground/ground.ts'
import { httpProblems, type ProblemTexts, type Routes } from '#ground/http/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { JobHandler, Jobs } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Log } from '#ground/telemetry/log.ts'
import type { Metrics } from '#ground/telemetry/metrics.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { createCalendar } from '#kernel/working-days.ts'
import * as applications from '#nets/service/applications/index.ts'
import * as items from '#nets/service/items/index.ts'
import * as ratings from '#nets/service/ratings/index.ts'
import * as cases from '#support/cases/index.ts'
import * as credentials from '#support/credentials/index.ts'
import * as identity from '#support/identity/index.ts'
import * as keys from '#support/keys/index.ts'
import * as ledger from '#support/ledger/index.ts'
import * as notices from '#support/notices/index.ts'
import * as organisations from '#support/organisations/index.ts'
import * as packs from '#support/packs/index.ts'
import * as registers from '#support/registers/index.ts'
import { compileFeel } from '#support/rules/index.ts'
import * as seals from '#support/seals/index.ts'
import { createCatalogue } from './wiring/catalogue.ts'
import { demoSignInsOf } from './wiring/demo-sign-ins.ts'
import { createFlowServices } from './wiring/flow-services.ts'
import { formRoutes } from './wiring/form-routes.ts'
import { createPeople } from './wiring/people.ts'
import { createRules } from './wiring/rules.ts'
import { createTerritories } from './wiring/territory.ts'

export type Ground = {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  jobs: Jobs
  files: Files
  log: Log
  metrics: Metrics
  config: Config
}

/** In the order their schemas are made: what others refer to comes first. */
export const modules: Migrations[] = [
  groundModule,
  organisations.organisationsModule,
  identity.identityModule,
  packs.packsModule,
  registers.registersModule,
  keys.keysModule,
  ledger.ledgerModule,
  seals.sealsModule,
  credentials.credentialsModule,
  cases.casesModule,
  notices.noticesModule,
  items.itemsModule,
  applications.applicationsModule,
  ratings.ratingsModule,
]

export type Platform = Awaited<ReturnType<typeof compose>>

/** The whole backend, wired in plain order: a constant must exist before it is used, so no cycle can be written. */
export async function compose(ground: Ground) {
  const { db, clock, newId, jobs, files, config, log } = ground
  const { realm } = config
  const publish = createPublish(ground)
  const calendar = createCalendar(holidays)

  const organisationService = organisations.createOrganisations(ground)
  const identityService = identity.createIdentity({ ...ground, organisations: organisationService })
  const territory = createTerritories({ clock, listDepartments: () => organisationService.listDepartments(realm) })

  const registerService = registers.createRegisters({
    ...ground,
    idNumberOf: async (actor) =>
      actor.partyId ? (await identityService.parties.readPerson(realm, actor.partyId)).idNumber : undefined,
  })
  const itemService = items.createItems({ db, clock, newId, publish, jobs, files })
  const packService = packs.createPacks({
    db,
    clock,
    realm,
    profile: config.profile,
    installers: [registers.registerInstaller(registerService), catalogueInstaller(itemService, config.realm)],
  })

  const keyService = keys.createKeys(ground)
  const ledgerService = ledger.createLedger(ground)
  const sealService = seals.createSeals({
    ...ground,
    keys: keyService,
    ledger: ledgerService,
    sealFont: () => credentials.readFont('serif-bold'),
    department: async (ofRealm, id) => organisationService.getDepartment(ofRealm, id),
  })
  const credentialService = credentials.createCredentials({
    ...ground,
    publish,
    publicUrl: config.publicUrl,
    keys: keyService,
    ledger: ledgerService,
    seals: sealService,
    packs: packService,
    compileFeel,
    partiesOf: (actor) => people.partiesOf(actor),
    territory,
  })

  const people = createPeople({
    identity: identityService,
    registers: registerService,
    readCredential: credentialService.readForForm,
  })
  const rules = createRules(packService)
  const catalogue = createCatalogue({ realm, items: itemService, packs: packService, territory, compileFeel })
  const caseService = cases.createCases({
    ...ground,
    publish,
    random: (bytes) => webcrypto.getRandomValues(bytes),
    calendar,
    ...rules,
    ...catalogue.forCases,
    services: createFlowServices({ credentials: credentialService, identity: identityService, packs: packService }),
    territory,
    partiesOf: people.partiesOf,
    appendLeaf: async (tx, { realm: ofRealm, ...leaf }) => void (await ledgerService.append(tx, ofRealm, [leaf])),
    logRead: async (actor, { partyId, subject, ...why }) => {
      const number = await people.numberOf(actor.realm, partyId)
      if (number) await registerService.noteRead(actor, { subject: number, what: subject, fields: ['办件'], ...why })
    },
  })
  const applicationService = applications.createApplications({
    ...ground,
    ...catalogue.forApplications,
    applicant: people.applicant,
    resolve: people.resolve,
    openCase: caseService.open,
  })
  const ratingService = ratings.createRatings({
    ...ground,
    calendar,
    getCase: caseService.get,
    departmentsUnder: async (actor) => {
      const tree = await territory()
      // Ratings tell of cases, so only posts that see cases see them, and only of offices in their place.
      const offices = actor.posts
        .filter((post) => cases.seesCases(post.role))
        .flatMap((post) =>
          tree
            .departmentsUnder(post.departmentId)
            .filter((id) => tree.divisionWithin(tree.find(id)?.divisionCode ?? '', post.divisionCode)),
        )
      return [...new Set(offices)]
    },
  })
  const noticeService = notices.createNotices(ground)

  const routes: Routes[] = [
    organisations.organisationsRoutes(organisationService),
    identity.identityRoutes(identityService, { realm, secureCookies: config.profile === 'production' }),
    registers.registersRoutes(registerService, realm),
    formRoutes(packService),
    seals.sealsRoutes(sealService),
    credentials.credentialRoutes(credentialService),
    cases.caseRoutes(caseService),
    notices.noticeRoutes(noticeService),
    items.itemsRoutes(itemService),
    applications.applicationRoutes(applicationService),
    ratings.ratingRoutes(ratingService, realm),
    ...(config.profile === 'demo' ? [identity.demoRoutes(() => demoSignInsOf(config, organisationService))] : []),
  ]
  const reactions: Reaction[] = [...noticeService.reactions]
  const jobHandlers: Record<string, JobHandler> = { ...cases.caseJobs(caseService), ...itemService.jobHandlers }
  const problems: ProblemTexts = {
    ...httpProblems,
    ...organisations.problems,
    ...identity.problems,
    ...registers.problems,
    ...packs.problems,
    ...seals.problems,
    ...ledger.problems,
    ...credentials.problems,
    ...cases.problems,
    ...notices.problems,
    ...items.problems,
    ...applications.problems,
    ...ratings.problems,
  }

  let sequencer: ledger.Sequencer | undefined
  /** The work of the worker role: the ledger's sequencer, the audit chain, sessions that ended. Answers how to stop it. */
  function startWork(): (() => Promise<void>)[] {
    const running = ledger.startSequencer({ db, clock, log, logSigner: keyService.logSigner })
    sequencer = running
    const every = (millis: number, what: string, run: () => Promise<unknown>) => {
      const timer = setInterval(() => run().catch((error: unknown) => log.error({ err: error }, what)), millis)
      return async () => clearInterval(timer)
    }
    return [
      () => running.stop(),
      every(1_000, 'the audit chain was not linked', () => identityService.audit.link()),
      every(3_600_000, 'old sessions were not swept', () => identityService.sessions.sweep()),
      every(3_600_000, 'old applications were not swept', () => applicationService.sweep()),
    ]
  }

  return {
    organisations: organisationService,
    identity: identityService,
    registers: registerService,
    packs: packService,
    keys: keyService,
    ledger: ledgerService,
    seals: sealService,
    credentials: credentialService,
    cases: caseService,
    applications: applicationService,
    items: itemService,
    ratings: ratingService,
    notices: noticeService,
    calendar,
    packKinds: catalogue.packKinds,
    routes,
    rootRoutes: [ledger.logRoutes(ledgerService, keyService)] as Routes[],
    reactions,
    jobHandlers,
    problems,
    authenticate: (token: string) => identityService.sessions.authenticate(token),
    startWork,
    wake: () => sequencer?.wake(),
  }
}

/** Items that packs declare become items of the realm when the pack is installed. */
function catalogueInstaller(service: items.Items, realmCode: string): packs.Installer {
  return {
    kind: 'item',
    async install(tx, realm, added) {
      for (const artefact of added)
        await service.packs.install(tx, { realm, divisionCode: realmCode.padEnd(12, '0'), artefact: artefact as never })
    },
  }
}
