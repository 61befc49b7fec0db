import type { Clock } from '#ground/clock.ts'
import type { Config } from '#ground/config.ts'
import type { Db, Migrations } from '#ground/database/index.ts'
import { createPublish, type Reaction, when } from '#ground/events.ts'
import type { Files } from '#ground/files/files.ts'
import { groundModule } from '#ground/ground.ts'
import { httpProblems, type ProblemTexts, type Routes } from '#ground/http/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { JobHandler, Jobs } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Log } from '#ground/telemetry/log.ts'
import type { Metrics } from '#ground/telemetry/metrics.ts'
import type { PostHeld } from '#kernel/actor.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { fillRandom } from '#kernel/random.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import * as applications from '#nets/service/applications/index.ts'
import * as exchange from '#nets/service/exchange/index.ts'
import * as items from '#nets/service/items/index.ts'
import * as promises from '#nets/service/promises/index.ts'
import * as ratings from '#nets/service/ratings/index.ts'
import * as calendars from '#support/calendars/index.ts'
import * as caseFiles from '#support/case-files/index.ts'
import * as cases from '#support/cases/index.ts'
import * as credentials from '#support/credentials/index.ts'
import * as identity from '#support/identity/index.ts'
import * as keys from '#support/keys/index.ts'
import * as ledger from '#support/ledger/index.ts'
import * as notices from '#support/notices/index.ts'
import * as organisations from '#support/organisations/index.ts'
import * as packs from '#support/packs/index.ts'
import * as registers from '#support/registers/index.ts'
import * as reruns from '#support/reruns/index.ts'
import { compileFeel } from '#support/rules/index.ts'
import * as seals from '#support/seals/index.ts'
import * as systems from '#support/systems/index.ts'
import { createCatalogue } from './wiring/catalogue.ts'
import { demoSignInsOf } from './wiring/demo-sign-ins.ts'
import { createSurroundings, openProvince } from './wiring/exchange.ts'
import { createFlowCalls } from './wiring/flow-calls.ts'
import { createFlowServices } from './wiring/flow-services.ts'
import { formRoutes } from './wiring/form-routes.ts'
import { createPeople } from './wiring/people.ts'
import { forPromises } from './wiring/promises.ts'
import { createRuleDrafts } from './wiring/rule-drafts.ts'
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
  calendars.calendarsModule,
  cases.casesModule,
  caseFiles.caseFilesModule,
  reruns.rerunsModule,
  notices.noticesModule,
  items.itemsModule,
  promises.promisesModule,
  applications.applicationsModule,
  ratings.ratingsModule,
  exchange.exchangeModule,
]

export type Platform = Awaited<ReturnType<typeof compose>>

/** The whole backend, wired in plain order: a constant must exist before it is used, so no cycle can be written. */
export async function compose(ground: Ground) {
  const { db, clock, newId, jobs, files, config, log } = ground
  const { realm } = config
  const publish = createPublish(ground)

  const organisationService = organisations.createOrganisations(ground)
  const identityService = identity.createIdentity({ ...ground, organisations: organisationService })
  const territory = createTerritories({ clock, listDepartments: () => organisationService.listDepartments(realm) })

  const registerService = registers.createRegisters({
    ...ground,
    idNumberOf: async (actor) =>
      actor.partyId ? (await identityService.parties.readPerson(realm, actor.partyId)).idNumber : undefined,
  })
  const itemService = items.createItems({
    ...{ db, clock, newId, publish, jobs, files },
    proofLists: async () => (await packService.list<items.ProofList>('proof-list')).map(({ content }) => content),
    formMeasure: (key) => catalogue.formMeasure(key),
  })
  const packService = packs.createPacks({
    db,
    clock,
    realm,
    profile: config.profile,
    installers: [registers.registerInstaller(registerService), catalogueInstaller(itemService, config.realm)],
  })

  const keyService = keys.createKeys(ground)
  const ledgerService = ledger.createLedger(ground)
  const appendLeaf: cases.CaseNeeds['appendLeaf'] = async (tx, { realm: ofRealm, ...leaf }) =>
    void (await ledgerService.append(tx, ofRealm, [leaf]))
  const calendarService = calendars.createCalendars({
    db,
    clock,
    realm,
    publish,
    shipped: holidays,
    appendLeaf,
    digest: (text) => cryptoSuite('GM').hash(Buffer.from(text)),
  })
  const { calendar } = calendarService
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
  const rules = createRules({ packs: packService, log, metrics: ground.metrics })
  const catalogue = createCatalogue({ realm, items: itemService, packs: packService, territory, compileFeel })
  const logRead: cases.CaseNeeds['logRead'] = async (actor, { partyId, subject, ...why }) => {
    const number = await people.numberOf(actor.realm, partyId)
    if (number) await registerService.noteRead(actor, { subject: number, what: subject, fields: ['办件'], ...why })
  }
  const caseService = cases.createCases({
    ...ground,
    publish,
    random: fillRandom,
    calendar,
    ...rules,
    ...catalogue.forCases,
    services: createFlowServices({
      credentials: credentialService,
      identity: identityService,
      packs: packService,
      registers: registerService,
    }),
    territory,
    officers: (ofRealm) => identityService.delegations.officers(ofRealm),
    partiesOf: people.partiesOf,
    appendLeaf,
    followCalendar: calendarService.follow,
    logRead,
  })
  /** The offices that an official's posts reach: below their department, in their place. */
  const officesOf = async (posts: readonly PostHeld[]): Promise<string[]> => {
    const tree = await territory()
    const offices = posts.flatMap((post) =>
      tree
        .departmentsUnder(post.departmentId)
        .filter((id) => tree.divisionWithin(tree.find(id)?.divisionCode ?? '', post.divisionCode)),
    )
    return [...new Set(offices)]
  }
  const promiseService = promises.createPromises({
    ...ground,
    publish,
    calendar,
    partiesOf: people.partiesOf,
    officesOf: (actor, roles) => officesOf(actor.posts.filter(({ role }) => roles.includes(role))),
    ...forPromises({ credentials: credentialService, identity: identityService, ledger: ledgerService }),
  })
  const applicationService = applications.createApplications({
    ...ground,
    ...catalogue.forApplications,
    earlierMaterials: caseService.whole.earlierMaterials,
    applicant: people.applicant,
    resolve: people.resolve,
    mayPromise: promiseService.mayPromise,
    openCase: async (tx, actor, request, item) => {
      const opened = await caseService.open(tx, actor, request)
      await promiseService.keep(tx, actor, opened, { request, terms: item.promises ?? [] })
      return opened
    },
  })
  const rerunService = reruns.createReruns({
    ...ground,
    ...createRuleDrafts(packService),
    decisions: cases.createKeptDecisions(ground),
    territory,
    logRead,
  })
  const noticeService = notices.createNotices(ground)
  const caseFileService = caseFiles.createCaseFiles({
    ...ground,
    cases: caseService,
    credentials: credentialService,
    keys: keyService,
    ledger: ledgerService,
    recordAudit: identityService.audit.record,
  })
  const askSystem = systems.createAskSystem({ systems: await systems.readSystems(config), clock, newNonce: newId })
  const ratingService = ratings.createRatings({
    ...ground,
    publish,
    random: (bytes) => fillRandom(bytes),
    calendar,
    getCase: caseService.get,
    territory,
    appendLeaf,
    tell: noticeService.tell,
  })

  const province = await openProvince(ground)
  const exchangeService = exchange.createExchange({
    ...ground,
    caseOut: caseService.whole.out,
    caseIds: caseService.whole.idsAfter,
    surroundings: createSurroundings({
      items: itemService,
      identity: identityService,
      credentials: credentialService,
      organisations: organisationService,
      levelOf: ratingService.levelOf,
    }),
    ...(province ? { province } : {}),
  })

  const routes: Routes[] = [
    organisations.organisationsRoutes(organisationService),
    identity.identityRoutes(identityService, { realm, secureCookies: config.profile === 'production' }),
    registers.registersRoutes(registerService, realm),
    formRoutes(packService),
    seals.sealsRoutes(sealService),
    credentials.credentialRoutes(credentialService),
    cases.caseRoutes(caseService),
    reruns.rerunRoutes(rerunService),
    cases.procedureRoutes(caseService),
    cases.workloadRoutes(caseService),
    cases.versionRoutes(caseService),
    cases.simulationRoutes(caseService),
    cases.messageRoutes(caseService),
    caseFiles.caseFileRoutes(caseFileService),
    cases.recalculationRoutes(caseService),
    calendars.calendarRoutes(calendarService),
    notices.noticeRoutes(noticeService),
    items.itemsRoutes(itemService),
    applications.applicationRoutes(applicationService),
    ratings.ratingRoutes(ratingService, realm),
    exchange.exchangeRoutes(exchangeService),
    promises.promiseRoutes(promiseService),
    ...(config.profile === 'demo' ? [identity.demoRoutes(() => demoSignInsOf(config, organisationService))] : []),
  ]
  const reactions: Reaction[] = [
    ...caseService.messageReactions,
    ...noticeService.reactions,
    ...exchangeService.reactions,
    ...promiseService.reactions,
    when(calendars.CalendarReplaced, 'recalculate-cases', (tx, event) =>
      caseService.recalculation.begin(tx, event.realm, event.data.version),
    ),
    ...itemService.profiles.reactions,
  ]
  const jobHandlers: Record<string, JobHandler> = {
    ...cases.caseJobs(caseService),
    ...caseFileService.jobHandlers,
    ...reruns.rerunJobs(rerunService),
    ...cases.callJobs(caseService, ground.secrets, createFlowCalls({ askSystem })),
    ...itemService.jobHandlers,
  }
  const problems: ProblemTexts = {
    ...httpProblems,
    ...organisations.problems,
    ...identity.problems,
    ...registers.problems,
    ...packs.problems,
    ...seals.problems,
    ...systems.problems,
    ...ledger.problems,
    ...credentials.problems,
    ...calendars.problems,
    ...cases.problems,
    ...caseFiles.problems,
    ...reruns.problems,
    ...notices.problems,
    ...items.problems,
    ...applications.problems,
    ...ratings.problems,
    ...exchange.problems,
    ...promises.problems,
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
      every(
        5_000,
        'the exchange did not go on',
        oneAtATime(() => exchangeService.work.turn(exchangeBudget)),
      ),
      every(3_600_000, 'old case files were not destroyed', () => caseFileService.sweep()),
      every(3_600_000, 'answered ratings were not closed', () => ratingService.sweep()),
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
    caseFiles: caseFileService,
    reruns: rerunService,
    applications: applicationService,
    items: itemService,
    ratings: ratingService,
    exchange: exchangeService,
    promises: promiseService,
    notices: noticeService,
    calendar,
    calendars: calendarService,
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

/** Of each five seconds, what the exchange may take to make rows: a tenth of a core. */
const exchangeBudget = 500

/** Work that takes longer than its pause is not begun again before it ends. */
function oneAtATime(run: () => Promise<unknown>): () => Promise<unknown> {
  let running: Promise<unknown> | undefined
  return () => {
    running ??= run().finally(() => {
      running = undefined
    })
    return running
  }
}
