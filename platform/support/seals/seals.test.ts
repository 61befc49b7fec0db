import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { inTransaction } from '#ground/database/index.ts'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import { type Actor, type PostRole, systemActor } from '#kernel/actor.ts'
import { readFont } from '#support/credentials/index.ts'
import { createKeys, inForceAt, keysModule, statementHolds } from '#support/keys/index.ts'
import { createLedger, ledgerModule } from '#support/ledger/index.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { createSeals, type SealState, type Seals, type SealVerb, sealsModule } from './index.ts'
import { drawSeal } from './picture.ts'
import { sealVerbs, stateAfter } from './seal.ts'

const realm = '441900'

function official(name: string, role: PostRole, departmentId = 'office'): Actor {
  const post = { id: name, role, departmentId, departmentName: departmentId, divisionCode: '441900000000' }
  return { kind: 'official', realm, accountId: name, name, level: 'L2', posts: [post] }
}

const admin = official('admin', 'administrator')
const guard = official('guard', 'security-officer')
const clerk = official('clerk', 'intake', 'market')
const stranger = official('stranger', 'decider', 'elsewhere')
const citizen: Actor = { kind: 'citizen', realm, accountId: 'c', partyId: 'p', name: 'c', level: 'L2', posts: [] }

describe('the states of a seal', () => {
  it('follow one another from application to destruction', () => {
    const life: [SealVerb, SealState][] = [
      ['approve', 'approved'],
      ['make', 'made'],
      ['issue', 'issued'],
      ['suspend', 'suspended'],
      ['resume', 'issued'],
      ['destroy', 'destroyed'],
    ]
    let state: SealState = 'applied'
    for (const [verb, next] of life) {
      assert.equal(stateAfter(state, verb), next)
      state = next
    }
    for (const verb of sealVerbs) assert.equal(stateAfter('destroyed', verb), undefined)
  })

  it('cannot be jumped over', () => {
    assert.equal(stateAfter('applied', 'make'), undefined)
    assert.equal(stateAfter('approved', 'issue'), undefined)
    assert.equal(stateAfter('made', 'resume'), undefined)
  })
})

describe('seals', () => {
  let database: TestDatabase
  let seals: Seals
  let keys: ReturnType<typeof createKeys>
  let ledger: ReturnType<typeof createLedger>
  const time = { now: new Date('2026-11-22T02:00:00Z') }
  const reason = '新设机构'

  const use = (sealId: string, actor: Actor, why = '办件 1') =>
    inTransaction(database.db, (tx) =>
      seals.use(tx, actor, {
        id: newId(),
        seal: { id: sealId, departmentId: 'market' },
        digest: randomBytes(32),
        reason: why,
      }),
    )
  const usable = () => seals.usableOf(realm, 'market')
  const act = (id: string, verb: SealVerb, actor: Actor) => seals.act(actor, id, { verb, reason })

  before(async () => {
    database = await testDatabase([keysModule, ledgerModule, sealsModule])
    const ground = { db: database.db, clock: () => time.now, newId, secrets: createSecrets(randomBytes(32)) }
    keys = createKeys(ground)
    ledger = createLedger(ground)
    const owner = { name: '演示市场监督管理局', code: '11441900DEM000030P', divisionCode: '441900000000', demo: true }
    const department = async (_realm: string, id: string) => ({ ...owner, id })
    seals = createSeals({ ...ground, keys, ledger, sealFont: () => readFont('serif-bold'), department })
  })
  after(() => database.close())

  it('are applied for and made by one person, approved and issued by another', async () => {
    const application = { departmentId: 'market', custodian: '办公室', reason }
    await assert.rejects(seals.apply(clerk, application), { code: 'seals.forbidden' })
    await assert.rejects(seals.apply(citizen, application), { code: 'seals.forbidden' })
    const { id } = await seals.apply(admin, application)
    await assert.rejects(seals.apply(admin, application), { code: 'seals.exists' })
    await assert.rejects(act(id, 'approve', admin), { code: 'seals.forbidden' })
    await assert.rejects(act(id, 'make', admin), { code: 'seals.wrong-state' })
    await act(id, 'approve', guard)
    await assert.rejects(act(id, 'make', guard), { code: 'seals.forbidden' })
    await act(id, 'make', admin)
    await assert.rejects(usable(), { code: 'seals.unusable' })
    await assert.rejects(act(id, 'issue', admin), { code: 'seals.forbidden' })
    const issued = await act(id, 'issue', guard)
    assert.equal(issued.state, 'issued')
    assert.equal(issued.picture?.width, 42)
  })

  it('are not approved by who applied, whatever posts that person holds', async () => {
    const both: Actor = { ...admin, posts: [...admin.posts, ...guard.posts] }
    const { id } = await seals.apply(both, { departmentId: 'other', custodian: '办公室', reason })
    await assert.rejects(act(id, 'approve', both), { code: 'seals.own-application' })
  })

  it('have keys that the root vouches for, and whose custody is told', async () => {
    const { recordKeyId, pdfKeyId } = await usable()
    const statement = await keys.statement(realm, recordKeyId)
    assert.ok(statementHolds(statement, await keys.root(realm)))
    assert.ok(inForceAt(statement, time.now))
    assert.equal(statement.body.custody, 'software')
    assert.equal((await keys.chain(realm, pdfKeyId)).length, 2)
  })

  it('are used only with a reason, by the platform or the department, and each use is a leaf of the log', async () => {
    const { id } = await usable()
    const [leaf] = await use(id, systemActor(realm))
    assert.deepEqual(await ledger.proof(realm, leaf!.hash), { status: 'pending' })
    await use(id, clerk)
    await assert.rejects(use(id, clerk, ' '), { code: 'seals.no-reason' })
    await assert.rejects(use(id, stranger), { code: 'seals.forbidden' })
    await assert.rejects(use(id, citizen), { code: 'seals.forbidden' })
    const { items, next } = await seals.listUses(official('aud', 'auditor'), id, { limit: 1 })
    assert.equal(items[0]?.operatorName, 'clerk')
    assert.equal((await seals.listUses(clerk, id, { limit: 5, cursor: next! })).items.length, 1)
    await assert.rejects(seals.listUses(stranger, id, { limit: 5 }), { code: 'seals.forbidden' })
  })

  it('cannot be used while suspended, and were in force before', async () => {
    const { id } = await usable()
    const before = time.now
    time.now = new Date(before.getTime() + 60_000)
    await act(id, 'suspend', guard)
    await assert.rejects(use(id, systemActor(realm)), { code: 'seals.unusable' })
    assert.equal(await seals.wasInForce(realm, id, before), true)
    assert.equal(await seals.wasInForce(realm, id, time.now), false)
    time.now = new Date(time.now.getTime() + 60_000)
    await act(id, 'resume', guard)
    assert.ok(await use(id, systemActor(realm)))
  })

  it('end with their validity', async () => {
    const { id } = await usable()
    const now = time.now
    time.now = new Date('2036-11-22T00:00:00Z')
    await assert.rejects(usable(), { code: 'seals.unusable' })
    await assert.rejects(use(id, systemActor(realm)), { code: 'seals.unusable' })
    time.now = now
  })

  it('are handed over to a new custodian by the security officer, with the reason, and stay in use', async () => {
    const { id } = await usable()
    const over = (actor: Actor, custodian?: string) =>
      seals.act(actor, id, { verb: 'hand-over', reason: '原保管人调岗', ...(custodian ? { custodian } : {}) })
    await assert.rejects(over(admin, '新保管人'), { code: 'seals.forbidden' })
    await assert.rejects(over(guard), { code: 'seals.no-custodian' })
    const { seal: before } = await seals.get(guard, id)
    await assert.rejects(over(guard, before.custodian), { code: 'seals.no-custodian' })
    const after = await over(guard, '新保管人')
    assert.deepEqual([after.custodian, after.state, after.version], ['新保管人', before.state, before.version + 1])
    assert.equal((await seals.get(guard, id)).seal.custodian, '新保管人')
  })

  it('are destroyed for ever, and then another may be applied for', async () => {
    const { id } = await usable()
    await act(id, 'destroy', guard)
    await assert.rejects(act(id, 'resume', guard), { code: 'seals.wrong-state' })
    assert.ok(await seals.apply(admin, { departmentId: 'market', custodian: '办公室', reason }))
  })

  it('are shown to their managers, auditors and department, with what each may do', async () => {
    const [shown] = (await seals.list(guard)).filter(({ seal }) => seal.state === 'applied')
    assert.deepEqual(shown?.may, ['approve', 'destroy', 'hand-over'])
    assert.deepEqual(await seals.list(stranger), [])
    await assert.rejects(seals.get(stranger, shown!.seal.id), { code: 'seals.forbidden' })
  })

  it('are not drawn with a character that the font lacks', async () => {
    const font = await readFont('serif-bold')
    assert.throws(() => drawSeal('𠮷田局', font), { code: 'seals.no-glyph' })
    assert.equal(drawSeal('演示局', font).paths.length, 5)
  })
})
