import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { act, eventually, findItem, talentAnswers } from './people.ts'

const run = promisify(execFile)
const zt = fileURLToPath(new URL('../platform/cli/main.ts', import.meta.url))
const packs = fileURLToPath(new URL('../packs', import.meta.url))

// A new version of a rule computes without end: the applicant is not made to wait, nothing is granted, an officer decides.
describe('a rule that explodes', () => {
  let city: City
  let home: string
  let applicant: Person
  let caseId: string
  const said: string[] = []

  before(async () => {
    city = await startCity({ onLog: (line) => said.push(line) })
    home = await mkdtemp(join(tmpdir(), 'zt-exploding-'))
    await explode('count(for i in 1..1000000000 return i) = 0', 3)
    applicant = await signIn(city.url, 'wang.ceshi')
  })
  after(async () => {
    await city.stop()
    await rm(home, { recursive: true, force: true })
  })

  /** Installs a version of the rule that asks this on its way. */
  async function explode(bomb: string, version: number): Promise<void> {
    await rm(home, { recursive: true, force: true })
    await cp(packs, home, { recursive: true })
    const change = async (file: string, from: string | RegExp, to: string) => {
      const path = join(home, 'talent-settlement', file)
      const text = await readFile(path, 'utf8')
      assert.notEqual(
        text.replace(from, () => to),
        text,
        `${from} stands in ${file}`,
      )
      await writeFile(
        path,
        text.replace(from, () => to),
      )
    }
    const rule = 'rules/talent-settlement.dmn'
    await change(rule, 'zt:versionTag="2"', `zt:versionTag="${version}"`)
    await change(rule, '[residence, qualification,', `if ${bomb} then [] else [residence, qualification,`)
    await change('pack.yaml', /^version: .*$/m, `version: 9.0.${version}`)
    const env = { ...process.env, DATABASE_URL: city.databaseUrl, ZT_DATA: city.dataDir }
    await run(process.execPath, [zt, 'pack', 'install', join(home, 'talent-settlement')], { env })
  }

  async function apply() {
    const itemId = await findItem(applicant, '人才入户')
    const started = await applicant.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    assert.equal(started.status, 201, JSON.stringify(started.body))
    const before = performance.now()
    const { status, body } = await applicant.post(`/applications/${started.body.id}/submit`, { consent: true })
    assert.equal(status, 201, JSON.stringify(body))
    assert.ok(performance.now() - before < 10_000)
    assert.deepEqual([body.status, body.outcome, body.automatic], ['submitted', undefined, false])
    return body.caseId as string
  }

  test('is stopped within seconds; the application is taken in and waits for a person', async () => {
    caseId = await apply()
    const credentials = await applicant.get(`/credentials?caseId=${caseId}`)
    assert.deepEqual(credentials.body.items, [], 'nothing was issued')
  })

  test('the officer finds it in the to-do list with the reason, and decides', async () => {
    const officer = await signIn(city.url, 'rs.slg')
    const todo = await officer.get('/tasks')
    assert.ok(todo.body.items.some((each: { caseId: string }) => each.caseId === caseId))
    const { body } = await officer.get(`/cases/${caseId}`)
    const [decision] = body.decisions
    assert.deepEqual([decision.outcome, decision.ruleVersion], ['human', 3])
    assert.match(JSON.stringify(decision.reasons), /规则没有在规定的计算量内得出结论/)
    const replay = await officer.get(`/cases/${caseId}/decisions/${decision.id}/replay`)
    assert.equal(replay.body.same, true)
    const accepted = await act(officer, caseId, 'accept')
    assert.deepEqual([accepted.status, accepted.body.status], [200, 'reviewing'])
  })

  test('the operator is told by a metric and a line of the log', async () => {
    const metrics = await (await fetch(`${city.url}/metrics`)).text()
    const stops = Number(/^zt_rule_stops_total\{rule="talent-settlement"\} (\d+)$/m.exec(metrics)?.[1])
    assert.ok(stops >= 1, metrics.match(/^zt_rule.*$/gm)?.join('\n'))
    await eventually(async () => said.find((line) => /stopped by its budget/.test(line)))
  })

  for (const [number, [what, bomb]] of [
    [
      'doubles a text',
      'string length((for i in 1..100 return if i = 1 then "xxxxxxxxxx" else partial[-1] + partial[-1])[-1]) = 0',
    ],
    [
      'doubles a list',
      'count((for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1]))[-1]) = 0',
    ],
    ['nests a context', 'string((for i in 1..60 return {a: partial[-1], b: partial[-1]})[-1]) = ""'],
    ['calls itself without end', '{f: function(n) f(n + 1), r: f(1)}.r = 0'],
    ['backtracks in a pattern', 'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a|aa)+b") = true'],
  ].entries())
    test(`one that ${what} is stopped as well, and the platform goes on`, async () => {
      await explode(bomb!, 4 + number)
      // Processes learn of a new version within seconds.
      await new Promise((later) => setTimeout(later, 6_000))
      const { body } = await (await signIn(city.url, 'rs.slg')).get(`/cases/${await apply()}`)
      assert.deepEqual([body.decisions[0].outcome, body.decisions[0].ruleVersion], ['human', 4 + number])
      assert.equal((await fetch(`${city.url}/readyz`)).status, 200)
    })
})
