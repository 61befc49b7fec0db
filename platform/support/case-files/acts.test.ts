import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actDigest, type ProvenStep } from '#support/cases/index.ts'
import { groupActs, withheldFrom } from './acts.ts'

const step = (seq: number, at: string, more: Partial<ProvenStep> = {}): ProvenStep => ({
  case_id: 'c',
  seq,
  at,
  verb: 'accept',
  node: null,
  name: '受理',
  account_id: 'a',
  actor_name: '甲',
  actor_kind: 'official',
  unit: '局',
  on_behalf_of: null,
  reason: null,
  status_before: null,
  status_after: 'accepted',
  input_digest: '00',
  data: null,
  public: true,
  ...more,
})
const known = (...acts: ProvenStep[][]) => new Set(acts.map((act) => actDigest(act).toString('hex')))
const seqs = (acts: { steps: ProvenStep[] }[]) => acts.map((act) => act.steps.map(({ seq }) => seq))

test('steps of one instant are one act, and two acts of one instant are told apart by the log', () => {
  const [a, b, c, d] = [step(1, 't1'), step(2, 't1'), step(3, 't2'), step(4, 't2')]
  const steps = [a!, b!, c!, d!]
  assert.deepEqual(seqs(groupActs(steps, known([a!, b!], [c!], [d!]))), [[1, 2], [3], [4]])
  assert.deepEqual(seqs(groupActs(steps, known([a!, b!], [c!, d!]))), [
    [1, 2],
    [3, 4],
  ])
})

test('a history the log does not know stays one act whose digest nobody wrote', () => {
  const steps = [step(1, 't1'), step(2, 't1')]
  const [act] = groupActs(steps, new Set())
  assert.deepEqual(act?.steps, steps)
})

test('any member that changes changes the digest', () => {
  const one = actDigest([step(1, 't')]).toString('hex')
  for (const change of [{ reason: '因为' }, { data: { a: 1 } }, { public: false }, { actor_name: '乙' }])
    assert.notEqual(actDigest([step(1, 't', change)]).toString('hex'), one)
})

test('the applicant reads no official’s name and no inner step; officials read all', () => {
  const [own, officer, inner] = [
    { digest: '', steps: [step(1, 't', { actor_kind: 'citizen' })] },
    { digest: '', steps: [step(2, 't')] },
    { digest: '', steps: [step(3, 't', { actor_kind: 'system', public: false })] },
  ]
  assert.deepEqual(
    [own, officer, inner].map((act) => withheldFrom(true, act) !== undefined),
    [false, true, true],
  )
  assert.equal(withheldFrom(false, inner), undefined)
})
