import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { personAt } from './client.ts'
import { type Operation, operationsOf } from './hostility.ts'
import { makeOneOfEverything, type Values } from './one-of-everything.ts'
import { layoutPdf } from './people.ts'
import { openWire } from './wire.ts'

/** Who knocks, by the letter of their column. The case, its papers and the application are the owner's firm's. */
const people = {
  s: undefined, // a stranger
  o: 'shen.yangli', // the owner's agent
  c: 'li.xugou', // another citizen
  i: 'slg', // of the city's market regulation: intake,
  r: 'shg', // reviewer,
  n: 'hcg1', // inspector,
  d: 'jdg', // decider
  b: 'nc.slg', // intake of the town's branch, whose case it is
  t: 'other.town', // intake of the bureau in another town
  e: 'rs.jdg', // decider of another bureau
  m: 'item', // item manager of the city
  w: 'town.manager', // item manager of one town
  v: 'supervisor',
  a: 'admin',
  y: 'security',
  u: 'audit',
} as const
type Letter = keyof typeof people
const letters = Object.keys(people) as Letter[]

// + may · 1 must sign in (401) · 3 may not (403) · 4 does not learn that it is there (404)
const matrix = `
  operation                s o c i r n d b t e m w v a y u
  listDivisions            + + + + + + + + + + + + + + + +
  getDivision              + + + + + + + + + + + + + + + +
  listDepartments          + + + + + + + + + + + + + + + +
  getDepartment            + + + + + + + + + + + + + + + +
  saveParticulars          1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  saveDepartment           1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  signIn                   + + + + + + + + + + + + + + + +
  signOut                  1 + + + + + + + + + + + + + + +
  getMe                    1 + + + + + + + + + + + + + + +
  listMySessions           1 + + + + + + + + + + + + + + +
  endMySession             1 + 4 4 4 4 4 4 4 4 4 4 4 4 4 4
  becomeFirstAdministrator 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3
  listAccounts             1 3 3 3 3 3 3 3 3 3 3 3 3 + + +
  openOfficialAccount      1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  endSessionsOfAccount     1 3 3 3 3 3 3 3 3 3 3 3 3 3 + 3
  listPowers               1 3 3 3 3 3 3 3 3 3 3 3 3 + + +
  exportPowers             1 3 3 3 3 3 3 3 3 3 3 3 3 + + +
  listPosts                1 3 3 3 3 3 3 3 3 3 3 3 3 + + +
  appoint                  1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  endPost                  1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  endMyOtherSessions       1 + + + + + + + + + + + + + + +
  listMyFactors            1 + + + + + + + + + + + + + + +
  beginMyTotp              1 + + + + + + + + + + + + + + +
  confirmMyTotp            1 + + + + + + + + + + + + + + +
  removeMyTotp             1 + + + + + + + + + + + + + + +
  sendMeCode               1 + + + + + + + + + + + + + + +
  stepUp                   1 + + + + + + + + + + + + + + +
  beginMyPasskey           1 + + + + + + + + + + + + + + +
  addMyPasskey             1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1
  removeMyPasskey          1 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4
  beginPasskeySignIn       + + + + + + + + + + + + + + + +
  signInByPasskey          1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1
  listOpenIdClients        1 3 3 3 3 3 3 3 3 3 3 3 3 + + +
  registerOpenIdClient     1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  renewOpenIdClientSecret  1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  closeOpenIdClient        1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  listMyConsents           1 + + + + + + + + + + + + + + +
  withdrawMyConsent        1 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4
  listOfficers             1 3 3 + + + + + + + + + + + + +
  listDelegations          1 3 3 + + + + + + + + + + + + +
  delegatePost             1 3 3 + 3 3 3 3 3 3 3 3 3 + 3 3
  endDelegation            1 3 3 4 4 4 4 4 4 4 4 4 4 + 4 4
  listAudit                1 3 3 3 3 3 3 3 3 3 3 3 3 3 3 +
  checkAudit               1 3 3 3 3 3 3 3 3 3 3 3 3 3 3 +
  listRegisters            + + + + + + + + + + + + + + + +
  getRegister              + + + + + + + + + + + + + + + +
  listReadsOfMyData        1 + + 3 3 3 3 3 3 3 3 3 3 3 3 3
  getForm                  1 + + + + + + + + + + + + + + +
  listSeals                1 3 3 + + + + + + + + + + + + +
  applyForSeal             1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  getSeal                  1 3 3 3 3 3 3 3 3 3 3 3 3 + + +
  actOnSeal                1 3 3 3 3 3 3 3 3 3 3 3 3 3 + 3
  listSealUses             1 3 3 3 3 3 3 3 3 3 3 3 3 + + +
  listCredentials          1 + + + + + + + + + + + + + + +
  getCredential            1 + 4 + + + + + 4 4 4 4 4 4 4 4
  actOnCredential          1 3 3 3 3 3 + 3 4 4 4 4 4 4 4 4
  getCredentialPdf         1 + 4 + + + + + 4 4 4 4 4 4 4 4
  getCredentialBundle      1 + 4 + + + + + 4 4 4 4 4 4 4 4
  getCredentialOfd         1 + 4 + + + + + 4 4 4 4 4 4 4 4
  offerToWallet            1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  listWalletCopies         1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  withdrawWalletCopy       1 4 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  listMyPresentations      1 + + 3 3 3 3 3 3 3 3 3 3 3 3 3
  askForPresentation       1 3 3 + + + + + + + 3 3 3 3 3 3
  getPresentation          1 3 3 + 4 4 4 4 4 4 4 4 4 4 4 4
  showCredential           1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  getShowing               1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  seeShowing               4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4
  grantUse                 1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  listMyGrants             1 + + 3 3 3 3 3 3 3 3 3 3 3 3 3
  listGrantUses            1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  revokeGrant              1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  useGrant                 1 3 3 4 4 4 4 + 4 4 4 4 4 4 4 4
  verifyByCode             + + + + + + + + + + + + + + + +
  verifyFile               + + + + + + + + + + + + + + + +
  listTasks                1 3 3 + + + + + + + + + + + + +
  listCases                1 + + + + + + + + + + + + + + +
  getCase                  1 + 4 + + + + + 4 4 4 4 4 4 4 4
  actOnCase                1 3 4 + 3 3 3 + 4 4 4 4 4 4 4 4
  proceedWithCase          1 3 4 3 + 3 + 3 4 4 4 4 4 4 4 4
  listAwaited              1 + 4 + + + + + 4 4 4 4 4 4 4 4
  getStanding              1 3 4 + + + + + 4 4 4 4 4 4 4 4
  sendCaseMessage          1 3 4 + + + + + 4 4 4 4 4 4 4 4
  correlateMessage         1 3 3 + + + + + + + + + + + + +
  broadcastSignal          1 3 3 3 3 3 + 3 3 + 3 3 + 3 3 3
  listCalendars            + + + + + + + + + + + + + + + +
  getCalendar              + + + + + + + + + + + + + + + +
  replaceCalendar          1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  listOfficeDays           + + + + + + + + + + + + + + + +
  getOfficeDays            + + + + + + + + + + + + + + + +
  replaceOfficeDays        1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  listRecalculations       1 3 3 3 3 3 3 3 3 3 3 3 + + 3 3
  listRecalculatedCases    1 3 3 3 3 3 3 3 3 3 3 3 + + 3 3
  getWorkload              1 3 3 3 3 3 3 3 3 3 3 3 + 3 3 3
  listFlows                1 3 3 3 3 3 3 3 3 3 + + 3 3 3 3
  listFlowPlaces           1 3 3 3 3 3 3 3 3 3 + + 3 3 3 3
  previewChangeOver        1 3 3 3 3 3 3 3 3 3 + + 3 3 3 3
  changeOver               1 3 3 3 3 3 3 3 3 3 + + 3 3 3 3
  simulateCase             1 3 4 + + + + + 4 4 4 4 4 4 4 4
  handOver                 1 3 3 + 3 3 3 3 3 3 3 3 3 3 3 3
  addCaseMaterial          1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  getSubscriptions         1 + + + + + + + + + + + + + + +
  setSubscription          1 + + + + + + + + + + + + + + +
  raiseDispute             1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  listDisputes             1 + 4 + + + + + 4 4 4 4 4 4 4 4
  reuseCaseMaterial        1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  listMyMaterials          1 + + 3 3 3 3 3 3 3 3 3 3 3 3 3
  keepMaterial             1 + + 3 3 3 3 3 3 3 3 3 3 3 3 3
  setMaterialExpiry        1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  getMyMaterial            1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  deleteMyMaterial         1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  getCaseMaterial          1 + 4 + + + + + 4 4 4 4 4 4 4 4
  replayDecision           1 + 4 + + + + + 4 4 4 4 4 4 4 4
  askForCaseFile           1 + 4 3 + 3 + 3 4 4 4 4 4 4 4 4
  listCaseFiles            1 + + + + + + + + + + + + + + +
  getCaseFile              1 4 4 4 + 4 4 4 4 4 4 4 4 4 4 4
  fetchCaseFile            1 4 4 4 + 4 4 4 4 4 4 4 4 4 4 4
  listRules                1 3 3 3 3 3 + 3 3 + 3 3 + 3 3 3
  startRerun               1 3 3 3 3 3 + 3 3 + 3 3 + 3 3 3
  listReruns               1 3 3 3 3 3 + 3 3 + 3 3 + 3 3 3
  getRerun                 1 3 3 4 4 4 + 4 4 4 4 4 4 4 4 4
  listRerunDifferences     1 3 3 4 4 4 + 4 4 4 4 4 4 4 4 4
  exportRerunDifferences   1 3 3 4 4 4 + 4 4 4 4 4 4 4 4 4
  discardRerun             1 3 3 4 4 4 + 4 4 4 4 4 4 4 4 4
  lookUpCase               + + + + + + + + + + + + + + + +
  listNotices              1 + + + + + + + + + + + + + + +
  readNotice               1 + 4 4 4 4 4 4 4 4 4 4 4 4 4 4
  listSentMessages         1 3 3 3 3 3 3 3 3 3 3 3 3 + + +
  listMessageProviders     1 3 3 3 3 3 3 3 3 3 3 3 3 + + +
  unsubscribeMessages      + + + + + + + + + + + + + + + +
  listMessageSenders       1 3 3 3 3 3 3 3 3 3 3 3 3 + + +
  openMessageSender        1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  stopMessageSender        1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  listSenderKeys           1 3 3 3 3 3 3 3 3 3 3 3 3 + + +
  addSenderKey             1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  revokeSenderKey          1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  listMessageTemplates     1 3 3 3 3 3 3 3 3 3 3 3 3 + + +
  writeMessageTemplate     1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  listMessageTemplateVersions 1 3 3 3 3 3 3 3 3 3 3 3 3 + + +
  rewriteMessageTemplate   1 3 3 3 3 3 3 3 3 3 3 3 3 + 3 3
  searchItems              + + + + + + + + + + + + + + + +
  createItem               1 3 3 3 3 3 3 3 3 3 + + 3 3 3 3
  guideThroughItem         + + + + + + + + + + + + + + + +
  getItem                  + + + + + + + + + + + + + + + +
  listItemVersions         + + + + + + + + + + + + + + + +
  diffItem                 3 3 3 3 3 3 3 3 3 3 + 3 3 3 3 3
  lintItem                 1 3 3 3 3 3 3 3 3 3 + + 3 3 3 3
  listItemDrafts           1 3 3 3 3 3 3 3 3 3 + + 3 3 3 3
  startItemDraft           1 3 3 3 3 3 3 3 3 3 + 3 3 3 3 3
  getItemDraft             1 3 3 3 3 3 3 3 3 3 + 3 3 3 3 3
  saveItemDraft            1 3 3 3 3 3 3 3 3 3 + 3 3 3 3 3
  discardItemDraft         1 3 3 3 3 3 3 3 3 3 + 3 3 3 3 3
  publishItem              1 3 3 3 3 3 3 3 3 3 + 3 3 3 3 3
  withdrawItem             1 3 3 3 3 3 3 3 3 3 + 3 3 3 3 3
  listItemImports          1 3 3 3 3 3 3 3 3 3 + + 3 3 3 3
  startItemImport          1 3 3 3 3 3 3 3 3 3 + + 3 3 3 3
  getItemImport            1 3 3 3 3 3 3 3 3 3 + 3 3 3 3 3
  listItemImportRows       1 3 3 3 3 3 3 3 3 3 + 3 3 3 3 3
  startApplication         1 + 3 3 3 3 3 3 3 3 3 3 3 3 3 3
  listApplications         1 + + 3 3 3 3 3 3 3 3 3 3 3 3 3
  getApplication           1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  answerApplication        1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  discardApplication       1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  disputeFact              1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  listEarlierMaterials     1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  reuseMaterial            1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  putMaterial              1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  removeMaterial           1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  submitApplication        1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  rateCase                 1 + 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  getCaseRating            1 + 4 + + + + + 4 4 4 4 4 4 4 4
  getRating                1 3 3 + + + + + 4 4 4 4 4 4 4 4
  listRatings              1 3 3 + + + + + + + + + + + + +
  actOnRating              1 3 4 3 + 3 + 3 4 4 4 4 4 4 4 4
  listRatingStatistics     1 3 3 + + + + + + + + + + + + +
  exportRatingStatistics   1 3 3 + + + + + + + + + + + + +
  getExchangeState         1 3 3 3 3 3 3 3 3 3 3 3 + 3 3 3
  listExchangeRows         1 3 3 3 3 3 3 3 3 3 3 3 + 3 3 3
  exportExchangeRows       1 3 3 3 3 3 3 3 3 3 3 3 + 3 3 3
  resendExchangeRows       1 3 3 3 3 3 3 3 3 3 3 3 + 3 3 3
  listPublishedRatings     + + + + + + + + + + + + + + + +
  recordService            1 3 3 + 3 3 3 + 3 3 3 3 3 3 3 3
  lookUpService            + + + + + + + + + + + + + + + +
  rateService              + + + + + + + + + + + + + + + +
  summariseRatings         + + + + + + + + + + + + + + + +
  listProofs               + + + + + + + + + + + + + + + +
  listItemProfiles         + + + + + + + + + + + + + + + +
  rankUnits                + + + + + + + + + + + + + + + +
  getItemProfile           + + + + + + + + + + + + + + + +
  listAuthorityItems       + + + + + + + + + + + + + + + +
  exportItemProfiles       1 3 3 + + + + + + + + + + + + +
  listPromises             1 + + + + + + + + + + + + + + +
  getPromise               1 + 4 4 4 4 4 4 4 4 4 4 4 4 4 4
  actOnPromise             1 + 4 4 4 4 4 4 4 4 4 4 4 4 4 4
  listBills                1 + + + + + + + + + + + + + + +
  getBill                  1 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4
  payBill                  1 4 4 3 3 3 3 3 3 3 3 3 3 3 3 3
  lookAtBill               1 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4
  actOnBill                1 3 3 4 4 4 4 4 4 4 4 4 4 4 4 4
  listPaymentChannels      + + + + + + + + + + + + + + + +
  getPaymentBooks          1 3 3 3 3 3 + 3 3 + 3 3 + 3 3 3
  listReconciliations      1 3 3 3 3 3 3 3 3 3 3 3 + 3 3 3
  reconcile                1 3 3 3 3 3 3 3 3 3 3 3 + 3 3 3
  takeTreasuryVouchers     1 3 3 3 3 3 3 3 3 3 3 3 + 3 3 3
  listPaymentDifferences   1 3 3 3 3 3 3 3 3 3 3 3 + 3 3 3
  settlePaymentDifference  1 3 3 4 4 4 4 4 4 4 4 4 4 4 4 4
  hearPaymentChannel       4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4
  listDemoSignIns          + + + + + + + + + + + + + + + +
  getLogHead               + + + + + + + + + + + + + + + +
  getLogProof              + + + + + + + + + + + + + + + +
  getLogConsistency        + + + + + + + + + + + + + + + +
  listLogLeaves            + + + + + + + + + + + + + + + +
  getLogKeys               + + + + + + + + + + + + + + + +
`

const uploads = ['verifyFile', 'addCaseMaterial', 'putMaterial', 'startItemImport']
const queries: Record<string, string> = {
  diffItem: '?from=1&to=draft',
  getLogConsistency: '?first=0&second=1',
  exportExchangeRows: '?table=accept',
}

/** What a status says of the right to knock: what came of it behind the door is not asked here. */
function meaningOf(status: number): string {
  return { 401: '1', 403: '3', 404: '4' }[status] ?? (status < 500 && status !== 429 ? '+' : String(status))
}

/** Acts come after looks, endings after acts, and signing out last; so each meets what it needs. */
function turnOf({ id, method }: Operation): number {
  if (id === 'signOut') return 5
  if (id === 'discardApplication' || id === 'endMyOtherSessions') return 4
  if (method === 'DELETE' || id === 'withdrawItem') return 3
  if (id === 'publishItem' || id === 'submitApplication') return 2
  return method === 'GET' ? 0 : 1
}

describe('who may knock where', () => {
  let city: City
  let wire: ReturnType<typeof openWire>
  let operations: Operation[]
  let valuesOf: (operation: Operation) => Values
  const tokens = new Map<Letter, string>()

  before(async () => {
    city = await startCity({ env: { ZT_TRUST_PROXY: 'true' } })
    wire = openWire(city.url)
    operations = operationsOf((await personAt(city.url).get('/openapi.json')).body)
    valuesOf = await makeOneOfEverything(city.url)
    for (const letter of letters) {
      const username = people[letter]
      if (!username) continue
      const { body } = await personAt(city.url).post('/sessions', { username, password: 'Zhengtong-2026' })
      tokens.set(letter, body.token)
    }
  })
  after(async () => {
    wire?.close()
    await city?.stop()
  })

  async function knock(letter: Letter, operation: Operation): Promise<string> {
    const { path = {}, body } = valuesOf(operation)
    const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => path[name] ?? '')
    const token = tokens.get(letter)
    const content = uploads.includes(operation.id) ? fileForm() : body === undefined ? undefined : jsonOf(body)
    const { status } = await wire.send({
      method: operation.method,
      path: `${filled}${queries[operation.id] ?? ''}`,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        'idempotency-key': randomUUID(),
        // Each from a place of their own: limits on one address are not the question here.
        'x-forwarded-for': `192.0.2.${letters.indexOf(letter)}`,
        ...(content ? { 'content-type': content.type } : {}),
      },
      ...(content ? { body: content.body } : {}),
    })
    return meaningOf(status)
  }

  test('lists hold nothing that a person may not look at one by one', async () => {
    const shows = async (letter: Letter, path: string, id: string) => {
      const answer = await wire.send({
        method: 'GET',
        path: `/api/v1${path}`,
        headers: { authorization: `Bearer ${tokens.get(letter)}` },
      })
      return answer.text.includes(id)
    }
    const idOf = (id: string) => valuesOf(operations.find((each) => each.id === id)!).path!.id!
    const [caseId, ratingId, letterId] = [idOf('getCase'), idOf('getRating'), idOf('getCredential')]
    const withLetter = idOf('addCaseMaterial')
    for (const letter of letters.filter((each) => each !== 's')) {
      const sees = 'oirndb'.includes(letter)
      assert.equal(await shows(letter, '/cases?limit=100', caseId), sees, `cases ${letter}`)
      assert.equal(await shows(letter, `/credentials?caseId=${withLetter}`, letterId), sees, `credentials ${letter}`)
      assert.equal(await shows(letter, '/ratings?limit=100', ratingId), sees && letter !== 'o', `ratings ${letter}`)
      if (!sees) assert.equal(await shows(letter, '/tasks?limit=100', caseId), false, `tasks ${letter}`)
      if (letter !== 'o') assert.equal(await shows(letter, '/me/notices?limit=100', caseId), false, `notices ${letter}`)
    }
  })

  test('whose mandate for a firm has run out does not apply for it', async () => {
    const body = { username: 'wu.ceshi', password: 'Zhengtong-2026' }
    const { body: session } = await personAt(city.url).post('/sessions', body)
    const start = valuesOf(operations.find(({ id }) => id === 'startApplication')!).body
    const refused = await personAt(city.url, session.token).post('/applications', start)
    assert.equal(refused.body.code, 'applications.not-your-party')
  })

  test('every operation lets in whom its row says, and nobody else', async () => {
    const [head = '', ...lines] = matrix.trim().split('\n')
    assert.equal(head.trim().split(/\s+/).slice(1).join(''), letters.join(''))
    const rows = new Map(
      lines.map((line) => line.trim().split(/\s+/)).map(([id = '', ...cells]) => [id, cells.join('')]),
    )
    const ids = operations.map(({ id }) => id)
    assert.deepEqual(
      ids.filter((id) => !rows.has(id)),
      [],
      'operations without a row: say who may',
    )
    assert.deepEqual(
      [...rows.keys()].filter((id) => !ids.includes(id)),
      [],
      'rows without an operation',
    )
    const wrong: string[] = []
    for (const operation of operations.toSorted((a, b) => turnOf(a) - turnOf(b))) {
      const wanted = rows.get(operation.id) ?? ''
      const came = new Map<Letter, string>()
      const mayLast = letters.toSorted((a, b) => rank(wanted, a) - rank(wanted, b))
      for (const letter of mayLast) came.set(letter, await knock(letter, operation))
      const row = letters.map((letter) => came.get(letter)).join('')
      if (row !== wanted) wrong.push(`${operation.id}: said ${wanted}, came ${row}`)
    }
    assert.deepEqual(wrong, [], `of ${letters.join('')}`)
  })
})

const rank = (wanted: string, letter: Letter) => (wanted[letters.indexOf(letter)] === '+' ? 1 : 0)

const jsonOf = (body: unknown) => ({ type: 'application/json', body: Buffer.from(JSON.stringify(body)) })

function fileForm() {
  const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
  return {
    type: 'multipart/form-data; boundary=b',
    body: Buffer.concat([Buffer.from(head), layoutPdf, Buffer.from('\r\n--b--\r\n')]),
  }
}
