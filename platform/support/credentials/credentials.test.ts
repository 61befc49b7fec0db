import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '#ground/database/index.ts'
import { systemActor } from '#kernel/actor.ts'
import { parseLicenceId } from '#kernel/codes/licence-id.ts'
import { mod3736Check } from '#kernel/codes/mod-37-36.ts'
import { verifyLedger } from '#support/ledger/index.ts'
import {
  citizen,
  draft,
  letter,
  licence,
  office,
  official,
  openStage,
  realm,
  type Stage,
} from '#testing/credential-stage.ts'
import { checkBundle } from './bundle.ts'
import type { CredentialDraft } from './index.ts'

const decider = official('jdg', ['decider'])
/** What 处罚法 asks before a licence is revoked. */
const penalty = { ground: 'penalty', basis: '演示条例第九条', hearing: '2026年11月2日告知，没有要求听证' }
const system = systemActor(realm)

describe('credentials', () => {
  let stage: Stage
  const issue = (given: CredentialDraft = draft(), actor = system) =>
    inTransaction(stage.db, (tx) => stage.credentials.issue(tx, actor, given))

  before(async () => {
    stage = await openStage()
  })
  after(() => stage.close())

  it('are numbered, identified, signed, sealed and entered in the log by one act', async () => {
    const issued = await issue()
    const { credential } = await stage.credentials.get(citizen('zhao'), issued.credentialId)
    const { record } = credential
    assert.match(record.number, /^CT2026441900\d{6}\d$/)
    const identifier = parseLicenceId(record.identifier)
    assert.ok(identifier.ok && identifier.value.issuer === office.code && identifier.value.version === 1)
    assert.equal(record.validTo, '2031-11-21')
    assert.equal(record.holder.idMasked, '110***********002X')
    assert.ok(!JSON.stringify(record).includes('11010519491231002X'))
    assert.equal(credential.proven, false)
    await stage.sequence()
    assert.equal((await stage.credentials.get(citizen('zhao'), issued.credentialId)).credential.proven, true)
    const seal = await stage.seals.usableOf(realm, office.id)
    const { items } = await stage.seals.listUses(official('aud', ['auditor']), seal.id, { limit: 10 })
    assert.ok(items.some((use) => use.digest === credential.recordDigest && use.reason === '办件 1：茶摊许可'))
  })

  it('leave nothing behind when the act rolls back, not even a number of a letter', async () => {
    const notice = draft({ type: letter.key, elements: { item: '茶摊' } })
    const first = await issue(notice)
    await assert.rejects(
      inTransaction(stage.db, async (tx) => {
        await stage.credentials.issue(tx, system, notice)
        throw new Error('the act fails')
      }),
    )
    const second = await issue(notice)
    assert.equal(first.number, '茶受〔2026〕第0001号')
    assert.equal(second.number, '茶受〔2026〕第0002号')
  })

  it('never share a number, however many are issued at once', async () => {
    const many = await Promise.all(
      Array.from({ length: 30 }, (_, i) => issue(draft(i % 2 ? {} : { type: letter.key, elements: { item: '茶摊' } }))),
    )
    assert.equal(new Set(many.map(({ number }) => number)).size, 30)
    assert.equal(new Set(many.map(({ identifier }) => identifier)).size, 30)
    const letters = many.filter(({ kind }) => kind === 'letter').map(({ number }) => number)
    assert.deepEqual(
      letters.sort(),
      Array.from({ length: 15 }, (_, i) => `茶受〔2026〕第${String(i + 3).padStart(4, '0')}号`),
    )
  })

  it('are issued by the hundred in one act: each with its number, signature, use of the seal and leaf', async () => {
    const given = Array.from({ length: 100 }, (_, i) =>
      draft({ elements: { name: `茶摊 ${i}（虚构）`, keeper: '赵测试' }, reason: `批量 ${i}` }),
    )
    const many = await inTransaction(stage.db, (tx) => stage.credentials.issueMany(tx, system, given))
    assert.equal(new Set(many.map(({ number }) => number)).size, 100)
    await stage.sequence()
    const shown = await Promise.all(
      many.map(async ({ credentialId }) => (await stage.credentials.get(citizen('zhao'), credentialId)).credential),
    )
    assert.ok(shown.every(({ proven, record }, i) => proven && record.elements.name === `茶摊 ${i}（虚构）`))
    const root = await stage.keys.root(realm)
    for (const { credentialId } of many.slice(0, 5)) {
      const bundle = await stage.credentials.bundle(citizen('zhao'), credentialId)
      assert.deepEqual(
        checkBundle(bundle, root).filter(({ ok }) => !ok),
        [],
      )
    }
    const seal = await stage.seals.usableOf(realm, office.id)
    const { items } = await stage.seals.listUses(official('aud', ['auditor']), seal.id, { limit: 100 })
    const uses = new Map(items.map(({ reason, digest }) => [reason, digest]))
    assert.ok(shown.every(({ recordDigest }, i) => uses.get(`批量 ${i}`) === recordDigest))
  })

  it('are issued all or none', async () => {
    const count = async () =>
      (await sql<{ n: number }>`select count(*)::int as n from credentials.credential`.execute(stage.db)).rows[0]?.n
    const before = await count()
    const given = [draft(), draft({ departmentId: 'elsewhere' })]
    await assert.rejects(
      inTransaction(stage.db, (tx) => stage.credentials.issueMany(tx, system, given)),
      { code: 'seals.unusable' },
    )
    assert.equal(await count(), before)
  })

  it('name a character that cannot be printed, before anything is numbered', async () => {
    const rare = draft({ elements: { name: '店', keeper: '𠮷田' } })
    await assert.rejects(issue(rare), (error: { code: string; details: { characters: string[] } }) => {
      assert.equal(error.code, 'credentials.no-glyph')
      assert.deepEqual(error.details.characters, ['𠮷'])
      return true
    })
  })

  it('are issued by the platform and officials, never by the citizen who asks', async () => {
    assert.ok(await issue(draft(), official('slg', ['intake'])))
    await assert.rejects(issue(draft(), citizen('zhao')), { code: 'credentials.forbidden' })
  })

  it('cannot be issued by an office without a seal', async () => {
    await assert.rejects(issue(draft({ departmentId: 'elsewhere' })), { code: 'seals.unusable' })
  })

  it('are seen by the holder and the office alone', async () => {
    const { credentialId } = await issue()
    assert.ok(await stage.credentials.get(citizen('zhao'), credentialId))
    assert.ok(await stage.credentials.get(official('slg', ['intake']), credentialId))
    for (const other of [
      citizen('wang'),
      official('far', ['decider'], 'elsewhere'),
      official('item', ['item-manager']),
    ]) {
      await assert.rejects(stage.credentials.get(other, credentialId), { code: 'credentials.missing' })
      await assert.rejects(stage.credentials.paper(other, credentialId), { code: 'credentials.missing' })
      await assert.rejects(stage.credentials.bundle(other, credentialId), { code: 'credentials.missing' })
    }
  })

  it('are listed to their holder page by page, and to the office by case', async () => {
    const caseId = stage.newId()
    await issue(draft({ caseId, holder: { partyId: 'feng', name: '冯样例' } }))
    await issue(draft({ holder: { partyId: 'feng', name: '冯样例' } }))
    const first = await stage.credentials.list(citizen('feng'), { limit: 1 })
    const second = await stage.credentials.list(citizen('feng'), { limit: 1, cursor: first.next! })
    assert.equal(first.items.length + second.items.length, 2)
    assert.equal(second.next, undefined)
    assert.equal((await stage.credentials.list(decider, { caseId, limit: 10 })).items.length, 1)
    assert.equal((await stage.credentials.list(citizen('wang'), { caseId, limit: 10 })).items.length, 0)
    assert.equal(
      (await stage.credentials.list(official('far', ['decider'], 'x'), { caseId, limit: 10 })).items.length,
      0,
    )
  })

  it('are suspended, resumed and ended by a decider of the office, with the reason kept', async () => {
    const { credentialId, verifyCode } = await issue()
    const act = (verb: 'suspend' | 'resume' | 'revoke', actor = decider) =>
      stage.credentials.act(actor, credentialId, {
        verb,
        reason: '演示条例第九条',
        ...(verb === 'revoke' ? penalty : {}),
      })
    assert.equal((await act('suspend')).credential.status, 'suspended')
    assert.equal((await act('resume')).credential.status, 'valid')
    const ended = await act('revoke')
    assert.equal(ended.credential.status, 'revoked')
    assert.deepEqual(
      ended.steps.map(({ verb }) => verb),
      ['suspend', 'resume', 'revoke'],
    )
    assert.deepEqual(ended.may, ['cancel'])
    await assert.rejects(act('resume'), { code: 'credentials.wrong-state' })
    const seen = await stage.credentials.verifyCode(realm, verifyCode)
    assert.equal(seen.status, 'revoked')
    assert.equal(seen.genuine, true)
  })

  it('are ended by nobody else: not the holder, another role or another office', async () => {
    const { credentialId } = await issue()
    const act = { verb: 'revoke', reason: '演示条例第九条', ...penalty } as const
    await assert.rejects(stage.credentials.act(citizen('zhao'), credentialId, act), { code: 'credentials.forbidden' })
    await assert.rejects(stage.credentials.act(official('slg', ['intake']), credentialId, act), {
      code: 'credentials.forbidden',
    })
    await assert.rejects(stage.credentials.act(official('far', ['decider'], 'x'), credentialId, act), {
      code: 'credentials.missing',
    })
  })

  it('change hands between two deciders at once exactly once', async () => {
    const { credentialId } = await issue()
    const both = await Promise.allSettled(
      ['revoke', 'annul'].map((verb) =>
        stage.credentials.act(decider, credentialId, {
          verb: verb as 'revoke',
          reason: '演示条例第九条',
          basis: '演示条例第九条',
          hearing: '已告知，没有要求听证',
          ground: verb === 'revoke' ? 'penalty' : 'fraud',
        }),
      ),
    )
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  })

  it('take the place of an older one with its number and the next version, and end it', async () => {
    const old = await issue()
    const renewed = await issue(draft({ previousId: old.credentialId }))
    assert.equal(renewed.number, old.number)
    const [before, now] = [old, renewed].map(({ identifier }) => parseLicenceId(identifier))
    assert.ok(before?.ok && now?.ok)
    assert.equal(now.value.serial, before.value.serial)
    assert.equal(now.value.version, 2)
    assert.equal((await stage.credentials.get(decider, old.credentialId)).credential.status, 'superseded')
    await assert.rejects(issue(draft({ previousId: old.credentialId })), { code: 'credentials.wrong-state' })
  })

  it('tell anybody with the code only what is public', async () => {
    const { verifyCode } = await issue()
    await stage.sequence()
    const seen = await stage.credentials.verifyCode(realm, verifyCode.toLowerCase().replace(/(.{4})/g, '$1 '))
    assert.equal(seen.genuine, true)
    assert.equal(seen.status, 'valid')
    assert.equal(seen.holder, '赵*试')
    assert.deepEqual(
      seen.elements.map(({ key }) => key),
      ['name', 'site'],
    )
    assert.ok(!JSON.stringify(seen).includes('赵测试'))
    assert.deepEqual(
      seen.checks.flatMap(({ key, ok }) => [key, ok]),
      [
        ...['seal', true, 'key', true, 'validity', true, 'record', true],
        ...['identifier', true, 'ledger', true, 'head', true, 'status', true],
      ],
    )
  })

  it('tell a typing error from a code that nobody gave out', async () => {
    await assert.rejects(stage.credentials.verifyCode(realm, 'AAAAAAAAAAAA'), { code: 'credentials.code-wrong' })
    await assert.rejects(stage.credentials.verifyCode(realm, "'; drop"), { code: 'credentials.code-wrong' })
    await assert.rejects(stage.credentials.verifyCode(realm, `00000000000${mod3736Check('00000000000')}`), {
      code: 'credentials.code-unknown',
    })
  })

  it('make a bundle that says it is pending until the log has signed', async () => {
    const { credentialId } = await issue()
    const early = await stage.credentials.bundle(citizen('zhao'), credentialId)
    assert.equal(early.pending, true)
    assert.ok(checkBundle(early, await stage.keys.root(realm)).some(({ key, open }) => key === 'ledger' && open))
    await stage.sequence()
    const later = await stage.credentials.bundle(citizen('zhao'), credentialId)
    assert.equal(later.pending, undefined)
    assert.ok(checkBundle(later, await stage.keys.root(realm)).every(({ ok, open }) => ok && !open))
  })

  it('fill forms for their holder, not for others, and not when they are ended', async () => {
    const { credentialId, number } = await issue(draft({ holder: { partyId: 'li', name: '李虚构' } }))
    const ask = (actor: ReturnType<typeof citizen>) =>
      stage.credentials.readForForm(actor, 'li', { type: licence.key, fields: ['name', 'number'] })
    assert.deepEqual((await ask(citizen('li'))).rows, [{ name: '小满茶摊（虚构）', number }])
    assert.equal((await ask(citizen('wang'))).status, 'missing')
    await stage.credentials.act(decider, credentialId, {
      verb: 'withdraw',
      reason: '演示条例已经修改',
      ground: 'law-changed',
      basis: '演示条例第九条',
      compensation: '没有财产损失',
    })
    assert.equal((await ask(citizen('li'))).status, 'missing')
  })

  it('are found out when somebody changes the stored signature', async () => {
    const { credentialId, verifyCode } = await issue()
    await sql`update credentials.credential set signature = (select signature from credentials.credential
      where id <> ${credentialId} limit 1) where id = ${credentialId}`.execute(stage.db)
    const seen = await stage.credentials.verifyCode(realm, verifyCode)
    assert.equal(seen.genuine, false)
    assert.equal(seen.checks.find(({ key }) => key === 'record')?.ok, false)
  })

  it('keep names and ID numbers sealed at rest', async () => {
    const { rows } = await sql<{ row: string }>`select c::text as row from credentials.credential c`.execute(stage.db)
    assert.ok(rows.length > 0)
    const hex = Buffer.from('赵测试').toString('hex')
    for (const { row } of rows) assert.ok(!row.includes('赵测试') && !row.includes(hex))
  })

  it('leave a log that verifies from its leaves alone', async () => {
    await stage.sequence()
    const trust = {
      root: await stage.keys.root(realm),
      statement: (keyId: string) => stage.keys.statement(realm, keyId),
    }
    const report = await verifyLedger(stage.db, realm, trust)
    assert.deepEqual(report.faults, [])
    assert.ok(report.size > 60)
  })

  it('tell of a party whether it ever got another of the type, many parties at once', async () => {
    const { credentials } = stage
    const holder = 'party-of-one'
    const held = { holder: { ...draft().holder, partyId: holder } }
    const { number } = await issue(draft(held))
    const others = () =>
      Promise.all([
        credentials.holdsOther(realm, holder, licence.key, number),
        credentials.holdsOther(realm, 'nobody', licence.key, number),
        credentials.holdsOther(realm, holder, letter.key, ''),
      ])
    assert.deepEqual(await others(), [false, false, false])
    await issue(draft(held))
    assert.deepEqual(await others(), [true, false, false])
  })
})
