import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { eventually, findItem, talentAnswers } from './people.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))
const zt = join(root, 'platform/cli/main.ts')

// Past decisions are asked again: under their own version all are the same, under a draft it is said who would differ and why.
describe('past decisions asked again', () => {
  let city: City
  let home: string
  let draft: string
  const people: Record<string, Person> = {}
  const cases: { caseId: string; caseNo: string; who: string }[] = []

  before(async () => {
    city = await startCity()
    home = await mkdtemp(join(tmpdir(), 'zt-reruns-'))
    for (const name of [
      'wang.ceshi',
      'feng.yangli',
      'chen.yanshi',
      'yang.feng',
      'zhao.ceshi',
      'rs.jdg',
      'jdg',
      'rs.slg',
    ])
      people[name] = await signIn(city.url, name)
    const skill = { path: 'skill', skillLevel: 'skill-senior', otherProvince: false }
    const { placeKind, placeDivision, familyMoving } = talentAnswers
    const bees = { bees: 'chinese', distanceM: 150 }
    const firm = {
      composition: 'individual',
      useName: false,
      premisesKind: 'rented',
      scope: ['D001'],
      premisesAreaM2: 86.5,
    }
    await apply('wang.ceshi', '人才入户', talentAnswers)
    await apply('feng.yangli', '人才入户', talentAnswers)
    await apply('chen.yanshi', '人才入户', { ...skill, placeKind, placeDivision, familyMoving })
    await apply('yang.feng', '养蜂人登记', { ...bees, hives: 3 })
    await apply('yang.feng', '养蜂人登记', { ...bees, hives: 5 })
    await apply('zhao.ceshi', '个体工商户设立登记', firm)

    const rule = await readFile(join(root, 'packs/talent-settlement/rules/talent-settlement.dmn'), 'utf8')
    draft = join(home, 'talent-settlement.dmn')
    const limit = '<outputEntry id="parameters-1-4"><text>40</text>'
    assert.ok(rule.includes(limit))
    await writeFile(draft, rule.replace(limit, limit.replace('40', '30')))
  })
  after(async () => {
    await city.stop()
    await rm(home, { recursive: true, force: true })
  })

  async function apply(who: string, item: string, answers: Record<string, unknown>) {
    const person = people[who]!
    const started = await person.post('/applications', { itemId: await findItem(person, item), answers })
    assert.equal(started.status, 201, JSON.stringify(started.body))
    const path = `/applications/${started.body.id}`
    const confirm = (await person.get(path)).body.materials
      .filter((need: { submission: string; required: boolean }) => need.submission === 'confirm' && need.required)
      .map((need: { key: string }) => need.key)
    if (confirm.length > 0) await person.patch(path, { answers: {}, confirm })
    const { status, body } = await person.post(`${path}/submit`, { consent: true })
    assert.equal(status, 201, JSON.stringify(body))
    cases.push({ caseId: body.caseId, caseNo: body.caseNo, who })
  }

  async function command(...args: string[]) {
    const env = { ...process.env, DATABASE_URL: city.databaseUrl, ZT_DATA: city.dataDir }
    const { stdout } = await run(process.execPath, [zt, 'rules', ...args, '--json'], { env })
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  }

  const rerun = async (person: Person, input: Record<string, unknown>) => {
    const started = await person.post('/rule-reruns', { purpose: '比较年龄上限的修改', ...input })
    assert.equal(started.status, 202, JSON.stringify(started.body))
    return eventually(async () => {
      const { body } = await person.get(`/rule-reruns/${started.body.id}`)
      return body.state === 'done' || body.state === 'failed' ? body : undefined
    })
  }

  test('every decision of the city replays to the same answer, one by one and all at once', async () => {
    let decisions = 0
    for (const { caseId, who } of cases) {
      const { body } = await people[who]!.get(`/cases/${caseId}`)
      for (const { id } of body.decisions) {
        const replay = await people[who]!.get(`/cases/${caseId}/decisions/${id}/replay`)
        assert.deepEqual([replay.status, replay.body.same], [200, true], JSON.stringify(replay.body))
        decisions++
      }
    }
    assert.ok(decisions >= cases.length)
    const all = await command('replay')
    assert.deepEqual([all.state, all.total, all.seen, all.same], ['done', decisions, decisions, decisions])
  })

  test('a draft tells who would differ, from which rule on, and by which facts', async () => {
    const before = (await people['wang.ceshi']!.get(`/cases/${cases[0]!.caseId}`)).body
    const done = await rerun(people['rs.jdg']!, { rule: 'talent-settlement', draft: await readFile(draft, 'utf8') })
    // Who is over forty is denied as before, by another limit; who comes by skill is decided as before.
    assert.deepEqual([done.state, done.seen, done.differ, done.other, done.same], ['done', 3, 1, 1, 1])

    const { body } = await people['rs.jdg']!.get(`/rule-reruns/${done.id}/differences`)
    const [difference] = body.items
    assert.deepEqual([difference.caseNo, difference.before, difference.after], [cases[0]!.caseNo, 'grant', 'deny'])
    const [first, second] = difference.causes
    assert.equal(first.decision, 'parameters')
    assert.deepEqual([first.before[0].outputs.maxAge, first.after[0].outputs.maxAge], [40, 30])
    assert.equal(second.decision, 'ageLimit')
    assert.match(second.after[0].reason, /年龄/)
    assert.ok(second.given.some((input: { name: string; value: unknown }) => input.value === '1995-08-08'))

    const after = (await people['wang.ceshi']!.get(`/cases/${cases[0]!.caseId}`)).body
    assert.deepEqual([after.version, after.status, after.decisions], [before.version, before.status, before.decisions])
    const csv = await people['rs.jdg']!.get(`/rule-reruns/${done.id}/differences.csv`)
    assert.match(csv.body.toString(), new RegExp(`"${cases[0]!.caseNo}".*"grant","deny","`))
  })

  test('the person whose facts were read sees by whom and why', async () => {
    const { body } = await people['wang.ceshi']!.get('/me/read-log')
    const line = body.items.find((each: { purpose: string }) => each.purpose.includes('比较年龄上限的修改'))
    assert.ok(line, JSON.stringify(body.items[0]))
    assert.match(line.basis, /个人信息保护法/)
  })

  test('a post reaches the cases of its own offices, and results are their reader’s own', async () => {
    const other = await rerun(people.jdg!, { rule: 'talent-settlement', draft: await readFile(draft, 'utf8') })
    assert.deepEqual([other.state, other.total], ['done', 0])
    assert.equal((await people['rs.jdg']!.get(`/rule-reruns/${other.id}`)).status, 404)
    assert.equal(
      (await people['rs.slg']!.post('/rule-reruns', { rule: 'x', kept: true, purpose: '看看以前的决定' })).status,
      403,
    )
    assert.equal((await people.jdg!.delete(`/rule-reruns/${other.id}`)).status, 204)
    assert.equal((await people.jdg!.get(`/rule-reruns/${other.id}`)).status, 404)
  })

  test('a draft that is no rule is refused with its line, and one with a gap is re-run with a warning', async () => {
    const text = await readFile(draft, 'utf8')
    const bad = await people['rs.jdg']!.post('/rule-reruns', {
      rule: 'talent-settlement',
      draft: text.replace('age &gt; parameters.maxAge', 'age &gt; parameters.'),
      purpose: '比较年龄上限的修改',
    })
    assert.deepEqual([bad.status, bad.body.code], [422, 'reruns.bad-draft'])
    assert.match(JSON.stringify(bad.body), /第\d+行/)
    const gap = await rerun(people['rs.jdg']!, {
      rule: 'talent-settlement',
      draft: text.replace(/<rule id="parameters-rule-12">.*?<\/rule>/s, ''),
      from: '2000-01-01',
      to: '2000-12-31',
    })
    assert.equal(gap.total, 0)
    assert.ok(gap.findings.some((each: { code: string }) => each.code === 'rules.gap'))
  })

  test('the command says the same as the page', async () => {
    const done = await command('rerun', '--rule', 'talent-settlement', '--draft', draft)
    assert.deepEqual([done.state, done.total, done.differ], ['done', 3, 1])
    assert.equal(done.differences[0].caseNo, cases[0]!.caseNo)
  })
})
