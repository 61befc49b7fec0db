import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type Person, personAt, signIn } from './client.ts'
import { beginHoney, submitHoney } from './honey.ts'
import type { Operation } from './hostility.ts'
import { act, eventually, findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'
import { more } from './permissions/more.ts'

/** What a request to one operation needs: values for its path, and its JSON body. */
export type Values = { path?: Record<string, string>; body?: unknown }

const password = 'Zhengtong-2026'
const town = '441900004000'
const otherTown = '441900003000'
const bureau = 'market-regulation'
const branch = 'market-regulation-nancheng'

/** An official the demo does not have, with one post. */
async function appoint(admin: Person, username: string, role: string, departmentId: string, divisionCode: string) {
  const opened = await admin.post('/accounts', { username, password, name: '另设演示' })
  assert.equal(opened.status, 201, JSON.stringify(opened.body))
  const post = await admin.post('/posts', { accountId: opened.body.id, role, departmentId, divisionCode })
  assert.equal(post.status, 201, JSON.stringify(post.body))
  return { accountId: opened.body.id as string, postId: post.body.id as string }
}

/**
 * One of everything, made by those whose work it is, and what to send to each operation so that only the question who may
 * is left. The firm of `shen.yangli` applies to the city's market regulation. Two officials are added: `town.manager`,
 * item manager of one town, and `other.town`, intake of the same bureau in another town.
 */
export async function makeOneOfEverything(url: string): Promise<(operation: Operation) => Values> {
  const [owner, intake, admin, manager, decider] = await Promise.all(
    ['shen.yangli', 'slg', 'admin', 'item', 'jdg'].map((username) => signIn(url, username)),
  )
  if (!owner || !intake || !admin || !manager || !decider) throw new Error('The demo city lacks somebody')
  await appoint(admin, 'town.manager', 'item-manager', branch, town)
  await appoint(admin, 'other.town', 'intake', bureau, otherTown)
  const leaving = await appoint(admin, 'leaving.soon', 'intake', branch, town)
  const staying = await appoint(admin, 'staying.on', 'reviewer', branch, town)

  const inADay = new Date(Date.now() + 86_400_000).toISOString()
  const program = {
    ...{ name: '演示应用', nameEn: 'Demo program', purpose: '演示', purposeEn: 'A demo', owner: '演示单位' },
    ...{ directory: 'public', kind: 'web', scopes: ['openid'], redirectUris: ['https://program.example/cb'] },
  }
  const registered = await admin.post('/openid-clients', program)
  assert.equal(registered.status, 201, JSON.stringify(registered.body))
  const standIn = { toAccountId: staying.accountId, validTo: inADay, reason: '外出学习' }
  const lent = await admin.post('/delegations', { postId: leaving.postId, ...standIn })
  assert.equal(lent.status, 201, JSON.stringify(lent.body))
  const { actor: intakeOfficer } = (await intake.get('/me')).body

  const itemId = await findItem(owner, '食品经营许可', '食品经营许可（新办）')
  const onBehalfOf = await partyOf(owner, '测试餐饮店')
  const begin = async (): Promise<string> => {
    const { body } = await owner.post('/applications', { itemId, onBehalfOf })
    await owner.patch(`/applications/${body.id}`, { answers: foodAnswers, confirm: ['rules'] })
    await owner.upload('PUT', `/applications/${body.id}/materials/layout`, '平面图.pdf', layoutPdf)
    return body.id
  }
  const submit = async (): Promise<string> => {
    const { status, body } = await owner.post(`/applications/${await begin()}/submit`, { consent: true })
    assert.equal(status, 201, JSON.stringify(body))
    return body.caseId
  }
  const [waiting, correcting, refused, unrated] = [await submit(), await submit(), await submit(), await submit()]
  const items = [{ kind: 'material', key: 'layout', message: '请补画洗手池' }]
  await act(intake, correcting, 'request-correction', { items })
  for (const caseId of [refused, unrated])
    await act(intake, caseId, 'refuse', { reason: '不属于本机关职权范围，请向有权机关申请' })
  const rating = await owner.post(`/cases/${refused}/rating`, { level: 4, text: '等得太久' })
  assert.equal(rating.status, 201, JSON.stringify(rating.body))

  const serviceInput = { departmentId: branch, channel: 'window', service: '咨询食品经营许可' }
  const service = await intake.post('/service-records', serviceInput)
  assert.equal(service.status, 201, JSON.stringify(service.body))

  const reviewer = await signIn(url, 'shg')
  const file = await reviewer.post(`/cases/${waiting}/files`, { purpose: '核对材料' })
  assert.equal(file.status, 202, JSON.stringify(file.body))

  const first = async (person: Person, path: string) => (await person.get(path)).body.items[0]
  const holidays = { years: { 2035: { off: ['2035-01-01'], work: [] } }, reason: '演示放假安排' }
  const calendar = await admin.post('/calendars', holidays)
  assert.equal(calendar.status, 201, JSON.stringify(calendar.body))
  await eventually(() => first(admin, '/recalculations'))
  const { body: view } = await intake.get(`/cases/${waiting}`)
  const letter = await first(owner, `/credentials?caseId=${correcting}`)
  const { seal } = await first(admin, '/seals')
  const { body: draft } = await manager.post(`/items/${itemId}/drafts`)
  const spare = await findItem(owner, '养蜂')
  await manager.post(`/items/${spare}/drafts`)
  const run = await manager.upload('POST', '/item-imports', 'x.jsonl', new TextEncoder().encode('{}\n'))
  const again = { rule: 'food-business-licence', kept: true, purpose: '核对能否重放' }
  const rerun = await decider.post('/rule-reruns', again)
  assert.equal(rerun.status, 202, JSON.stringify(rerun.body))
  const notice = await eventually(() => first(owner, '/me/notices'))
  const leaf = await eventually(() => first(personAt(url), '/log/leaves'))
  const session = await first(owner, '/me/sessions')
  const [application, complete] = [await begin(), await begin()]
  const { taskId, verb } = view.may[0]

  const { body: kept } = await owner.upload('POST', '/me/materials', '平面图.pdf', layoutPdf)
  const honey = await beginHoney(owner, { more: { promises: [{ key: 'water', version: 1 }], follow: ['label'] } })
  await submitHoney(owner, honey)
  const promise = await first(owner, '/promises')

  const ids: [RegExp, Record<string, string>][] = [
    [/\/divisions/, { code: town }],
    [/^getDepartment/, { id: branch }],
    [/particulars/, { id: branch, from: '2099-01-01' }],
    [/\/calendars\/offices/, { department: branch }],
    [/\/departments/, { id: 'one-more-office' }],
    [/\/me\/sessions/, { id: session.id }],
    [/\/me\/notices/, { id: notice.id }],
    [/\/openid-clients/, { id: registered.body.client.id }],
    [/\/me\/passkeys/, { key: 'none' }],
    [/\/me\/consents/, { id: registered.body.client.id }],
    [/\/me\/materials/, { id: kept.id }],
    [/\/accounts/, { id: staying.accountId }],
    [/\/posts/, { id: leaving.postId }],
    [/\/delegations/, { id: lent.body.id }],
    [/\/flows/, { key: 'food-business-licence', version: '2' }],
    [/\/registers/, { key: 'population' }],
    [/\/recalculations/, { version: calendar.body.version }],
    [/\/forms/, { key: 'food-business-licence' }],
    [/\/seals/, { id: seal.id }],
    [/\/credentials/, { id: letter.id }],
    [/\/verifications/, { code: letter.verifyCode }],
    [/\/cases\/\{id\}\/materials\/\{key\}/, { id: correcting, key: 'layout' }],
    [/\/cases\/\{id\}\/rating/, { id: unrated }],
    [/\/cases/, { id: waiting, materialId: view.materials[0].id, decisionId: view.decisions[0].id }],
    [/\/promises/, { id: promise.id }],
    [/\/case-files/, { id: file.body.id }],
    [/\/ratings\/\{id\}/, { id: rating.body.id }],
    [/\/item-imports/, { id: run.body.id }],
    [/\/rule-reruns/, { id: rerun.body.id }],
    [/^discardItemDraft/, { id: spare }],
    [/\/items/, { id: itemId }],
    [/\/applications\/\{id\}\/submit/, { id: complete }],
    [/\/applications/, { id: application, key: 'layout' }],
    [/\/(bills|payment-differences)/, { id: randomUUID() }],
    [/\/payment-notifications/, { channel: 'not-connected' }],
    [/\/log\/proof/, { hash: leaf.hash }],
  ]
  const { item } = draft
  const askHolder = { type: 'food-business-licence', claims: ['number'], purpose: '核对许可证编号' }
  const asked = await intake.post('/presentations', askHolder)
  assert.equal(asked.status, 201, JSON.stringify(asked.body))
  const shown = await owner.post(`/credentials/${letter.id}/showings`)
  const validTo = new Date(Date.now() + 86_400_000).toISOString()
  const toBranch = { credentialId: letter.id, fields: ['number'], departmentId: branch, purpose: '核对文书编号' }
  const newGrant = { ...toBranch, validTo, maxUses: 50 }
  const grant = await owner.post('/grants', newGrant)
  assert.deepEqual([shown.status, grant.status], [201, 201], JSON.stringify([shown.body, grant.body]))
  ids.push([/\/showings\/\{id\}/, { id: shown.body.id }], [/\/grants\/\{id\}/, { id: grant.body.id }])
  ids.push([/\/presentations/, { id: asked.body.id }], [/\/wallet-copies/, { id: application }])
  const mapping = { from: 1, to: 1, nodes: {} }
  const newcomer = { username: 'one.more', password, name: '新来演示' }
  const bodies: Record<string, unknown> = {
    startRerun: again,
    saveParticulars: { name: '南城分局（演示）', source: '机构改革方案（演示）' },
    saveDepartment: { name: '新设办公室（演示）', code: '11441900DEM000161K', divisionCode: town },
    signIn: { username: 'li.xugou', password },
    becomeFirstAdministrator: { ...newcomer, token: 'x'.repeat(43) },
    openOfficialAccount: newcomer,
    appoint: { accountId: staying.accountId, role: 'intake', departmentId: branch },
    registerOpenIdClient: program,
    confirmMyTotp: { code: '123456' },
    stepUp: { method: 'otp', code: '123456' },
    addMyPasskey: { name: '演示', response: {} },
    signInByPasskey: { response: {} },
    delegatePost: { postId: intakeOfficer.posts[0].id, ...standIn },
    handOver: { fromAccountId: intakeOfficer.accountId, toAccountId: staying.accountId, reason: '休假交接' },
    previewChangeOver: mapping,
    changeOver: { ...mapping, basis: '食品经营许可和备案管理办法', reason: '新版流程施行' },
    simulateCase: { happens: [] },
    simulateFlow: { happens: [] },
    applyForSeal: { departmentId: branch, custodian: '办公室', reason: '新设机构' },
    offerToWallet: {},
    showCredential: {},
    seeShowing: { code: 'x'.repeat(32) },
    grantUse: newGrant,
    useGrant: { cause: '核对文书编号' },
    askForPresentation: askHolder,
    actOnSeal: { verb: 'suspend', reason: '核对用印' },
    actOnCredential: { verb: 'suspend', reason: '核对事实和法律依据' },
    actOnCase: { verb, taskId, expectedVersion: view.version },
    replaceCalendar: holidays,
    replaceOfficeDays: { periods: [], reason: '随上级部门' },
    proceedWithCase: { verb: 'start-special', expectedVersion: view.version },
    sendCaseMessage: { name: 'laboratory-result' },
    correlateMessage: { name: 'laboratory-result', key: 'S-1' },
    broadcastSignal: { name: 'typhoon-warning' },
    lookUpCase: { queryCode: view.queryCode ?? '0'.repeat(12) },
    createItem: { item: { ...item, codes: {} } },
    saveItemDraft: { item, expectedVersion: draft.rowVersion },
    publishItem: { expectedVersion: draft.rowVersion + 1 },
    withdrawItem: { reason: '停止办理' },
    startApplication: { itemId, onBehalfOf },
    answerApplication: { answers: { areaM2: 90 } },
    disputeFact: { pointer: '/name', claim: '名称已经变更' },
    submitApplication: { consent: true },
    guideThroughItem: { situations: {} },
    actOnPromise: { verb: 'state', reason: '检测报告在这里，请核对', expectedVersion: promise.rowVersion },
    rateCase: { level: 2 },
    actOnRating: { verb: 'call-back', text: '已经电话回访。' },
    reconcile: { channel: 'not-connected', day: '2026-01-01' },
    takeTreasuryVouchers: { voucher: '<MOF><VoucherCount>0</VoucherCount></MOF>' },
    settlePaymentDifference: { expectedVersion: 1, how: '核对银行流水' },
    payBill: { channel: 'alipay', way: 'qr' },
    actOnBill: { verb: 'close', expectedVersion: 1, reason: '核对缴款单' },
    askForCaseFile: { purpose: '核对材料' },
    recordService: serviceInput,
    setSubscription: { topic: 'status', mode: 'now' },
    raiseDispute: { pointer: '/name', claim: '名称已经变更' },
    setMaterialExpiry: { expiresOn: null },
    reuseCaseMaterial: { materialId: view.materials[0].id },
    reuseMaterial: { materialId: view.materials[0].id },
    resendExchangeRows: {},
    lookUpService: { code: service.body.code },
    rateService: { code: service.body.code, level: 2 },
  }
  for (const make of more) {
    const made = await make({ url, owner, intake, admin, manager, decider, onBehalfOf, waiting, letterId: letter.id })
    ids.unshift(...made.ids)
    Object.assign(bodies, made.bodies)
  }
  return ({ id, path }) => {
    const found = ids.find(([which]) => which.test(`${id} ${path}`))?.[1]
    return { ...(found ? { path: found } : {}), ...(id in bodies ? { body: bodies[id] } : {}) }
  }
}
