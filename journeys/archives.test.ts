import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sharedKey } from '../platform/kernel/http-signatures/index.ts'
import { readZip, zipOf } from '../platform/kernel/zip.ts'
import { type ArchiveView, checkPackage } from '../platform/support/archives/index.ts'
import type { RootKeys } from '../platform/support/keys/index.ts'
import { type ArchiveMood, startArchive } from '../platform/testing/archive-simulator.ts'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { act, eventually, findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'

const secret = Buffer.alloc(32, 7)

/** C24: a closed case is filed under a period, checked in four natures, and handed over against a receipt. */
describe('closed cases that go to the archive', () => {
  const mood: ArchiveMood = {}
  let archive: Awaited<ReturnType<typeof startArchive>>
  let city: City
  let folder: string
  let agent: Person
  let keeper: Person
  let root: RootKeys
  let caseId: string
  let id: string
  let packed: Buffer

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zt-archive-'))
    archive = await startArchive(sharedKey('441900', secret), mood)
    await writeFile(join(folder, 'key'), secret.toString('hex'))
    city = await startCity({ env: { ZT_ARCHIVE_URL: archive.url, ZT_ARCHIVE_KEY_FILE: join(folder, 'key') } })
    ;[agent, keeper] = (await Promise.all(['shen.yangli', 'dag'].map((name) => signIn(city.url, name)))) as [
      Person,
      Person,
    ]
    root = (await personAt(city.url).get('/log/keys')).body.root
  })
  after(async () => {
    await city?.stop()
    await archive?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  async function closedCase(): Promise<string> {
    const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    const onBehalfOf = await partyOf(agent, '测试餐饮店')
    const { body } = await agent.post('/applications', { itemId, onBehalfOf })
    await agent.patch(`/applications/${body.id}`, { answers: foodAnswers, confirm: ['rules'] })
    await agent.upload('PUT', `/applications/${body.id}/materials/layout`, '平面图.pdf', layoutPdf)
    const submitted = await agent.post(`/applications/${body.id}/submit`, { consent: true })
    const { status, body: said } = await act(agent, submitted.body.caseId, 'withdraw', { reason: '暂时不办了' })
    assert.equal(status, 200, JSON.stringify(said))
    return submitted.body.caseId
  }

  const fileOf = (of: string) =>
    eventually(async () => {
      const { body } = await keeper.get('/archives?limit=100')
      return body.items.find((each: { caseId: string }) => each.caseId === of)?.id as string | undefined
    })
  const get = async (of: string): Promise<ArchiveView> => (await keeper.get(`/archives/${of}`)).body
  const until = (of: string, fits: (file: ArchiveView) => boolean) =>
    eventually(async () => {
      const file = await get(of)
      return fits(file) ? file : undefined
    })
  async function doing(of: string, verb: string, reason = '演示') {
    const { status, body } = await keeper.post(`/archives/${of}/acts`, { verb, reason })
    assert.equal(status, 200, JSON.stringify(body))
  }
  async function filed(): Promise<string> {
    const of = await fileOf(await closedCase())
    await doing(of, 'file')
    await until(of, ({ state }) => state === 'filed')
    return of
  }

  test('a case that is closed waits to be filed, and the archivist files it before its day', async () => {
    caseId = await closedCase()
    id = await fileOf(caseId)
    assert.equal((await get(id)).state, 'waiting')
    await doing(id, 'file', '年度归档')
    const file = await until(id, ({ state }) => state === 'filed' || state === 'failed')
    assert.deepEqual(
      file.report?.checks.filter(({ ok }) => !ok),
      [],
      'every check holds',
    )
    assert.equal(file.state, 'filed')
    assert.deepEqual(
      [...new Set(file.report?.checks.map(({ nature }) => nature))],
      ['authenticity', 'integrity', 'usability', 'safety'],
    )
  })

  test('it is classified under a retention period of dated data, with an archive number', async () => {
    const file = await get(id)
    const year = Number(file.closedAt.slice(0, 4))
    assert.match(file.archiveNo ?? '', /^Z900-YW·\d{4}-D10-ZWFW-\d{4}$/)
    assert.equal(file.retention, 'D10', 'a withdrawn case is kept for ten years')
    const filedUnder = Number(file.archiveNo?.slice(8, 12))
    assert.ok(filedUnder === year || filedUnder === year + 1, 'the year of the city’s date')
    assert.equal(file.keepUntil, `${filedUnder + 10}-12-31`)
    assert.equal(file.handOverOn, `${filedUnder + 21}-01-01`)
    assert.equal(file.appraisalDue, false)
  })

  test('it is captured with metadata and signed by the seal of the office, unmasked, and checked by anybody', async () => {
    const { status, body } = await keeper.get(`/archives/${id}/package?purpose=${encodeURIComponent('核对归档质量')}`)
    assert.equal(status, 200)
    packed = body as unknown as Buffer
    const { report, manifest } = checkPackage(packed, new Date(), root)
    assert.ok(report.passed, JSON.stringify(report.checks.filter(({ ok }) => !ok)))
    assert.equal(manifest?.caseId, caseId)
    const all = files(packed)
    assert.match(all.get('metadata.xml')!.toString(), /name="保管期限">D10</)
    assert.match(all.get('content/data/case.json')!.toString(), /999900199401010080/, 'numbers as they were decided on')
    const audit = await signIn(city.url, 'audit')
    const lines = await eventually(async () => {
      const { body: said } = await audit.get(`/audit?objectId=${id}&limit=50`)
      const found = said.items?.map((line: { entry: { action: string; purpose: string } }) => line.entry)
      return found?.some((entry: { action: string }) => entry.action === 'archives.export') ? found : undefined
    })
    assert.ok(lines.some(({ purpose }: { purpose: string }) => purpose === '核对归档质量'))
  })

  const files = (bytes: Buffer) => new Map(readZip(bytes).map((entry) => [entry.path, Buffer.from(entry.bytes)]))
  const changedJson = (bytes: Buffer, change: (value: Record<string, never>) => object) =>
    Buffer.from(JSON.stringify(change(JSON.parse(bytes.toString()))))
  const material = (all: Map<string, Buffer>) => [...all.keys()].find((path) => path.startsWith('content/materials/'))!
  const set = (path: string, change: (value: Record<string, never>) => object) => (all: Map<string, Buffer>) =>
    all.set(path, changedJson(all.get(path)!, change))
  const replaced = (bytes: string | Buffer) => (all: Map<string, Buffer>) => all.set(material(all), Buffer.from(bytes))

  const spoils: [rule: string, what: string, spoil: (all: Map<string, Buffer>) => unknown][] = [
    ['A1', 'the manifest says another title', set('manifest.json', (value) => ({ ...value, title: '另一个题名' }))],
    [
      'A2',
      'the key is said to be somebody else’s',
      set('signature.json', (value: Record<string, never>) => {
        const { key } = value as unknown as { key: { body: object } }
        return { ...value, key: { ...key, body: { ...key.body, subject: { name: '别的单位' } } } }
      }),
    ],
    ['A3', 'a material is another file', replaced('%PDF-1.4 another\n%%EOF\n')],
    [
      'A4',
      'the metadata name another period',
      (all) => all.set('metadata.xml', Buffer.from(all.get('metadata.xml')!.toString().replace('>D10<', '>Y<'))),
    ],
    [
      'A5',
      'the history was told otherwise',
      set('content/data/history.json', (value) => {
        const history = value as unknown as { acts: { steps: { reason: string }[] }[] }
        history.acts.at(-1)!.steps[0]!.reason = '另一个理由'
        return history
      }),
    ],
    ['I0', 'the data of the case are gone', (all) => all.delete('content/data/case.json')],
    ['I1', 'a file was put in', (all) => all.set('content/more.txt', Buffer.from('x'))],
    ['I2', 'the paper of the case is gone', (all) => all.delete('content/case.pdf')],
    ['I3', 'the case is not closed', set('content/data/case.json', (value) => ({ ...value, status: 'accepted' }))],
    ['I4', 'a material is gone', (all) => all.delete(material(all))],
    ['U1', 'a material is of no format that is kept', replaced(Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]))],
    ['U2', 'a material breaks off', replaced('%PDF-1.4 cut off')],
    ['U2', 'a material is encrypted', replaced('%PDF-1.4\ntrailer<</Encrypt 5 0 R>>\n%%EOF\n')],
    ['S1', 'a name leads outside', (all) => all.set('content/../../evil.txt', Buffer.from('x'))],
    ['S2', 'a material is a program', replaced('MZ program')],
    [
      'S3',
      'a material runs by itself',
      replaced('%PDF-1.4\n1 0 obj<</S/Java#53cript/JS(app.alert(1))>>endobj\n%%EOF\n'),
    ],
  ]
  for (const [rule, what, spoil] of spoils)
    test(`check ${rule} fails where ${what}`, async () => {
      const all = files(packed)
      spoil(all)
      const parts: Uint8Array[] = []
      for await (const part of zipOf(
        [...all].map(([path, bytes]) => ({ path, bytes })),
        new Date(),
      ))
        parts.push(part)
      const { report } = checkPackage(Buffer.concat(parts), new Date(), root)
      assert.equal(report.passed, false)
      const failed = report.checks.filter(({ ok }) => !ok).map((each) => each.rule)
      assert.ok(failed.includes(rule), `${rule} is not among ${failed.join(' ')}`)
    })

  test('a package under a root that is not trusted is not authentic', () => {
    const stranger = { ...root, keyId: '0'.repeat(root.keyId.length) }
    const { report } = checkPackage(packed, new Date(), stranger)
    assert.deepEqual(
      report.checks.filter(({ ok }) => !ok).map(({ rule }) => rule),
      ['A2'],
    )
  })

  test('an acknowledgement that is lost is asked for again: one package, one receipt', async () => {
    Object.assign(mood, { losesAnswer: true })
    await doing(id, 'hand-over', '档案馆同意提前移交')
    const waiting = await until(id, ({ attempts }) => attempts > 0)
    assert.equal(waiting.state, 'sending')
    assert.match(waiting.answer ?? '', /没有回应/)
    Object.assign(mood, { losesAnswer: false })
    await doing(id, 'send-again')
    const { receipt, steps } = await until(id, ({ state }) => state === 'accepted')
    const kept = archive.taken.get(id)!.answer
    assert.ok(kept.status === 'accepted')
    assert.deepEqual(receipt, kept.receipt)
    assert.deepEqual(
      archive.log.filter((each) => each.id === id).map(({ again }) => again),
      [false, true],
    )
    assert.ok(archive.taken.get(id)!.bytes.equals(packed), 'what was filed is what was handed over')
    assert.equal(steps.filter(({ verb }) => verb === 'accepted').length, 1)
  })

  test('what the archive has taken over is not sent or packed again', async () => {
    for (const verb of ['file', 'hand-over', 'send-again']) {
      const { status, body } = await keeper.post(`/archives/${id}/acts`, { verb, reason: '再来一次' })
      assert.deepEqual([status, body.code], [409, 'archives.not-now'], verb)
    }
  })

  test('an acknowledgement that comes late is asked for until it comes', async () => {
    const late = await filed()
    Object.assign(mood, { late: true })
    await doing(late, 'hand-over')
    await until(late, ({ state }) => state === 'checking')
    Object.assign(mood, { late: false })
    await doing(late, 'send-again')
    const { receipt } = await until(late, ({ state }) => state === 'accepted')
    assert.equal(receipt?.packageId, late)
    assert.deepEqual(
      archive.log.filter((each) => each.id === late).map(({ method }) => method),
      ['PUT', 'GET'],
    )
  })

  test('a file that is refused comes back with the reasons, and is sent again when they are gone', async () => {
    const back = await filed()
    Object.assign(mood, { refuse: '全宗号不在移交计划内' })
    await doing(back, 'hand-over')
    const refused = await until(back, ({ state }) => state === 'refused')
    assert.deepEqual(refused.refusal, [{ rule: 'R1', detail: '全宗号不在移交计划内' }])
    Object.assign(mood, { refuse: undefined })
    await doing(back, 'send-again', '档案馆改了计划')
    await until(back, ({ state }) => state === 'accepted')
  })

  test('it is found by authority: who keeps no archive, or is no official, sees nothing of it', async () => {
    const found = await keeper.get(`/archives?state=accepted&retention=D10&q=${encodeURIComponent('测试餐饮店')}`)
    assert.ok(found.body.items.some((each: { id: string }) => each.id === id))
    for (const name of ['slg', 'jdg', 'admin'])
      assert.equal((await (await signIn(city.url, name)).get('/archives')).body.code, 'archives.forbidden', name)
    assert.equal((await agent.get('/archives')).status, 403)
    const supervisor = await signIn(city.url, 'supervisor')
    assert.equal((await supervisor.get(`/archives/${id}`)).status, 404, 'of another department')
    assert.equal((await supervisor.post(`/archives/${id}/acts`, { verb: 'file', reason: '看看' })).status, 404)
  })
})
