import assert from 'node:assert/strict'
import { createReadStream, existsSync } from 'node:fs'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { anonymousActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { officialAs, openItems } from '#testing/open-items.ts'

const data = new URL('../../../../../../shared/data/service-items/', import.meta.url)
const skip = existsSync(data) ? false : '../shared/data is absent: the real catalogues are not imported'
const realm = '441900'

let city: Awaited<ReturnType<typeof openItems>>
before(async () => {
  city = await openItems()
})
after(() => city.close())

/** An invented row as the portal writes it, its agency's code valid. */
const row = (n: number, more: Record<string, unknown> = {}) => ({
  TASK_CODE: `11440000006940116U2440102003${String(n).padStart(3, '0')}`,
  TASK_NAME: `虚构事项${n}`,
  TASK_TYPE_TEXT: '行政许可',
  DEPT_NAME: '虚构局',
  ...more,
})
const jsonl = (rows: unknown[]) =>
  rows.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join('\n')
const rowsOf = async (runId: string, state: 'loaded' | 'repaired' | 'refused') =>
  (await city.items.imports.rows(city.manager, runId, { state })).items
const findByName = async (q: string) => (await city.items.search(anonymousActor(realm), { q, limit: 5 })).items[0]
const count = async (table: 'item' | 'version') => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(`items.${table}`)}`.execute(
    city.database.db,
  )
  return rows[0]?.n
}

test('the Guangdong catalogue loads whole, and a second time nothing changes', { skip }, async () => {
  const file = new URL('guangdong-zwfw-items.open.jsonl.gz', data)
  const first = await city.importFile(createReadStream(file))
  assert.deepEqual([first.state, first.catalogue, first.rows], ['done', 'guangdong', 1730])
  assert.equal(first.loaded + first.repaired + first.refused, first.rows)
  assert.deepEqual([first.added, first.refused], [1730, 0])
  const versions = await count('version')
  const second = await city.importFile(createReadStream(file))
  assert.deepEqual([second.added, second.changed, second.proposed, second.unchanged], [0, 0, 0, 1730])
  assert.equal(await count('version'), versions)
})

test('the Guang’an catalogue loads whole, and a second time nothing changes', { skip }, async () => {
  const file = new URL('guangan-511602-items.csv', data)
  const first = await city.importFile(createReadStream(file), 'guangan')
  assert.deepEqual([first.state, first.rows, first.added, first.refused], ['done', 1135, 1135, 0])
  assert.equal(first.loaded + first.repaired + first.refused, first.rows)
  const second = await city.importFile(createReadStream(file))
  assert.deepEqual([second.catalogue, second.unchanged, second.added], ['guangan', 1135, 0])
})

test('every row is loaded, repaired with names, or refused with a reason', async () => {
  const run = await city.importFile(
    gzipSync(
      jsonl([
        row(1),
        row(2, { material_intro: '申请表；身份证', handle_time: '３个月', consult_phone: '13812345678' }),
        row(1),
        '{"TASK_CODE":',
        [],
        row(3, { TASK_NAME: null }),
        { TASK_CODE: '无' },
        row(4, { TASK_CODE: 'LOCAL-4' }),
      ]),
    ),
  )
  assert.deepEqual([run.state, run.rows, run.loaded, run.repaired, run.refused], ['done', 8, 1, 2, 5])
  const refused = await rowsOf(run.id, 'refused')
  assert.deepEqual(
    refused.map(({ line, reason }) => `${line} ${reason}`),
    ['3 duplicate-in-file', '4 not-json', '5 not-an-object', '6 name-missing', '7 code-missing'],
  )
  const repaired = await rowsOf(run.id, 'repaired')
  assert.deepEqual(repaired[0]?.repairs.map(({ repair }) => repair).sort(), [
    'full-width-made-half',
    'limit-text-parsed',
    'material-list-was-string',
    'phone-masked',
  ])
  assert.deepEqual(
    repaired[1]?.repairs.map(({ repair }) => repair),
    ['code-kept-as-local'],
  )
})

test('an imported item is shown and found at once, but cannot be applied for', async () => {
  const hit = await findByName('虚构事项2')
  assert.ok(hit)
  assert.deepEqual([hit.name, hit.online, hit.source], ['虚构事项2', false, 'guangdong'])
  const guide = await city.items.getGuide(anonymousActor(realm), hit.id)
  assert.deepEqual([guide.origin, guide.may, guide.needs.upload.length], ['import', [], 2])
})

test('a row that changed makes a new version, and cases keep the old one', async () => {
  const id = (await findByName('虚构事项1'))?.id ?? ''
  const run = await city.importFile(jsonl([row(1, { TASK_NAME: '虚构事项1改' })]))
  assert.deepEqual([run.changed, run.added], [1, 0])
  assert.equal((await city.items.getPublished(realm, id)).version, 2)
  assert.equal((await city.items.getVersion(realm, id, 1)).item.name, '虚构事项1')
  assert.equal((await findByName('虚构事项1改'))?.version, 2)
})

test('import, publish with form and flow, apply: then a changed row is only proposed, and keeps form and flow', async () => {
  const { items, manager } = city
  await city.importFile(jsonl([row(20, { TASK_NAME: '养蜂场登记' })]))
  const id = (await findByName('养蜂场登记'))?.id ?? ''
  const draft = await items.startDraft(manager, id)
  const item = structuredClone(draft.item)
  item.handling = { ...item.handling, online: true, form: 'generic-application', flow: 'generic-application' }
  const saved = await items.saveDraft(manager, id, { item, expectedVersion: draft.rowVersion })
  await items.publishDraft(manager, id, { expectedVersion: saved.rowVersion })
  assert.deepEqual((await items.getGuide(anonymousActor(realm), id)).may, ['apply'])

  const changed = jsonl([row(20, { TASK_NAME: '养蜂场登记（新）' })])
  const run = await city.importFile(changed)
  assert.deepEqual([run.proposed, run.changed], [1, 0])
  assert.equal((await items.getPublished(realm, id)).item.name, '养蜂场登记')
  const proposal = await items.getDraft(manager, id)
  assert.deepEqual([proposal.item.name, proposal.item.handling.flow], ['养蜂场登记（新）', 'generic-application'])
  assert.deepEqual(
    (await items.diff(manager, id, 2, 'draft')).map(({ pointer }) => pointer),
    ['/name'],
  )

  assert.equal((await city.importFile(changed)).unchanged, 1)
  const again = await city.importFile(jsonl([row(20, { TASK_NAME: '养蜂场登记（又新）' })]))
  assert.deepEqual((await rowsOf(again.id, 'refused'))[0]?.reason, 'draft-open')
})

test('an import for one town changes nothing that the city keeps', async () => {
  await city.importFile(jsonl([row(21)]))
  const town = officialAs('item-manager', '441900004000')
  const bytes = Readable.from([Buffer.from(jsonl([row(21, { TASK_NAME: '改了名' }), row(22)]))])
  const started = await city.items.imports.start(town, bytes, {})
  const run = await city.items.imports.run(realm, started.id)

  assert.deepEqual([run.changed, run.added, run.refused], [0, 1, 1])
  assert.equal((await rowsOf(run.id, 'refused'))[0]?.reason, 'other-division')
  assert.equal((await findByName('虚构事项21'))?.name, '虚构事项21')
})

test('a code that an item of our own holds is not taken over', async () => {
  const { items, manager } = city
  const code = '11440000006940116U2440102003777'
  await items.create(manager, {
    name: '自有事项',
    type: '20',
    authority: { name: '虚构局' },
    codes: { taskCode: code },
  })
  const run = await city.importFile(jsonl([row(1, { TASK_CODE: code }), row(30)]))
  assert.deepEqual([run.refused, run.added], [1, 1])
  assert.equal((await rowsOf(run.id, 'refused'))[0]?.reason, 'code-in-use')
})

test('a file of no known catalogue fails, and broken packing keeps what came before the break', async () => {
  const unknown = await city.importFile('{"a":1}\n{"b":2}\n')
  assert.deepEqual([unknown.state, unknown.problem, unknown.rows], ['failed', 'items.catalogue-unknown', 0])
  const packed = gzipSync(
    jsonl(Array.from({ length: 2000 }, (_, i) => row(i, { DEPT_NAME: `虚构局${Math.sin(i)}`, TASK_CODE: `L${i}` }))),
  )
  const broken = await city.importFile(packed.subarray(0, packed.length - 1000))
  assert.deepEqual([broken.state, broken.problem], ['failed', 'items.file-damaged'])
  assert.ok(broken.rows > 0 && broken.rows === broken.added)
  const empty = await city.importFile('')
  assert.deepEqual([empty.state, empty.rows], ['done', 0])
})

test('a run that was cut off goes on after its last committed batch', async () => {
  const { items, manager } = city
  const file = jsonl(Array.from({ length: 600 }, (_, i) => row(i, { TASK_CODE: `CUT-${i}` })))
  const run = await items.imports.start(manager, Readable.from([Buffer.from(file)]), {})
  const cut = new Error('the process ends here')
  await assert.rejects(
    items.imports.run(realm, run.id, () => {
      throw cut
    }),
    cut,
  )
  const halfway = await items.imports.get(manager, run.id)
  assert.deepEqual([halfway.state, halfway.rows, halfway.added], ['running', 250, 250])
  const whole = await items.imports.run(realm, run.id)
  assert.deepEqual([whole.state, whole.rows, whole.added, whole.refused], ['done', 600, 600, 0])
  assert.deepEqual(await items.imports.run(realm, run.id), whole)
})

test('only an item manager of the division imports and sees imports', async () => {
  const { items } = city
  const refused = (error: unknown) => error instanceof Refusal && error.code === 'items.not-manager'
  const file = () => Readable.from([Buffer.from('')])
  for (const actor of [officialAs('decider'), officialAs('administrator'), anonymousActor(realm)])
    await assert.rejects(items.imports.start(actor, file(), {}), refused)
  const run = await items.imports.start(city.manager, file(), {})
  const town = officialAs('item-manager', '441900004000')
  await assert.rejects(items.imports.get(town, run.id), refused)
  await assert.rejects(items.imports.rows(town, run.id, {}), refused)
})
