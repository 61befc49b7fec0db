import { createPublish, type Reaction, when } from '#ground/events.ts'
import type { Routes } from '#ground/http/index.ts'
import type { JobHandler } from '#ground/jobs.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { fillRandom } from '#kernel/random.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import * as applications from '#nets/service/applications/index.ts'
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
import * as messages from '#support/messages/index.ts'
import * as openid from '#support/openid/index.ts'
import * as organisations from '#support/organisations/index.ts'
import * as packs from '#support/packs/index.ts'
import * as registers from '#support/registers/index.ts'
import * as reruns from '#support/reruns/index.ts'
import { compileFeel } from '#support/rules/index.ts'
import * as seals from '#support/seals/index.ts'
import * as systems from '#support/systems/index.ts'
import { createArchivesPart } from './wiring/archives.ts'
import { createCapabilities, openProgram } from './wiring/capabilities.ts'
import { catalogueInstaller, createCatalogue } from './wiring/catalogue.ts'
import { createCreditPart, creditServices } from './wiring/credit.ts'
import { dataCatalogueInstaller } from './wiring/data-catalogue.ts'
import { demoSignInsOf } from './wiring/demo-sign-ins.ts'
import { createEvidencePart } from './wiring/evidence.ts'
import { createExchangePart } from './wiring/exchange.ts'
import { createFlowCalls } from './wiring/flow-calls.ts'
import { createFlowServices } from './wiring/flow-services.ts'
import { formRoutes } from './wiring/form-routes.ts'
import type { Ground } from './wiring/ground.ts'
import { createInHand } from './wiring/in-hand.ts'
import { earlierMaterials } from './wiring/materials.ts'
import { createNets } from './wiring/nets.ts'
import { createNoticing } from './wiring/notices.ts'
import { createOffices } from './wiring/offices.ts'
import { openingInstaller } from './wiring/opening.ts'
import { createOwnAffairs } from './wiring/own-affairs.ts'
import { createPapers } from './wiring/papers.ts'
import type { Part } from './wiring/part.ts'
import { createPayments } from './wiring/payments.ts'
import { createPeople } from './wiring/people.ts'
import { checksOf, createPersonCheckPart } from './wiring/person-checks.ts'
import { problems } from './wiring/problems.ts'
import { forPromises } from './wiring/promises.ts'
import { createQualificationPart } from './wiring/qualifications.ts'
import { createRegisterImportPart } from './wiring/register-imports.ts'
import { createRemediesSaid } from './wiring/remedies.ts'
import { forRenewals } from './wiring/renewals.ts'
import { createRuleDrafts } from './wiring/rule-drafts.ts'
import { createRules } from './wiring/rules.ts'
import { createSendCode } from './wiring/sign-in-codes.ts'
import { createTerritories } from './wiring/territory.ts'
import { createWork } from './wiring/work.ts'

export type { Ground } from './wiring/ground.ts'
export { modules } from './wiring/modules.ts'
export type Platform = Awaited<ReturnType<typeof compose>>

/** The whole backend, wired in plain order: a constant must exist before it is used, so no cycle can be written. */
export async function compose(ground: Ground) {
  const { db, clock, newId, jobs, files, config, log } = ground
  const { realm } = config
  const publish = createPublish(ground)

  const organisationService = organisations.createOrganisations(ground)
  const knownSystems = await systems.readSystems(config)
  const askSystem = systems.createAskSystem({ systems: knownSystems, clock, newNonce: newId })
  const identityService = identity.createIdentity({
    ...{ ...ground, organisations: organisationService, publicUrl: config.publicUrl, checks: checksOf(knownSystems) },
    sendCode: createSendCode(() => messageService),
  })
  const remediesSaid = createRemediesSaid(organisationService)
  const openId = openid.createOpenId({
    ...{ ...ground, identity: identityService },
    evidenceOf: (ofRealm, accountId) => personCheckPart.personChecks.evidenceOf(ofRealm, accountId),
  })
  const territory = createTerritories({ clock, listDepartments: () => organisationService.listDepartments(realm) })

  const registerService = registers.createRegisters({
    ...ground,
    idNumberOf: async (actor) =>
      actor.partyId ? identityService.parties.readIdNumber(realm, actor.partyId) : undefined,
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
    installers: [
      registers.registerInstaller(registerService),
      catalogueInstaller(itemService, config.realm),
      dataCatalogueInstaller({ ...ground, registers: registerService, ledger: () => ledgerService }),
      openingInstaller({ ...ground, registers: registerService, organisations: organisationService }),
    ],
  })

  const keyService = keys.createKeys({ ...ground, kms: await keys.openKms(config) })
  const ledgerService = ledger.createLedger(ground)
  const appendLeaf: cases.CaseNeeds['appendLeaf'] = async (tx, { realm: ofRealm, ...leaf }) =>
    void (await ledgerService.append(tx, ofRealm, [leaf]))
  const calendarService = calendars.createCalendars({
    ...{ db, clock, realm, publish, appendLeaf, shipped: holidays },
    departments: () => organisationService.listDepartments(realm),
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
  const forCredentials: credentials.CredentialNeeds = {
    ...ground,
    publish,
    publicUrl: config.publicUrl,
    keys: keyService,
    ledger: ledgerService,
    seals: sealService,
    packs: packService,
    compileFeel,
    copyStatus: (ofRealm, list, index) => inHand.wallets.copyStatus(ofRealm, list, index),
    partiesOf: (actor) => people.partiesFor('show')(actor),
    territory,
    remediesSaid,
  }
  const credentialService = credentials.createCredentials(forCredentials)
  const inHand = createInHand({
    ...forCredentials,
    ...{ credentials: credentialService, organisations: organisationService, identity: identityService, config },
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
    services: {
      'capabilities.open': openProgram(() => capabilityPart.programs),
      ...creditServices(() => creditPart.credit, people.numberOf),
      ...createFlowServices({
        ...{ credentials: credentialService, identity: identityService, packs: packService },
        ...{ bills: () => paymentService.bills, payouts: () => paymentService.payouts },
        ...{ registers: registerService, remediesSaid },
      }),
    },
    remedyBodies: organisationService.remedyBodies,
    territory,
    officers: (ofRealm) => identityService.delegations.officers(ofRealm),
    ...{ partiesOf: people.partiesOf, mattersOf: people.mattersOf, mandateEnded: people.mandateEnded },
    appendLeaf,
    calendarOf: calendarService.calendarOf,
    followCalendar: calendarService.follow,
    ownFile: (...file) => ownAffairs.materials.findForReuse(...file),
    logRead,
  })
  const officesOf = createOffices(territory)
  const noticing = createNoticing({
    ...{ ...ground, cases: caseService, identity: identityService, messages: () => messageService, territory },
    nextWorkingDay: (day) => calendar.addWorkingDays(day, 1).date,
    worded: (...asked) => ownAffairs.disputes.worded(...asked),
  })
  const noticeService = noticing.service
  const paymentService = await createPayments({
    ...{ ...ground, publish, compileFeel, officesOf, partiesOf: people.partiesFor('pay'), cases: caseService },
    ...{ credentials: credentialService, identity: identityService, registers: registerService },
    ...{ ledger: ledgerService, notices: noticeService, packs: packService },
  })
  const creditPart = createCreditPart({
    ...{ ...ground, publish, compileFeel, officesOf, calendar, people, cases: caseService, items: itemService },
    ...{ credentials: credentialService, identity: identityService, registers: registerService },
    ...{ ledger: ledgerService, notices: noticeService, organisations: organisationService, packs: packService },
  })
  const qualificationPart = createQualificationPart({
    ...{ ...ground, compileFeel, officesOf, cases: caseService, credentials: credentialService, packs: packService },
    ...{ credit: creditPart.credit, identity: identityService, ledger: ledgerService, registers: registerService },
    numberOf: people.numberOf,
  })
  const promiseService = promises.createPromises({
    ...{ ...ground, publish, calendar, officesOf, partiesOf: people.partiesOf },
    ...forPromises({ credentials: credentialService, identity: identityService, ledger: ledgerService }),
  })
  const ownAffairs = createOwnAffairs({
    ...{ ...ground, cases: caseService, items: itemService, packs: packService, registers: registerService },
    ...{ credentials: credentialService, territory, people },
  })
  const applicationService = applications.createApplications({
    ...ground,
    ...catalogue.forApplications,
    earlierMaterials: earlierMaterials(caseService, ownAffairs.materials),
    ownFile: ownAffairs.materials.findForReuse,
    applicant: people.applicant,
    resolve: people.resolve,
    needLevel: identityService.factors.need,
    mayPromise: promiseService.mayPromise,
    renewing: forRenewals({ cases: caseService, credentials: credentialService, items: itemService, calendar }),
    openCase: async (tx, actor, request, item) => {
      const opened = await caseService.open(tx, actor, request)
      await promiseService.keep(tx, actor, opened, { request, terms: item.promises ?? [] })
      await ownAffairs.disputes.raiseLater(tx, actor, opened.caseId, request.disputes)
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
  const messageService = messages.createMessages({
    ...ground,
    settings: await messages.readProviderSettings(config),
    publicUrl: config.publicUrl,
    recordAudit: identityService.audit.record,
    // The demo shows what would be sent; whoever sets gateways up, real ones or simulators, sends by those alone.
    providers: () =>
      config.profile === 'demo' && !config.messagesFile ? messages.channels.map(messages.createDemoProvider) : [],
  })
  const caseFileService = caseFiles.createCaseFiles({
    ...{ ...ground, cases: caseService, credentials: credentialService, keys: keyService, ledger: ledgerService },
    recordAudit: identityService.audit.record,
  })
  const ratingService = ratings.createRatings({
    ...ground,
    publish,
    random: (bytes) => fillRandom(bytes),
    calendar,
    getCase: caseService.get,
    territory,
    appendLeaf,
    tell: noticeService.tell,
    tagLists: async () => (await packService.list<ratings.RatingTagList>('rating-tags')).map(({ content }) => content),
    closedCases: caseService.whole.closedCounts,
  })

  const capabilityPart = createCapabilities({
    ...{ ...ground, packs: packService, identity: identityService, openId, organisations: organisationService },
    ...{ notices: noticeService, partiesOf: people.partiesOf, officesOf },
  })
  const exchanging = await createExchangePart({
    ...{ ...ground, cases: caseService, items: itemService, identity: identityService },
    ...{ credentials: credentialService, organisations: organisationService, ratings: ratingService },
  })
  const services = {
    ...{ systems: knownSystems, ask: askSystem },
    ...{ ...ground, identity: identityService, registers: registerService, items: itemService, cases: caseService },
    ...{ keys: keyService, ledger: ledgerService, packs: packService, credentials: credentialService },
    ...{ notices: noticeService, organisations: organisationService, recordAudit: identityService.audit.record },
    ...{ publish, seals: sealService, caseFiles: caseFileService, officesOf, territory, people, openId },
    ...{ compileFeel, calendar, appendLeaf, logRead, messages: () => messageService },
  }
  const papers = createPapers({ ...forCredentials, ...services })
  const personCheckPart = createPersonCheckPart(services)
  const evidencePart = await createEvidencePart(services)
  const registerImportPart = createRegisterImportPart(services)
  /** What needs nobody but those above, in any order. The nets are told apart in `wiring/nets.ts`. */
  const parts: Part[] = [
    ...[inHand, ownAffairs, paymentService, evidencePart, noticing, papers, creditPart, registerImportPart],
    ...[personCheckPart, capabilityPart, qualificationPart, exchanging, await createArchivesPart(services)],
    ...(await createNets({
      ...services,
      ...{ credit: creditPart.credit, applications: applicationService, ratings: ratingService },
    })),
  ]

  const routes: Routes[] = [
    organisations.organisationsRoutes(organisationService),
    identity.identityRoutes(identityService, { realm, secureCookies: config.profile === 'production' }),
    openid.clientRoutes(openId.clients),
    registers.registersRoutes(registerService, realm),
    formRoutes(packService),
    seals.sealsRoutes(sealService),
    credentials.credentialRoutes(credentialService),
    cases.caseRoutes(caseService),
    reruns.rerunRoutes(rerunService),
    cases.procedureRoutes(caseService),
    cases.workloadRoutes(caseService),
    cases.flowRoutes(caseService),
    caseFiles.caseFileRoutes(caseFileService),
    cases.recalculationRoutes(caseService),
    calendars.calendarRoutes(calendarService),
    messages.messageRoutes(messageService),
    messages.callbackRoutes(messageService),
    items.itemsRoutes(itemService),
    applications.applicationRoutes(applicationService),
    ratings.ratingRoutes(ratingService, realm),
    promises.promiseRoutes(promiseService),
    ...parts.flatMap((part) => part.routes ?? []),
    ...(config.profile === 'demo' ? [identity.demoRoutes(() => demoSignInsOf(config, organisationService))] : []),
  ]
  const reactions: Reaction[] = [
    ...caseService.messageReactions,
    ...caseService.matterReactions,
    ...promiseService.reactions,
    ...parts.flatMap((part) => part.reactions ?? []),
    when(calendars.CalendarReplaced, 'recalculate-cases', (tx, event) =>
      caseService.recalculation.begin(tx, event.realm, event.data.version),
    ),
    ...itemService.profiles.reactions,
    ...openId.reactions,
  ]
  const jobHandlers: Record<string, JobHandler> = {
    ...cases.caseJobs(caseService),
    ...caseFileService.jobHandlers,
    ...reruns.rerunJobs(rerunService),
    ...cases.callJobs(
      caseService,
      ground.secrets,
      createFlowCalls({ askSystem, correct: ownAffairs.correct, qualify: qualificationPart.qualify }),
    ),
    ...itemService.jobHandlers,
    ...Object.assign({}, ...parts.map((part) => part.jobHandlers)),
    ...openId.jobHandlers,
  }
  return {
    ...{ organisations: organisationService, identity: identityService, openId, registers: registerService },
    ...{ packs: packService, keys: keyService, ledger: ledgerService, seals: sealService },
    credentials: credentialService,
    stock: papers.stock,
    registerImports: registerImportPart.registerImports,
    cases: caseService,
    caseFiles: caseFileService,
    reruns: rerunService,
    applications: applicationService,
    items: itemService,
    ratings: ratingService,
    exchange: exchanging.exchange,
    promises: promiseService,
    ...{ messages: messageService, notices: noticeService, payments: paymentService, credit: creditPart.credit },
    calendar,
    calendars: calendarService,
    packKinds: catalogue.packKinds,
    routes,
    rootRoutes: [
      ledger.logRoutes(ledgerService, keyService),
      ...parts.flatMap((part) => part.rootRoutes ?? []),
      messages.notifyRoutes({ messages: messageService, db, realm, publicUrl: config.publicUrl }),
      openid.openIdRoutes({
        ...{ openId, identity: identityService, realm, secureCookies: config.profile === 'production' },
        ...(personCheckPart.inSession ? { checks: personCheckPart.inSession } : {}),
        say: (code, language) => problems[code]?.[language] ?? code,
      }),
    ] as Routes[],
    plainPages: parts.find((part) => part.plainPages)?.plainPages,
    reactions,
    jobHandlers,
    problems,
    programs: capabilityPart.gate,
    needLevel: identityService.factors.need,
    authenticate: (token: string) => identityService.sessions.authenticate(token),
    ...createWork({
      ...ground,
      identity: identityService,
      openId,
      keys: keyService,
      applications: applicationService,
      ...{ caseFiles: caseFileService, ratings: ratingService, messages: messageService },
      chores: parts.flatMap((part) => part.chores ?? []),
    }),
  }
}
