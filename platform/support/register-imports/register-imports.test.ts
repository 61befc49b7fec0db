import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { createPublish } from '#ground/events.ts'
import { createFolderFiles } from '#ground/files/folder.ts'
import { groundModule } from '#ground/ground.ts'
import { newId } from '#ground/ids.ts'
import { jobs } from '#ground/jobs.ts'
import { createSecrets } from '#ground/secrets.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { zipOf } from '#kernel/zip.ts'
import { createRegisters, type Register, type Registers, registersModule } from '#support/registers/index.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { createRegisterImports, type RegisterImports, registerImportsModule } from './index.ts'

const realm = '441900'
const system = systemActor(realm)
const official = (role: Actor['posts'][number]['role']): Actor => ({
  ...system,
  kind: 'official',
  accountId: role,
  posts: [{ id: role, role, departmentId: 'd', departmentName: '示例局', divisionCode: '441900000000' }],
})
const administrator = official('administrator')
const open = { class: 'geography', grade: 1, pi: 'none' } as const
const hives: Register = {
  key: 'hives',
  version: 1,
  name: '蜂箱库',
  nameEn: 'Hives',
  owner: 'agriculture',
  sourceLabel: '蜂箱库',
  cycle: 'daily',
  keyFields: ['code'],
  subject: 'keeper',
  fields: [
    { key: 'code', name: '编号', nameEn: 'Code', type: 'text', ...open },
    { key: 'name', name: '名称', nameEn: 'Name', type: 'text', ...open },
    { key: 'frames', name: '巢脾数', nameEn: 'Frames', type: 'integer', ...open },
    { key: 'since', name: '启用日', nameEn: 'Since', type: 'date', ...open },
    { key: 'kind', name: '种类', nameEn: 'Kind', type: 'text', ...open, codes: { a: '中蜂', b: '意蜂' } },
    {
      ...{
        key: 'keeper',
        name: '养蜂人',
        nameEn: 'Keeper',
        type: 'text',
        class: 'identity',
        grade: 3,
        pi: 'sensitive',
      },
      check: 'citizen-id',
    },
  ],
}
const head = '编号,名称,巢脾数,启用日,种类,养蜂人\n'
const keeper = '999900198803120018'

let database: TestDatabase
let folder: string
let registers: Registers
let imports: RegisterImports
let now = new Date('2026-11-23T01:00:00Z')
const leaves: string[] = []

before(async () => {
  database = await testDatabase([groundModule, registersModule, registerImportsModule])
  folder = await mkdtemp(join(tmpdir(), 'register-imports-'))
  const { db } = database
  const clock = () => now
  const secrets = createSecrets(Buffer.alloc(32, 5))
  registers = createRegisters({ db, clock, newId, secrets, idNumberOf: async () => undefined })
  await db.transaction().execute((tx) => registers.declare(tx, realm, hives))
  imports = another()
})
after(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

/** The module as another process has it. */
function another(): RegisterImports {
  const clock = () => now
  let files: Awaited<ReturnType<typeof createFolderFiles>> | undefined
  const kept = async () => {
    files ??= await createFolderFiles(folder)
    return files
  }
  return createRegisterImports({
    ...{ db: database.db, clock, newId, jobs, registers, publish: createPublish({ clock, newId }) },
    files: {
      put: async (...given) => (await kept()).put(...given),
      open: async (hash) => (await kept()).open(hash),
      has: async (hash) => (await kept()).has(hash),
    },
    appendLeaf: async (_tx, { subject }) => void leaves.push(subject),
  })
}

const send = (bytes: Buffer | string, register = 'hives') =>
  imports.upload(administrator, Readable.from([Buffer.from(bytes as string)]), { register, fileName: '蜂箱.csv' })

async function bring(bytes: Buffer | string, mode: 'changes' | 'whole' = 'changes', register = 'hives') {
  const { id, mapping } = await send(bytes, register)
  await imports.begin(administrator, id, { mapping, mode }, { queue: false })
  return imports.run(realm, id)
}

const workbook = (sheet: string, texts = '<sst/>') => {
  const parts = { 'xl/worksheets/sheet1.xml': sheet, 'xl/sharedStrings.xml': texts }
  return buffer(
    Readable.from(
      zipOf(
        Object.entries(parts).map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
        now,
      ),
    ),
  )
}

const why = { purpose: '核对', basis: '测试' }
async function hive(code: string, asOf?: Date) {
  const fields = ['code', 'name', 'frames', 'keeper']
  const { values } = await registers.read(system, {
    ...{ register: 'hives', key: { code }, fields, ...why },
    ...(asOf ? { asOf } : {}),
  })
  return values
}
const faultsOf = async (id: string) =>
  (await imports.faults(administrator, id)).items.map(({ line, field, reason }) => `${line} ${field ?? ''} ${reason}`)

describe('files brought into a register', () => {
  test('a file is brought in, counted, kept sealed where it must be, and told to the ledger', async () => {
    const run = await bring(`${head}h1,东箱,8,2024-03-01,a,${keeper}\nh2,西箱,,,b,\n`)
    assert.deepEqual([run.state, run.accepted, run.added, run.refused], ['done', 2, 2, 0])
    assert.deepEqual(await hive('h1'), { code: 'h1', name: '东箱', frames: 8, keeper })
    assert.ok(leaves.includes(run.id))
    const again = await bring(`${head}h1,东箱,8,2024-03-01,a,${keeper}\nh2,西箱,,,b,\n`)
    assert.deepEqual([again.added, again.changed, again.same, again.ended], [0, 0, 2, 0])
    assert.equal(again.checksum, run.checksum)
  })

  test('a changed record ends and is kept; a whole load ends what is not in it, a load of changes does not', async () => {
    const before = now
    now = new Date('2026-11-24T01:00:00Z')
    const changes = await bring(`${head}h1,东箱,9,2024-03-01,a,${keeper}\nh3,南箱,1,,a,\n`)
    assert.deepEqual([changes.added, changes.changed, changes.ended], [1, 1, 0])
    assert.deepEqual([(await hive('h1')).frames, (await hive('h1', before)).frames], [9, 8])
    assert.equal((await hive('h2')).name, '西箱')
    now = new Date('2026-11-25T01:00:00Z')
    const whole = await bring(`${head}h3,南箱,1,,a,\n`, 'whole')
    assert.deepEqual([whole.same, whole.ended], [1, 2])
    assert.deepEqual(await hive('h1'), {})
    assert.equal((await hive('h1', new Date('2026-11-24T02:00:00Z'))).frames, 9)
    // One that comes back begins a new version.
    now = new Date('2026-11-26T01:00:00Z')
    assert.equal((await bring(`${head}h1,东箱,9,2024-03-01,a,${keeper}\n`)).added, 1)
    assert.equal((await hive('h1')).frames, 9)
  })

  test('every refused line has its reasons, a sealed value never among them, and the good lines are brought in', async () => {
    const bad = [
      'k1,好,1,,a,',
      'k2,坏,many,2024-02-30,z,',
      ',无号,1,,a,',
      `k3,错号,1,,a,999900198803120019`,
      'k4,短,1',
      'k5,长,1,,a,,extra',
      'k6,=1+1,1,,a,',
      'k1,重复,2,,b,',
    ]
    const run = await bring(`${head}${bad.join('\n')}\n`)
    assert.deepEqual([run.state, run.accepted, run.refused, run.added], ['done', 1, 7, 1])
    assert.deepEqual(await faultsOf(run.id), [
      '3 frames wrong-value',
      '3 since wrong-value',
      '3 kind not-in-codes',
      '4 code key-blank',
      '5 keeper wrong-check',
      '6  columns-differ',
      '7  columns-differ',
      '8  formula',
      '9  key-twice',
    ])
    const { items } = await imports.faults(administrator, run.id)
    assert.ok(!JSON.stringify(items).includes('999900198803120019'))
    assert.equal((await hive('k1')).name, '好')
  })

  test('a whole load with a refused line changes nothing', async () => {
    const run = await bring(`${head}h3,南箱,7,,a,\nh9,坏,many,,a,\n`, 'whole')
    assert.deepEqual([run.state, run.problem], ['failed', 'register-imports.whole-with-faults'])
    assert.deepEqual([(await hive('h3')).frames, (await hive('h1')).frames], [1, 9])
    const again = await imports.begin(
      administrator,
      run.id,
      { mapping: run.mapping, mode: 'changes' },
      { queue: false },
    )
    assert.equal(again.state, 'queued')
    assert.equal((await imports.run(realm, run.id)).changed, 1)
    assert.equal((await hive('h3')).frames, 7)
  })

  test('GB 18030, a byte order mark, gzip, lines of JSON and a workbook bring in the same', async () => {
    const gbk = Buffer.concat([
      ...[Buffer.from('b1e0bac5', 'hex'), Buffer.from(','), Buffer.from('c3fbb3c6', 'hex'), Buffer.from('\n')],
      ...[Buffer.from('g1,'), Buffer.from('cef7cfe4', 'hex'), Buffer.from('\n')],
    ])
    const sheet = `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>编号</t></is></c><c r="B1" t="inlineStr"><is><t>名称</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>g1</t></is></c><c r="B2" t="inlineStr"><is><t>西箱</t></is></c></row></sheetData></worksheet>`
    const files = [
      gbk,
      '\ufeff编号,名称\r\ng1,西箱\r\n',
      gzipSync('编号,名称\ng1,西箱\n'),
      '{"编号":"g1","名称":"西箱"}\n',
      await workbook(sheet),
    ]
    const sums = []
    for (const file of files) sums.push((await bring(file)).checksum)
    assert.deepEqual(new Set(sums).size, 1)
    assert.equal((await hive('g1')).name, '西箱')
  })

  test('of two columns with one name neither hides the other', async () => {
    const { columns } = await send('编号,备注,备注\nd1,先,后\n')
    assert.deepEqual(columns, ['编号', '备注', '备注 2'])
  })

  test('a workbook whose table of texts would fill the memory is refused', async () => {
    const sheet = '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    const texts = `<sst>${'<si/>'.repeat(5_000_000)}</sst>`
    await assert.rejects(send(await workbook(sheet, texts)), { code: 'tables.too-large' })
  })

  test('a formula in a workbook is refused by name', async () => {
    const sheet = `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>编号</t></is></c></row><row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>`
    const run = await bring(await workbook(sheet))
    assert.deepEqual([run.state, run.problem], ['failed', 'register-imports.nothing'])
    assert.deepEqual(await faultsOf(run.id), ['2  formula'])
  })

  test('a file that breaks off, changes its encoding or never ends a line is refused by name and leaves nothing', async () => {
    const good = Array.from({ length: 5000 }, (_, i) => `x${i},箱,1,,a,\n`).join('')
    const before = await hive('x1')
    const broken = Buffer.concat([Buffer.from(head + good), Buffer.from([0xd6, 0xff, 0xff, 0x0a])])
    const endless = `${head}${good}y1,"${'长'.repeat(600_000)}`
    for (const [bytes, code] of [
      [broken, 'tables.bad-encoding'],
      [endless, 'tables.long-line'],
    ] as const) {
      const run = await bring(bytes)
      assert.deepEqual([run.state, run.problem], ['failed', code])
      assert.deepEqual(await hive('x1'), before)
    }
    const json = Buffer.concat([Buffer.from('{"编号":"x1","名称":"'), Buffer.from([0xcf, 0xe4]), Buffer.from('"}')])
    await assert.rejects(send(json), { code: 'tables.bad-encoding' })
    const cut = gzipSync(head + good)
    const packed = await bring(cut.subarray(0, cut.length - 20))
    assert.deepEqual([packed.state, packed.problem], ['failed', 'tables.not-a-table'])
    assert.deepEqual(await hive('x1'), {})
    await assert.rejects(send(Buffer.from('d0cf11e0a1b11ae1', 'hex')), { code: 'tables.old-excel' })
    await assert.rejects(send(''), { code: 'tables.not-a-table' })
    await assert.rejects(send(gzipSync(gzipSync(head + good))), { code: 'tables.not-a-table' })
  })

  test('a run that was cut off goes on after its last batch in another process, and loses nothing', async () => {
    const lines = Array.from({ length: 9000 }, (_, i) => `r${i},箱${i},${i},,a,\n`).join('')
    const { id, mapping } = await send(head + lines)
    await imports.begin(administrator, id, { mapping, mode: 'changes' }, { queue: false })
    const cut = await imports.run(realm, id, { until: 0 })
    assert.deepEqual([cut.state, cut.accepted], ['reading', 2000])
    assert.deepEqual(await hive('r1'), {}, 'nothing is in the register before all of it is')
    await assert.rejects(
      imports.run(realm, id, {
        onProgress: () => {
          throw new Error('killed')
        },
      }),
      /killed/,
    )
    const done = await another().run(realm, id)
    assert.deepEqual([done.state, done.accepted, done.added], ['done', 9000, 9000])
    assert.equal((await hive('r8999')).frames, 8999)
  })

  test('rows that waited and are lost with the server are read again', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `q${i},箱${i},${i},,a,\n`).join('')
    const { id, mapping } = await send(head + lines)
    await imports.begin(administrator, id, { mapping, mode: 'changes' }, { queue: false })
    await imports.run(realm, id, { until: 0 })
    await registers.loading.empty(id)
    const done = await imports.run(realm, id)
    assert.deepEqual([done.accepted, done.added], [3000, 3000])
  })

  test('only administrators bring in and look; a mapping without the key is refused', async () => {
    const { id } = await send(`${head}z1,箱,1,,a,\n`)
    for (const role of ['decider', 'item-manager', 'auditor'] as const) {
      const other = official(role)
      const refused = { code: 'register-imports.forbidden' }
      await assert.rejects(imports.get(other, id), refused)
      await assert.rejects(imports.list(other), refused)
      await assert.rejects(imports.faults(other, id), refused)
      await assert.rejects(imports.begin(other, id, { mapping: {}, mode: 'whole' }), refused)
      await assert.rejects(imports.upload(other, Readable.from([]), { register: 'hives', fileName: '' }), refused)
    }
    await assert.rejects(imports.begin(administrator, id, { mapping: {}, mode: 'whole' }), {
      code: 'register-imports.mapping',
    })
    await assert.rejects(send('a\n1\n', 'wasps'), { code: 'registers.missing' })
  })
})
