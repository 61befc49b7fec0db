import type { Clock } from '#ground/clock.ts'
import type { Config } from '#ground/config.ts'
import type { Db } from '#ground/database/index.ts'
import { type Publish, type Reaction, when } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import type { Jobs } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import { systemActor } from '#kernel/actor.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import { type Calendar, cityDate } from '#kernel/working-days.ts'
import type { Items } from '#nets/service/items/index.ts'
import { promiseBreached } from '#nets/service/promises/index.ts'
import type { CaseService, InlineService } from '#support/cases/index.ts'
import type { CredentialService } from '#support/credentials/index.ts'
import {
  benefitRoutes,
  type CreditNeeds,
  type CreditService,
  createCredit,
  officeRoutes,
  openRoutes,
  type Permit,
} from '#support/credit/index.ts'
import type { CompileExpression } from '#support/forms/contract.ts'
import type { Identity } from '#support/identity/index.ts'
import { bytesToSign } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { createNotices } from '#support/notices/index.ts'
import type { Organisations } from '#support/organisations/index.ts'
import type { Packs } from '#support/packs/index.ts'
import type { Registers } from '#support/registers/index.ts'
import { holderOf } from './holders.ts'
import { packItem } from './pack-item.ts'
import type { createPeople } from './people.ts'

type Needs = {
  db: Db
  clock: Clock
  newId: NewId
  publish: Publish
  jobs: Jobs
  secrets: Secrets
  config: Config
  calendar: Calendar
  compileFeel: CompileExpression
  officesOf: CreditNeeds['officesOf']
  cases: CaseService
  credentials: CredentialService
  identity: Identity
  items: Items
  ledger: Ledger
  notices: ReturnType<typeof createNotices>
  organisations: Organisations
  packs: Packs
  people: ReturnType<typeof createPeople>
  registers: Registers
}

/** Social credit, wired: objections, repairs and lists as cases, permits from granted licences, false promises as facts. */
export function createCreditPart(needs: Needs) {
  const { config, identity, ledger, people } = needs
  const { realm } = config
  const itemOf = packItem(needs)
  const credit = createCredit({
    ...needs,
    realm,
    compileExpression: needs.compileFeel,
    itemOf: (key) => itemOf(realm, key),
    departmentOf: async (id) => (await needs.organisations.listDepartments(realm)).find((each) => each.id === id),
    async ownNumbers(actor) {
      const own = await Promise.all(
        (await identity.parties.listMandates(actor)).map(async ({ partyId, name }) => ({
          ...{ partyId, name },
          number: (await people.numberOf(actor.realm, partyId)) ?? '',
        })),
      )
      return own.filter(({ number }) => number !== '')
    },
    async partyFor(ofRealm, { number, name, kind }) {
      const party =
        kind === 'legal'
          ? await identity.parties.registerLegal(ofRealm, { name, code: number })
          : await identity.parties.registerNatural(ofRealm, { name, idNumber: number })
      return {
        partyId: party.id,
        name: party.name,
        kind,
        accounts: await identity.parties.accountsFor(ofRealm, party.id),
      }
    },
    async issueReport(tx, ofRealm, { partyId, elements, purpose }) {
      const office = await creditOffice(needs, ofRealm)
      const issued = await needs.credentials.issue(tx, systemActor(ofRealm), {
        ...{ type: 'credit-report', departmentId: office, elements, reason: `信用报告：${purpose}` },
        holder: await holderOf(identity, ofRealm, partyId),
      })
      return { id: issued.credentialId, number: issued.number }
    },
    noteRead: (actor, read) => needs.registers.noteRead(actor, read),
    async appendLeaf(tx, { realm: ofRealm, kind, subject, said }) {
      await ledger.append(tx, ofRealm, [{ kind, subject, digest: cryptoSuite('GM').hash(bytesToSign(said)) }])
    },
    tell: (tx, notice) => needs.notices.tell(tx, { ...notice, kind: 'credit' }),
    isPermit: (ofRealm, itemId) =>
      needs.items.getPublished(ofRealm, itemId).then(({ item }) => isPermit(item), unlessWithdrawn),
    permitOf: (ofRealm, caseId) => permitOf(needs, ofRealm, caseId),
  })
  return {
    credit,
    routes: [openRoutes(credit, realm), benefitRoutes(credit), officeRoutes(credit)],
    reactions: [...credit.reactions, breachedPromises(needs, credit)] as Reaction[],
    jobHandlers: credit.jobHandlers,
    chores: [{ every: 60_000, failure: 'credit was not looked through', run: () => credit.sweep() }],
  }
}

/** What flows ask of credit, in the transaction of an act. */
export function creditServices(
  credit: () => CreditService,
  numberOf: (realm: string, partyId: string) => Promise<string | undefined>,
): Record<string, InlineService> {
  return {
    'credit.settle': (tx, call) => credit().requests.settle(tx, call),
    'credit.enlist': (tx, call) => credit().lists.enlist(tx, call),
    async 'credit.consult'(_tx, call) {
      const { realm, party } = call.draft.current
      return credit().consultations.consultForCase(call, (await numberOf(realm, party.partyId)) ?? '')
    },
  }
}

/** 信用主管部门: whose the catalogue says credit repair is. */
async function creditOffice({ items }: Needs, realm: string): Promise<string> {
  const { item } = await items.getPublished(realm, await items.idOfPackItem(realm, 'credit-repair'))
  const { departmentId } = item.authority
  if (!departmentId) throw new Error('The item credit-repair names no office')
  return departmentId
}

/** 行政许可 */
const isPermit = (item: { type: string }) => item.type === '01'

/** Of an item that was withdrawn meanwhile the case itself tells. */
function unlessWithdrawn(error: unknown): true {
  if (error instanceof Refusal && error.kind === 'missing') return true
  throw error
}

/** The licence that a case granted to a firm or body; nothing else is published (双公示: 行政许可). */
async function permitOf(needs: Needs, realm: string, caseId: string): Promise<Permit | undefined> {
  const { current } = await needs.cases.whole.out(realm, caseId)
  if (current.outcome !== 'granted' || current.party.kind !== 'legal') return undefined
  const { item } = await needs.items.getPublished(realm, current.item.id)
  if (!isPermit(item)) return undefined
  const { items: issued } = await needs.credentials.list(systemActor(realm), { caseId, limit: 100 })
  const licence = issued.find(({ type }) => type.kind === 'licence')
  const decision = issued.find(({ type }) => type.key === 'grant-decision') ?? licence
  if (!decision) return undefined
  const department = await needs.organisations.getDepartment(realm, current.item.departmentId)
  return {
    number: (await needs.people.numberOf(realm, current.party.partyId)) ?? '',
    name: current.party.name,
    ...{ documentName: decision.type.name, documentNo: decision.number },
    ...(licence ? { certificateName: licence.type.name, certificateNo: licence.number } : {}),
    content: current.item.name,
    decidedOn: cityDate(current.decidedAt ?? current.closedAt ?? needs.clock()),
    ...(licence ? { validFrom: licence.issued } : {}),
    ...(licence?.validTo ? { validUntil: licence.validTo } : {}),
    department: { id: department.id, name: department.name, code: department.code },
  }
}

/** 国办发〔2020〕42号: a promise found false is a fact of its maker's credit, once. */
function breachedPromises(needs: Needs, credit: CreditService): Reaction {
  return when(promiseBreached, 'credit.promise-breached', async (tx, { realm, data }) => {
    if (!(await needs.packs.find('credit-fact', 'promise-broken'))) return
    const [party, number, department] = await Promise.all([
      needs.identity.parties.getParty(realm, data.partyId),
      needs.people.numberOf(realm, data.partyId),
      needs.organisations.getDepartment(realm, data.departmentId),
    ])
    if (!number) return
    await credit.facts.record(tx, realm, {
      ...{ number, name: party.name, kind: 'promise-broken', title: `违反承诺：${data.name}`.slice(0, 200) },
      ...{ reference: `${data.caseNo} ${data.promiseId}`, happenedOn: data.breachedOn },
      details: { reason: data.fact },
      ...{ source: 'promise', department: { id: department.id, name: department.name }, by: 'system' },
    })
  })
}

/** Records of the demo city, invented: they come once, by their documents. */
export async function seedCredit(
  credit: CreditService,
  realm: string,
  department: { id: string; name: string },
  csv: string,
) {
  const report = await credit.facts.importAs(realm, csv, { department, by: 'demo' })
  if (report.refused.length > 0) throw new Error(`Credit facts of the demo city: ${JSON.stringify(report.refused)}`)
}
