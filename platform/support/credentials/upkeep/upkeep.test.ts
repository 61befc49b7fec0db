import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '#ground/database/index.ts'
import { systemActor } from '#kernel/actor.ts'
import { parseLicenceId } from '#kernel/codes/licence-id.ts'
import { citizen, draft, official, openStage, permit, realm, type Stage } from '#testing/credential-stage.ts'
import { type CredentialAct, checkCredentialType } from '../index.ts'

const decider = official('jdg', ['decider'])
const supervisor = official('dc', ['supervisor'])
const holder = citizen('zhao')
const reason = '持证人申请，材料齐全'

describe('a type says what keeps its licences true', () => {
  let stage: Stage
  let id: string
  let late: string
  const issue = async (more = {}) =>
    (
      await inTransaction(stage.db, (tx) =>
        stage.credentials.issue(tx, systemActor(realm), draft({ type: permit.key, ...more })),
      )
    ).credentialId
  const act = (verb: CredentialAct['verb'], more: Partial<CredentialAct> = {}, which = id, actor = decider) =>
    stage.credentials.act(actor, which, { verb, reason, ...more })
  const on = (day: string) => {
    stage.time.now = new Date(`${day}T02:00:00Z`)
  }

  before(async () => {
    stage = await openStage()
  })
  after(() => stage.close())

  it('and is refused when it names what does not exist', () => {
    assert.deepEqual(checkCredentialType(permit), [])
    const wrong = {
      ...permit,
      disclosure: { public: ['name'], levels: [{ grade: 2, elements: ['name', 'colour'], to: [] }] },
      upkeep: { change: { elements: ['colour'] }, annualCheck: { from: '07-01', to: '02-30' } },
    }
    const pointers = checkCredentialType(wrong).map(({ pointer, rule }) => `${pointer} ${rule}`)
    assert.deepEqual(pointers, [
      '/disclosure/levels/0/elements public',
      '/disclosure/levels/0/elements element',
      '/upkeep/change/elements element',
      '/upkeep/annualCheck/to date',
      '/upkeep/annualCheck/to order',
    ])
  })

  it('and only the departments it names issue it', async () => {
    on('2026-11-22')
    await assert.rejects(issue({ departmentId: 'elsewhere' }), { code: 'credentials.not-issuer' })
    id = await issue()
    late = await issue()
  })

  it('and who reads what: the holder all, the office by its level, and papers whole or not at all', async () => {
    const keys = async (actor = holder) => {
      const { faceItems, withheld, credential } = await stage.credentials.get(actor, id)
      return { shown: faceItems.map(({ key }) => key), withheld, record: Object.keys(credential.record.elements) }
    }
    assert.deepEqual((await keys()).withheld, [])
    assert.deepEqual((await keys(decider)).withheld, [])
    const { shown, withheld, record } = await keys(supervisor)
    assert.deepEqual([shown, withheld], [['name', 'keeper', 'site'], ['phone']])
    assert.ok(!record.includes('phone'))
    for (const read of ['paper', 'ofd', 'bundle'] as const)
      await assert.rejects(stage.credentials[read](supervisor, id), { code: 'credentials.withheld' })
    assert.deepEqual((await stage.credentials.get(holder, id)).grantable, ['name', 'keeper', 'site'])
  })

  it('and which acts there are', async () => {
    const { may, changes } = await stage.credentials.get(decider, id)
    assert.deepEqual([may, changes], [['change', 'renew', 'annual-check', 'suspend', 'cancel'], ['site']])
    const penalty = { ground: 'penalty', basis: '演示条例第九条', hearing: '没有要求听证' }
    await assert.rejects(act('revoke', penalty), { code: 'credentials.wrong-state' })
  })

  it('and what may change: a new version with the same number and end takes the place of the old', async () => {
    await assert.rejects(act('change', { elements: { keeper: '别人' } }), { code: 'credentials.elements' })
    await assert.rejects(act('change'), { code: 'credentials.elements' })
    await assert.rejects(act('change', { elements: { site: '演示路 2 号' } }, id, official('slg', ['intake'])), {
      code: 'credentials.forbidden',
    })
    const before = (await stage.credentials.get(decider, id)).credential
    const { credential } = await act('change', { elements: { site: '演示路 2 号' } })
    assert.equal(credential.record.elements.site, '演示路 2 号')
    assert.deepEqual(
      [credential.record.number, credential.record.validTo, credential.record.holder.idMasked],
      [before.record.number, before.record.validTo, before.record.holder.idMasked],
    )
    const identifier = parseLicenceId(credential.record.identifier)
    assert.ok(identifier.ok && identifier.value.version === 2)
    const old = await stage.credentials.get(decider, id)
    assert.deepEqual([old.credential.status, old.steps[0]?.next?.id], ['superseded', credential.id])
    await assert.rejects(act('change', { elements: { site: '演示路 3 号' } }), { code: 'credentials.wrong-state' })
    id = credential.id
  })

  it('and when it is checked: once a year, within its days, from the year after', async () => {
    await assert.rejects(act('annual-check'), { code: 'credentials.not-due' })
    on('2027-03-01')
    assert.deepEqual((await stage.credentials.get(holder, id)).check, {
      ...{ year: 2027, to: '2027-06-30' },
      done: false,
    })
    const { check, steps, credential } = await act('annual-check')
    assert.deepEqual([check?.done, steps.at(-1)?.year, credential.status], [true, 2027, 'valid'])
    await assert.rejects(act('annual-check'), { code: 'credentials.not-due' })
  })

  it('and from when it is renewed: the new one begins the day after the old one ends', async () => {
    await assert.rejects(act('renew'), { code: 'credentials.too-early' })
    on('2031-10-01')
    const { credential } = await act('renew')
    assert.deepEqual([credential.record.validFrom, credential.record.validTo], ['2031-11-22', '2036-11-21'])
    on('2031-12-01')
    assert.equal((await stage.credentials.get(holder, late)).credential.status, 'expired')
    assert.equal((await act('renew', {}, late)).credential.record.validFrom, '2031-12-01')
  })

  it('and its holders are reminded of its end and of its check, each once for each day it names', async () => {
    await sql`update credentials.credential set status = 'cancelled'`.execute(stage.db)
    on('2027-01-10')
    const soon = await issue()
    const reminded = async (day: string) => {
      on(day)
      return stage.credentials.remind(realm)
    }
    assert.equal(await reminded('2031-11-01'), 0)
    assert.equal(await reminded('2031-11-11'), 1, 'sixty days before 2032-01-09')
    assert.equal(await reminded('2031-11-12'), 0)
    assert.equal(await reminded('2032-01-05'), 1, 'seven days before')
    assert.equal(await reminded('2031-05-02'), 1, 'the check, sixty days before the end of June')
    await act('annual-check', {}, soon)
    assert.equal(await reminded('2031-06-28'), 0, 'it is checked')
  })
})
