import assert from 'node:assert/strict'
import { createReadStream, existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { parse } from 'yaml'
import { createPublish } from '#ground/events.ts'
import { createFolderFiles } from '#ground/files/folder.ts'
import { groundModule } from '#ground/ground.ts'
import { newId } from '#ground/ids.ts'
import { jobs } from '#ground/jobs.ts'
import { createSecrets } from '#ground/secrets.ts'
import { systemActor } from '#kernel/actor.ts'
import { createRegisters, type Register, type Registers, registersModule } from '#support/registers/index.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { createRegisterImports, type ImportMapping, type RegisterImports, registerImportsModule } from './index.ts'

const data = new URL('../../../../shared/data/', import.meta.url)
const skip = existsSync(data) ? false : '../shared/data is absent: real files are not brought in'
const realm = '441900'
const system = systemActor(realm)
const open = { class: 'organisation', grade: 1, pi: 'none' } as const
const text = (key: string) => ({ key, name: key, nameEn: key, type: 'text' as const, ...open })
const register = (key: string, keyField: string, fields: Register['fields']): Register => ({
  ...{ key, version: 1, name: key, nameEn: key, owner: 'data', sourceLabel: key, cycle: 'yearly' },
  keyFields: [keyField],
  fields,
})

describe('real files', { skip }, () => {
  let database: TestDatabase
  let folder: string
  let registers: Registers
  let imports: RegisterImports
  before(async () => {
    database = await testDatabase([groundModule, registersModule, registerImportsModule])
    folder = await mkdtemp(join(tmpdir(), 'real-files-'))
    const { db } = database
    const clock = () => new Date('2026-11-23T01:00:00Z')
    const secrets = createSecrets(Buffer.alloc(32, 5))
    registers = createRegisters({ db, clock, newId, secrets, idNumberOf: async () => undefined })
    const files = await createFolderFiles(folder)
    const publish = createPublish({ clock, newId })
    imports = createRegisterImports({
      ...{ db, clock, newId, jobs, registers, files, publish },
      appendLeaf: async () => undefined,
    })
    const pack = new URL('../../../packs/registers/registers/divisions.yaml', import.meta.url)
    const declared: Register[] = [
      parse(await readFile(pack, 'utf8')),
      register('agencies', 'uscc', [{ ...text('uscc'), check: 'credit-code' }, text('agency')]),
      register('listed', 'ts_code', [
        ...['ts_code', 'name', 'area', 'industry'].map(text),
        { ...text('list_date'), type: 'date' },
      ]),
      register('inspections', 'id', [text('id'), text('dba'), { ...text('date'), type: 'date' }, text('violations')]),
    ]
    for (const each of declared) await db.transaction().execute((tx) => registers.declare(tx, realm, each))
  })
  after(async () => {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function bring(path: string, key: string, more: ImportMapping = {}) {
    const source = createReadStream(new URL(path, data))
    const { id, mapping } = await imports.upload(system, source, { register: key, fileName: path })
    await imports.begin(system, id, { mapping: { ...mapping, ...more }, mode: 'whole' }, { queue: false })
    return imports.run(realm, id)
  }
  const village: ImportMapping = { parent: { column: 'streetCode' }, level: { value: 'village' } }

  test('the villages of a prefecture are loaded whole under their streets, and loading them again changes nothing', async () => {
    const file = 'admin-divisions/villages-2112-tieling.csv'
    const lines = (await readFile(new URL(file, data), 'utf8')).trim().split('\n').length - 1
    const run = await bring(file, 'divisions', village)
    assert.deepEqual([run.state, run.added, run.refused], ['done', lines, 0])
    const again = await bring(file, 'divisions', village)
    assert.deepEqual([again.same, again.ended, again.checksum], [lines, 0, run.checksum])
  })

  test('listed companies are loaded with their names as they are written', async () => {
    const run = await bring('enterprise/listed-companies.csv', 'listed')
    assert.deepEqual([run.state, run.refused], ['done', 0])
    const { values } = await registers.read(system, {
      ...{ register: 'listed', key: { ts_code: '000001.SZ' }, fields: ['name', 'list_date'] },
      ...{ purpose: '核对', basis: '测试' },
    })
    assert.deepEqual(values, { name: '平安银行', list_date: '1991-04-03' })
  })

  test('of agencies exactly those are refused whose credit code does not prove', async () => {
    const file = await readFile(new URL('enterprise/guangdong-agency-uscc.csv', data), 'utf8')
    const wrong = file.split('\n').filter((line) => line.trim().endsWith(',false')).length
    const run = await bring('enterprise/guangdong-agency-uscc.csv', 'agencies')
    const { items } = await imports.faults(system, run.id)
    assert.equal(items.filter(({ reason }) => reason === 'wrong-check').length, wrong)
    assert.equal(run.state, wrong > 0 || run.refused > 0 ? 'failed' : 'done')
  })

  test('inspections with American dates are refused line by line, and the register stays empty', async () => {
    const run = await bring('inspections/chicago-food-inspections-2020.csv', 'inspections')
    assert.deepEqual([run.state, run.added], ['failed', 0])
    const { items } = await imports.faults(system, run.id)
    assert.ok(items.every(({ field, reason }) => field === 'date' && reason === 'wrong-value'))
  })

  test('statistics in the Excel of 1997 are refused by name', async () => {
    await assert.rejects(bring('statistics/20_Major_GDP.xls', 'listed'), { code: 'tables.old-excel' })
  })
})
