import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sharedKey } from '../platform/kernel/http-signatures/index.ts'
import { type Mood, startProvince } from '../platform/testing/province-simulator.ts'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { act, findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'

const cli = fileURLToPath(new URL('../platform/cli/main.ts', import.meta.url))
const secret = Buffer.alloc(32, 9)

/** A9: rows projected from history go up in signed batches; silence is answered by sending again, a refusal by mending. */
describe('case data that goes up to the province', () => {
  const mood: Mood = {}
  let province: Awaited<ReturnType<typeof startProvince>>
  let city: City
  let folder: string
  let agent: Person
  let officials: Record<'slg' | 'shg' | 'supervisor', Person>
  let caseId: string
  let caseNo: string

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zt-exchange-'))
    province = await startProvince(sharedKey('441900', secret), mood)
    await writeFile(join(folder, 'key'), secret.toString('hex'))
    city = await startCity({ env: { ZT_PROVINCE_URL: province.url, ZT_PROVINCE_KEY_FILE: join(folder, 'key') } })
    agent = await signIn(city.url, 'shen.yangli')
    const [slg, shg, supervisor] = await Promise.all(['slg', 'shg', 'supervisor'].map((name) => signIn(city.url, name)))
    officials = { slg: slg!, shg: shg!, supervisor: supervisor! }
  })
  after(async () => {
    await city?.stop()
    await province?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  async function submit(): Promise<{ caseId: string; caseNo: string }> {
    const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    const onBehalfOf = await partyOf(agent, '测试餐饮店')
    const { body } = await agent.post('/applications', { itemId, onBehalfOf })
    await agent.patch(`/applications/${body.id}`, { answers: foodAnswers, confirm: ['rules'] })
    await agent.upload('PUT', `/applications/${body.id}/materials/layout`, '平面图.pdf', layoutPdf)
    return (await agent.post(`/applications/${body.id}/submit`, { consent: true })).body
  }

  /** The exchange looks every five seconds; twenty give it time on a busy machine. */
  async function soon<T>(ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
    for (let tries = 0; tries < 200; tries++) {
      const answer = await ask()
      if (answer !== undefined) return answer
      await new Promise((later) => setTimeout(later, 100))
    }
    throw new Error(
      `It did not come about: ${JSON.stringify((await officials.supervisor.get('/exchange/state')).body)}`,
    )
  }
  const arrived = (table: string, fits: (row: Record<string, string>) => boolean) =>
    soon(() => province.rows(table).find((row) => row.project_no === caseNo && fits(row)))

  test('an accepted case arrives under the national field names, every date in its form', async () => {
    ;({ caseId, caseNo } = await submit())
    await act(officials.slg, caseId, 'accept')
    const accept = await arrived('accept', () => true)
    assert.equal(accept.task_name, '食品经营许可（新办）')
    assert.equal(accept.applyer_type, '2')
    assert.match(accept.applyer_page_code ?? '', /^92441900/)
    assert.match(accept.accept_date ?? '', /^\d{8}T\d{6}$/)
    assert.match(accept.promise_date ?? '', /^\d{8}T235959$/)
    assert.match(accept.accept_doc_no ?? '', /./)
    assert.match(accept.org_code ?? '', /^11441900DEM/)
    assert.equal(accept.cd_operation, 'I')
    assert.match(accept.cd_batch ?? '', /^\d{14}$/)
    const process = await arrived('process', (row) => row.process_state === '2' && row.event_name === '通过')
    assert.match(process.event_start_time ?? '', /^\d{8}T\d{6}$/)
    await arrived('material', (row) => row.material_attach_name === '平面图.pdf')
  })

  test('only what changed goes up again, as a change', async () => {
    await act(officials.shg, caseId, 'propose', { reason: '材料齐全，请现场核查' })
    // The step of intake may have gone up as a change of its own before.
    const changed = await arrived('process', (row) => row.handle_explain === '材料齐全，请现场核查')
    assert.deepEqual([changed.cd_operation, changed.event_name], ['U', '通过'])
    const accepts = province.rows('accept').filter((row) => row.project_no === caseNo)
    assert.deepEqual(
      accepts.map((row) => row.cd_operation),
      ['I'],
      'the acceptance did not change',
    )
  })

  test('after silence the same batch is sent again, and counts once', async () => {
    mood.losesAnswer = true
    await submit()
    const silent = await soon(async () => {
      const { body } = await officials.supervisor.get('/exchange/state')
      return body.batches.find((each: { state: string }) => each.state === 'silent')
    })
    assert.ok(silent.answer && silent.nextAt, 'it says what came instead of a receipt, and when it goes on')
    mood.losesAnswer = false
    const { code, said } = await zt('exchange', 'send', '--json')
    assert.equal(code, 0, JSON.stringify(said))
    const { body } = await officials.supervisor.get('/exchange/state')
    assert.equal(body.batches.find((each: { no: string }) => each.no === silent.no).state, 'received')
    assert.deepEqual(
      province.log.filter(({ batch }) => batch === silent.no).map(({ again }) => again),
      [false, true],
    )
  })

  test('a refused row shows its reason and goes up again when told to', async () => {
    mood.refuse = (table) => (table === 'result' ? '省平台没有这个事项（模拟）' : undefined)
    const own = await submit()
    await act(officials.slg, own.caseId, 'refuse', { reason: '不属于本机关职权范围，请向有权机关申请' })
    const refused = await soon(async () => {
      const { body } = await officials.supervisor.get('/exchange/rows?state=refused')
      return body.items.find((row: { projectNo: string }) => row.projectNo === own.caseNo)
    })
    assert.equal(refused.reason, '省平台没有这个事项（模拟）')
    assert.equal(refused.fields.result_type, '不予受理')
    delete mood.refuse
    const { body } = await officials.supervisor.post('/exchange/resends', { keys: [refused.key] })
    assert.equal(body.rows, 1)
    await soon(async () => {
      const { body: page } = await officials.supervisor.get(`/exchange/rows?table=result&q=${own.caseNo}`)
      return page.items[0]?.state === 'received' || undefined
    })
  })

  test('a rating goes up as its own row and in the result row; supervisors see rows with persons masked, others none', async () => {
    const own = await submit()
    await act(officials.slg, own.caseId, 'refuse', { reason: '不属于本机关职权范围，请向有权机关申请' })
    await agent.post(`/cases/${own.caseId}/rating`, { level: 2, channel: 'mobile', text: '等得不久' })
    await soon(() => province.rows('result').find((row) => row.project_no === own.caseNo && row.satisfaction === '2'))
    const said = await soon(() => province.rows('evaluation').find((row) => row.project_no === own.caseNo))
    assert.deepEqual(
      [said.evaluate_stage, said.evaluate_channel, said.evaluate_times, said.satisfaction, said.evaluate_text],
      ['2', '2', '1', '2', '等得不久'],
    )
    assert.match(said.evaluate_time ?? '', /^\d{8}T\d{6}$/)
    assert.match(said.division_code ?? '', /^4419/)
    const { body } = await officials.supervisor.get(`/exchange/rows?table=accept&q=${caseNo}`)
    assert.doesNotMatch(JSON.stringify(body), /测试餐饮店|92441900MADEM00115/)
    const csv = await officials.supervisor.get('/exchange/rows.csv?table=accept')
    assert.match(csv.body.toString(), /^\ufeff"project_no","catalog_code"/)
    assert.equal((await officials.slg.get('/exchange/rows')).status, 403)
  })

  test('all rows are made anew from history by command, and what is the same is not sent again', async () => {
    const before = province.log.length
    const { code, said } = await zt('exchange', 'rebuild', '--json')
    assert.equal(code, 0, JSON.stringify(said))
    assert.ok(said.cases >= 4)
    await soon(async () => (await officials.supervisor.get('/exchange/state')).body.casesBehind === 0 || undefined)
    assert.equal(said.made, 0, 'nothing changed, so nothing goes up')
    assert.equal(province.log.length, before)
  })

  async function zt(...args: string[]) {
    const child = spawn(process.execPath, [cli, ...args], {
      env: {
        ...process.env,
        DATABASE_URL: city.databaseUrl,
        ZT_DATA: city.dataDir,
        ZT_PROVINCE_URL: province.url,
        ZT_PROVINCE_KEY_FILE: join(folder, 'key'),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let out = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text
    })
    const [code] = await once(child, 'close')
    return { code, said: JSON.parse(out.trim().split('\n').at(-1) ?? '{}') }
  }
})
