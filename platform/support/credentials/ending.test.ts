import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { inTransaction } from '#ground/database/index.ts'
import { systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { citizen, draft, official, openStage, realm } from '#testing/credential-stage.ts'
import type { CredentialAct } from './contract.ts'
import { checkEnding, endingOf } from './ending.ts'

const act = (verb: CredentialAct['verb'], more: Partial<CredentialAct> = {}): CredentialAct => ({
  verb,
  reason: '经查属实（演示）',
  ...more,
})
const day = '2026-11-22'
const faultsOf = (given: CredentialAct, status: Parameters<typeof checkEnding>[1] = 'valid'): string[] => {
  try {
    checkEnding('licence', status, given, day)
    return []
  } catch (error) {
    return (error as Refusal).details.faults!.map(({ pointer }) => pointer)
  }
}

describe('ending a licence', () => {
  it('asks of each of the four acts what its article asks', () => {
    assert.deepEqual(faultsOf(act('withdraw')), ['/basis', '/compensation', '/ground'])
    assert.deepEqual(faultsOf(act('annul')), ['/basis', '/ground'])
    assert.deepEqual(faultsOf(act('revoke')), ['/basis', '/hearing', '/ground'])
    assert.deepEqual(faultsOf(act('cancel')), ['/basis', '/ground'])
    assert.deepEqual(faultsOf(act('suspend')), [])
    assert.deepEqual(faultsOf(act('annul', { basis: '第六十九条', ground: 'law-changed' })), ['/ground'])
  })

  it('strikes off as expired only what has expired, and as ended only what was ended before', () => {
    const cancel = (ground: string) => act('cancel', { basis: '第七十条', ground })
    assert.deepEqual(faultsOf(cancel('expired')), ['/ground'])
    assert.deepEqual(faultsOf(cancel('expired'), 'expired'), [])
    assert.deepEqual(faultsOf(cancel('ended')), ['/ground'])
    assert.deepEqual(faultsOf(cancel('ended'), 'annulled'), [])
    assert.deepEqual(faultsOf(cancel('firm-gone')), [])
  })

  it('asks nothing of letters and certificates, and has a paper for each act of its own', () => {
    assert.equal(checkEnding('letter', 'valid', act('annul'), day), undefined)
    const letters = (['withdraw', 'annul', 'revoke', 'cancel'] as const).map((verb) => endingOf(verb, day)!.letter)
    assert.equal(new Set(letters).size, 4)
  })
})

describe('a licence that is ended', () => {
  let stage: Awaited<ReturnType<typeof openStage>>
  const decider = official('jdg', ['decider'])
  before(async () => {
    stage = await openStage()
  })
  after(() => stage.close())
  const issue = () => inTransaction(stage.db, (tx) => stage.credentials.issue(tx, systemActor(realm), draft()))

  it('leaves a numbered, sealed decision to its holder, and a step that names ground and basis', async () => {
    const { credentialId, number } = await issue()
    const fraud = act('annul', { ground: 'fraud', basis: '《行政许可法》第六十九条第二款' })
    const { credential, steps, may, endings } = await stage.credentials.act(decider, credentialId, fraud)
    assert.equal(credential.status, 'annulled')
    const [step] = steps
    assert.equal(step!.ground, '被许可人以欺骗、贿赂等不正当手段取得')
    assert.match(step!.paper!.number, /^撤销〔2026〕第\d{6}号$/)
    const paper = await stage.credentials.get(citizen('zhao'), step!.paper!.id)
    assert.match(String(paper.credential.record.elements.certificate), new RegExp(number))
    assert.match(String(paper.credential.record.elements.reason), /欺骗[\s\S]*经查属实/)

    assert.deepEqual(may, ['cancel'])
    assert.ok(endings[0]!.grounds.some(({ key }) => key === 'ended'))
    const struck = act('cancel', { ground: 'ended', basis: '《行政许可法》第七十条第四项' })
    assert.equal((await stage.credentials.act(decider, credentialId, struck)).credential.status, 'cancelled')
  })

  it('is refused and unchanged when the law’s own words are missing', async () => {
    const { credentialId } = await issue()
    await assert.rejects(
      stage.credentials.act(decider, credentialId, act('withdraw')),
      (error) => error instanceof Refusal && error.code === 'credentials.ending',
    )
    assert.equal((await stage.credentials.get(decider, credentialId)).credential.status, 'valid')
  })
})
