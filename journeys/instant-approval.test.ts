import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { eventually, findItem, talentAnswers } from './people.ts'

const zt = fileURLToPath(new URL('../platform/cli/main.ts', import.meta.url))
const run = promisify(execFile)

// 秒批: decided on submission with no person, shown in plain words, replayed to the same answer, verified offline.
describe('instant approval in one breath', () => {
  let city: City
  let talent: Person
  let itemId: string

  before(async () => {
    city = await startCity()
    talent = await signIn(city.url, 'wang.ceshi')
    itemId = await findItem(talent, '人才入户')
  })
  after(() => city.stop())

  async function apply(person: Person, answers: Record<string, unknown> = talentAnswers) {
    const started = await person.post('/applications', { itemId, answers, confirm: ['promise'] })
    assert.equal(started.status, 201, JSON.stringify(started.body))
    return person.post(`/applications/${started.body.id}/submit`, { consent: true })
  }

  test('an applicant who meets every condition is approved on submission, with reasons, sources and basis', async () => {
    const { status, body } = await apply(talent)
    assert.equal(status, 201, JSON.stringify(body))
    assert.deepEqual([body.status, body.outcome, body.automatic], ['closed', 'granted', true])

    const seen = await talent.get(`/cases/${body.caseId}`)
    const [decision] = seen.body.decisions
    assert.equal(decision.proposal, false)
    assert.ok(decision.reasons.length >= 3 && decision.reasons.every((each: { reason: string }) => each.reason))
    assert.ok(decision.reasons.some((each: { basis?: string }) => each.basis))
    assert.ok(
      decision.inputs.some(
        (input: { sourceLabel: string }) => input.sourceLabel === '社保库' || input.sourceLabel.includes('社保'),
      ),
    )

    const replay = await talent.get(`/cases/${body.caseId}/decisions/${decision.id}/replay`)
    assert.equal(replay.body.same, true)
  })

  test('the approval verifies offline with a bundle and a command, and a changed one does not', async () => {
    const { body } = await apply(talent)
    const { body: credentials } = await talent.get(`/credentials?caseId=${body.caseId}`)
    const bundle = await eventually(async () => {
      const answer = await talent.get(`/credentials/${credentials.items[0].id}/bundle`)
      return answer.status === 200 && answer.body.proof ? answer.body : undefined
    })
    const file = join(city.dataDir, 'bundle.json')
    await writeFile(file, JSON.stringify(bundle))
    const good = await run(process.execPath, [zt, 'verify', file, '--json'])
    assert.equal(JSON.parse(good.stdout.trim().split('\n').at(-1)!).ok, true)

    await writeFile(file, JSON.stringify(bundle).replace('王测试', '汪测试'))
    await assert.rejects(run(process.execPath, [zt, 'verify', file]))
  })

  test('an automatic no is a proposal to a person, never a refusal', async () => {
    const settled = await signIn(city.url, 'shen.yangli')
    const { body } = await apply(settled)
    assert.deepEqual([body.status, body.outcome, body.automatic], ['submitted', undefined, false], JSON.stringify(body))

    const officer = await signIn(city.url, 'rs.slg')
    const seen = await officer.get(`/cases/${body.caseId}`)
    assert.equal(seen.body.decisions[0].outcome, 'deny')
    assert.ok(seen.body.may.some((may: { verb: string }) => may.verb === 'accept'))
  })

  test('a register that does not answer is not a no: it waits for a person', async () => {
    const silent = await signIn(city.url, 'wei.shiban')
    const { status, body } = await apply(silent)
    assert.equal(status, 201, JSON.stringify(body))
    assert.equal(body.status, 'submitted')
    const officer = await signIn(city.url, 'rs.slg')
    assert.notEqual((await officer.get(`/cases/${body.caseId}`)).body.decisions[0].outcome, 'deny')
  })
})
