import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { inTransaction } from '#ground/database/index.ts'
import { anonymousActor, systemActor } from '#kernel/actor.ts'
import { citizen, draft, office, official, openStage, realm, type Stage } from '#testing/credential-stage.ts'
import { createShowings, type Showings, showingsModule } from './index.ts'
import { isHolder, mayUse } from './policy.ts'

const zhao = citizen('zhao')
const stranger = anonymousActor(realm, '127.0.0.1')
const clerk = official('clerk', ['intake'])

describe('showing and granting', () => {
  let stage: Stage
  let showings: Showings
  let id: string
  const codeOf = (address = '') => address.split('/').at(-1)!

  before(async () => {
    stage = await openStage([showingsModule])
    showings = createShowings({
      ...stage,
      publicUrl: 'https://city.example',
      department: async (_realm, departmentId) => ({ id: departmentId, name: office.name }),
      partiesOf: async (actor) => (actor.partyId ? [actor.partyId] : []),
    })
    id = (await inTransaction(stage.db, (tx) => stage.credentials.issue(tx, systemActor(realm), draft()))).credentialId
    await stage.sequence()
  })
  after(() => stage.close())

  const grant = (more = {}) =>
    showings.grant(zhao, {
      credentialId: id,
      fields: ['number', 'site'],
      departmentId: office.id,
      purpose: '办理外摆许可',
      validTo: new Date(stage.time.now.getTime() + 86_400_000).toISOString(),
      maxUses: 2,
      ...more,
    })

  it('a code gives one look, and the holder learns of it', async () => {
    const shown = await showings.show(zhao, id)
    assert.match(shown.address!, /^https:\/\/city\.example\/verify\/shown\/[\w-]{32}$/)
    const seen = await showings.see(clerk, codeOf(shown.address))
    assert.equal(seen.holder, '赵测试')
    assert.equal(seen.verification.genuine, true)
    const after = await showings.get(zhao, shown.id)
    assert.deepEqual([after.state, after.seenBy], ['seen', 'market clerk'])
    await assert.rejects(showings.see(stranger, codeOf(shown.address)), { code: 'showings.code-unknown' })
  })

  it('of many who scan at once one sees', async () => {
    const { address } = await showings.show(zhao, id)
    const looks = await Promise.allSettled(Array.from({ length: 6 }, () => showings.see(stranger, codeOf(address))))
    assert.equal(looks.filter(({ status }) => status === 'fulfilled').length, 1)
  })

  it('a code is worth nothing after sixty seconds', async () => {
    const { address, id: showing } = await showings.show(zhao, id)
    const before = stage.time.now
    stage.time.now = new Date(before.getTime() + 60_000)
    await assert.rejects(showings.see(stranger, codeOf(address)), { code: 'showings.code-unknown' })
    assert.equal((await showings.get(zhao, showing)).state, 'expired')
    stage.time.now = before
  })

  it('only the holder shows, grants, and sees what came of it', async () => {
    const qian = citizen('qian')
    await assert.rejects(showings.show(qian, id), { code: 'credentials.missing' })
    const { id: showing } = await showings.show(zhao, id)
    await assert.rejects(showings.get(qian, showing), { code: 'showings.missing' })
    const { id: code } = await grant()
    await assert.rejects(showings.uses(qian, code, { limit: 5 }), { code: 'showings.missing' })
    await assert.rejects(showings.revoke(qian, code), { code: 'showings.missing' })
    assert.deepEqual((await showings.grants(qian, { limit: 5 })).items, [])
  })

  it('a grant gives the named fields to the named office, so often as was said, and each use is noted', async () => {
    const { id: code } = await grant()
    const used = await showings.use(clerk, code, '办件 7：核对场所')
    assert.deepEqual(
      used.fields.map(({ key }) => key),
      ['number', 'site'],
    )
    assert.equal(used.usesLeft, 1)
    await assert.rejects(showings.use(official('x', ['intake'], 'elsewhere'), code, '想看一看'), {
      code: 'showings.missing',
    })
    const rush = await Promise.allSettled(Array.from({ length: 5 }, () => showings.use(clerk, code, '办件 7：再核对')))
    assert.equal(rush.filter(({ status }) => status === 'fulfilled').length, 1)
    await assert.rejects(showings.use(clerk, code, '办件 7：又一次'), { code: 'showings.grant-over' })
    const { items } = await showings.uses(zhao, code, { limit: 10 })
    assert.deepEqual(
      items.map(({ official: name, cause }) => [name, cause]),
      [
        ['clerk', '办件 7：再核对'],
        ['clerk', '办件 7：核对场所'],
      ],
    )
    assert.equal((await showings.grants(zhao, { limit: 1 })).items[0]?.state, 'used-up')
  })

  it('a grant ends when it is taken back, when its day comes, and with the credential', async () => {
    const { id: taken } = await grant()
    await showings.revoke(zhao, taken)
    await assert.rejects(showings.use(clerk, taken, '办件 8：核对'), { code: 'showings.grant-over' })
    const { id: dated } = await grant()
    const before = stage.time.now
    stage.time.now = new Date(before.getTime() + 86_400_000)
    await assert.rejects(showings.use(clerk, dated, '办件 8：核对'), { code: 'showings.grant-over' })
    stage.time.now = before
    const { id: left } = await grant()
    const decider = official('decider', ['decider'])
    await stage.credentials.act(decider, id, { verb: 'suspend', reason: '核查期间暂停' })
    await assert.rejects(showings.use(clerk, left, '办件 8：核对'), { code: 'showings.not-in-force' })
    await assert.rejects(showings.show(zhao, id), { code: 'showings.not-in-force' })
    await stage.credentials.act(decider, id, { verb: 'resume', reason: '核查完毕恢复' })
  })

  it('a grant names fields that are there, and an end within a year', async () => {
    await assert.rejects(grant({ fields: ['salary'] }), { code: 'showings.field-unknown' })
    for (const days of [-1, 400]) {
      const validTo = new Date(stage.time.now.getTime() + days * 86_400_000).toISOString()
      await assert.rejects(grant({ validTo }), { code: 'showings.valid-to' })
    }
  })

  it('the twins of its policies', () => {
    assert.equal(isHolder(zhao, { holderParty: 'zhao' }, ['zhao']), true)
    assert.equal(isHolder(clerk, { holderParty: 'zhao' }, ['zhao']), false)
    assert.equal(isHolder(zhao, { holderParty: 'qian' }, ['zhao']), false)
    assert.equal(mayUse(clerk, { departmentId: office.id }), true)
    assert.equal(mayUse(clerk, { departmentId: 'elsewhere' }), false)
    assert.equal(mayUse(official('admin', ['administrator', 'auditor']), { departmentId: office.id }), false)
    assert.equal(mayUse(zhao, { departmentId: office.id }), false)
  })
})
