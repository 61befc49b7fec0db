import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readZip, zipOf } from '../platform/kernel/zip.ts'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { act, eventually, findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'

const cli = fileURLToPath(new URL('../platform/cli/main.ts', import.meta.url))

/** 案卷: one download holds the whole case, and anybody can check it without us. */
describe('a case file that is taken away whole', () => {
  let city: City
  let folder: string
  let agent: Person
  let intake: Person
  let reviewer: Person
  let caseId: string
  let archive: Buffer

  before(async () => {
    city = await startCity()
    folder = await mkdtemp(join(tmpdir(), 'zt-case-file-'))
    ;[agent, intake, reviewer] = (await Promise.all(
      ['shen.yangli', 'slg', 'shg'].map((name) => signIn(city.url, name)),
    )) as [Person, Person, Person]
    const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    const onBehalfOf = await partyOf(agent, '测试餐饮店')
    const { body } = await agent.post('/applications', { itemId, onBehalfOf })
    await agent.patch(`/applications/${body.id}`, { answers: foodAnswers, confirm: ['rules'] })
    await agent.upload('PUT', `/applications/${body.id}/materials/layout`, '平面图.pdf', layoutPdf)
    caseId = (await agent.post(`/applications/${body.id}/submit`, { consent: true })).body.caseId
    await act(intake, caseId, 'accept')
    await act(reviewer, caseId, 'propose', { reason: '材料齐全，请现场核查' })
  })
  after(async () => {
    await city?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  async function takeAway(person: Person, purpose: string): Promise<Buffer> {
    const asked = await person.post(`/cases/${caseId}/files`, { purpose })
    assert.equal(asked.status, 202, JSON.stringify(asked.body))
    await eventually(async () => {
      const { body } = await person.get(`/case-files/${asked.body.id}`)
      assert.notEqual(body.state, 'failed')
      return body.state === 'ready' ? body : undefined
    })
    const { status, body } = await person.get(`/case-files/${asked.body.id}/archive`)
    assert.equal(status, 200)
    return body as unknown as Buffer
  }

  async function verify(name: string, bytes: Uint8Array, more: string[] = []) {
    const path = join(folder, name)
    await writeFile(path, bytes)
    const child = spawn(process.execPath, [cli, 'verify', path, '--json', ...more], {
      // Nothing of the city is within reach: no database, no data folder, no network needed.
      env: { PATH: process.env.PATH, HOME: folder, ZT_DATA: join(folder, 'nothing') },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let out = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text
    })
    const [code] = await once(child, 'close')
    return { code, said: JSON.parse(out.trim().split('\n').at(-1) ?? '{}') }
  }

  const files = (bytes: Buffer) => new Map(readZip(bytes).map((entry) => [entry.path, Buffer.from(entry.bytes)]))

  test('the official takes it away with a purpose; data, papers, materials and proofs are in it', async () => {
    assert.equal((await reviewer.post(`/cases/${caseId}/files`, {})).status, 422, 'no purpose, no file')
    archive = await takeAway(reviewer, '行政复议机关调阅')
    const found = files(archive)
    const manifest = JSON.parse(found.get('manifest.json')!.toString())
    assert.deepEqual([manifest.madeFor, manifest.purpose], ['official', '行政复议机关调阅'])
    const paths = [...found.keys()]
    for (const part of ['case.pdf', 'data/case.json', 'data/case.schema.json', 'data/history.json'])
      assert.ok(paths.includes(part), part)
    assert.ok(paths.some((path) => path.startsWith('materials/') && path.endsWith('.pdf')))
    const [paper] = paths.filter((path) => path.startsWith('credentials/') && path.endsWith('.pdf'))
    assert.equal(found.get(paper!)!.subarray(0, 5).toString(), '%PDF-')
    assert.equal(found.get('case.pdf')!.subarray(0, 5).toString(), '%PDF-')
    assert.doesNotMatch(found.get('data/case.json')!.toString(), /999900199401010080/, 'masked as on the page')
  })

  test('anybody checks it offline, with the root they trust', async () => {
    const { body: keys } = await personAt(city.url).get('/log/keys')
    await writeFile(join(folder, 'root.json'), JSON.stringify(keys))
    const { code, said } = await verify('whole.zip', archive, ['--root', join(folder, 'root.json')])
    assert.equal(code, 0, JSON.stringify(said))
    const open = said.checks.filter((check: { open?: boolean }) => check.open)
    assert.deepEqual(open, [], 'every proof is there')
    assert.ok(said.checks.some((check: { key: string }) => check.key === 'credential'))
  })

  test('a file that was changed, left out or put in, or a history that was told otherwise, is noticed', async () => {
    const at = new Date()
    const changed = async (change: (all: Map<string, Buffer>) => void) => {
      const all = files(archive)
      change(all)
      const parts: Uint8Array[] = []
      for await (const part of zipOf(
        [...all].map(([path, bytes]) => ({ path, bytes })),
        at,
      ))
        parts.push(part)
      return Buffer.concat(parts)
    }
    const faultOf = async (name: string, bytes: Uint8Array) => {
      const { code, said } = await verify(name, bytes)
      assert.equal(code, 1)
      return said.checks?.filter((check: { ok: boolean }) => !check.ok).map((check: { key: string }) => check.key)
    }
    const material = [...files(archive).keys()].find((path) => path.startsWith('materials/'))!
    const swapped = await changed((all) => all.set(material, Buffer.from('%PDF-1.4 another')))
    assert.deepEqual(await faultOf('swapped.zip', swapped), ['files'])
    assert.deepEqual(await faultOf('less.zip', await changed((all) => all.delete(material))), ['files'])
    assert.deepEqual(await faultOf('more.zip', await changed((all) => all.set('x.txt', Buffer.from('x')))), ['files'])
    const retold = await changed((all) => {
      const history = JSON.parse(all.get('data/history.json')!.toString())
      history.acts.at(-1).steps[0].reason = '另一个理由'
      all.set('data/history.json', Buffer.from(JSON.stringify(history)))
    })
    assert.deepEqual(await faultOf('retold.zip', retold), ['files', 'history'])
    const renamed = await changed((all) => {
      const manifest = JSON.parse(all.get('manifest.json')!.toString())
      all.set('manifest.json', Buffer.from(JSON.stringify({ ...manifest, purpose: '别的目的' })))
    })
    assert.deepEqual(await faultOf('renamed.zip', renamed), ['manifest'])
    const broken = Buffer.from(archive)
    broken[200]! ^= 1
    assert.equal((await verify('broken.zip', broken)).code, 1)
  })

  test('the applicant takes away their own: whole in its proofs, without the names of officials', async () => {
    const own = await takeAway(agent, '自己留存')
    const { code } = await verify('own.zip', own)
    assert.equal(code, 0)
    const history = JSON.parse(files(own).get('data/history.json')!.toString())
    assert.ok(history.acts.some((each: { withheld?: string }) => each.withheld))
    assert.doesNotMatch(JSON.stringify(history), /许立夏演示/)
    assert.match(files(own).get('data/case.json')!.toString(), /999900199401010080/, 'their own numbers are theirs')
  })

  test('who may not, does not; what one asked for nobody else fetches; each is logged with its purpose', async () => {
    const purpose = '核对材料'
    assert.equal((await intake.post(`/cases/${caseId}/files`, { purpose })).body.code, 'cases.export-forbidden')
    for (const name of ['li.xugou', 'rs.jdg', 'admin'])
      assert.equal((await (await signIn(city.url, name)).post(`/cases/${caseId}/files`, { purpose })).status, 404, name)
    const { body: mine } = await reviewer.get(`/cases/${caseId}/files`)
    for (const person of [agent, await signIn(city.url, 'jdg')])
      assert.equal((await person.get(`/case-files/${mine.items[0].id}/archive`)).status, 404)
    const audit = await signIn(city.url, 'audit')
    const lines = await eventually(async () => {
      const { body } = await audit.get(`/audit?objectId=${caseId}&limit=50`)
      const actions = body.items?.map((line: { entry: { action: string; purpose: string } }) => line.entry)
      return actions?.some((entry: { action: string }) => entry.action === 'case-files.fetch') ? actions : undefined
    })
    assert.ok(lines.some((entry: { purpose: string }) => entry.purpose === '行政复议机关调阅'))
  })
})
