import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import { systemActor } from '#kernel/actor.ts'
import { parseCitizenId } from '#kernel/codes/citizen-id.ts'
import { parseCreditCode } from '#kernel/codes/credit-code.ts'
import {
  createPacks,
  formatProblem,
  type LoadedPack,
  loadPackWithNeighbours,
  packsModule,
} from '#support/packs/index.ts'
import {
  createRegisters,
  type Registers,
  registerInstaller,
  registersModule,
  seedRegisters,
} from '#support/registers/index.ts'
import { compileFeel } from '#support/rules/index.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { packKinds } from './pack-kinds.ts'

const realm = '441900'
const system = systemActor(realm)
const folder = fileURLToPath(new URL('../../packs/demo-city', import.meta.url))
const clock = () => new Date('2026-11-23T02:00:00Z')
const why = { purpose: '演示', basis: '演示' }

let database: TestDatabase
let registers: Registers
let pack: LoadedPack
let required: LoadedPack[]

before(async () => {
  database = await testDatabase([packsModule, registersModule])
  const { db } = database
  ;({ pack, required } = await loadPackWithNeighbours(folder, packKinds(compileFeel)))
  registers = createRegisters({
    db,
    clock,
    newId,
    secrets: createSecrets(Buffer.alloc(32, 1)),
    idNumberOf: async () => undefined,
  })
  const packs = createPacks({ db, clock, realm, profile: 'demo', installers: [registerInstaller(registers)] })
  for (const one of [...required, pack]) await packs.install(system, one)
  await seedRegisters(registers, realm, keys(), pack.files)
})
after(() => database.close())

const keys = () =>
  required.flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'register').map(({ key }) => key))
const read = (register: string, key: Record<string, string>, fields: string[], many = false) =>
  registers.read(system, { register, key, fields, many, ...why })
const seedOf = (path: string) => parse(pack.files.find((file) => file.path === path)?.text ?? '')

test('the demo city has no problems', () => {
  for (const { problems } of [...required, pack]) assert.deepEqual(problems.map(formatProblem), [])
})

test('seeding again changes nothing', async () => {
  for (const { added, changed } of Object.values(await seedRegisters(registers, realm, keys(), pack.files)))
    assert.deepEqual([added, changed], [0, 0])
})

test('every demo person is in the population register under the same name and sex', async () => {
  const { people } = seedOf('seed/accounts.yaml') as { people: { name: string; idNumber: string; sex: string }[] }
  assert.ok(people.length >= 15)
  for (const { name, idNumber, sex } of people) {
    const read = parseCitizenId(idNumber, '2026-11-23')
    const { values } = await registers.read(system, {
      register: 'population',
      key: { id_number: idNumber },
      fields: ['name', 'birth_date', 'sex'],
      ...why,
    })
    assert.deepEqual(values, { name, sex, birth_date: read.ok ? read.value.birthDate : '' })
  }
})

test('every demo firm is in the register of market entities with its legal representative', async () => {
  const { firms } = seedOf('seed/accounts.yaml') as {
    firms: { code: string; name: string; legalRepresentative: string }[]
  }
  for (const { code, name, legalRepresentative } of firms) {
    assert.ok(parseCreditCode(code).ok)
    const { values } = await read('legal-entity', { uscc: code }, ['name', 'legal_representative_id'])
    assert.deepEqual(values, { name, legal_representative_id: legalRepresentative })
  }
})

test('all invented people are marked by their ID prefix', () => {
  for (const { path, text } of pack.files.filter(({ path }) => path.endsWith('.csv')))
    for (const number of text.match(/\b\d{17}[\dX]\b/g) ?? [])
      assert.ok(number.startsWith('999900') || !parseCitizenId(number, '2026-11-23').ok, path)
})

test('王测试 and 冯样例 differ for the talent rule by their age alone', async () => {
  for (const id of ['99990019950808002X', '999900198511230039']) {
    assert.equal((await read('education', { id_number: id }, ['level'])).values.level, 'bachelor')
    const { values } = await read('social-insurance', { id_number: id }, ['insured_now', 'continuous', 'city_months'])
    assert.deepEqual([values.insured_now, values.continuous, Number(values.city_months) >= 1], [true, true, true])
    const { values: person } = await read('population', { id_number: id }, ['hukou_division'])
    assert.equal(person.hukou_division, '430100000000')
  }
})

test('陈演示 has a skill certificate and five of the six months', async () => {
  const key = { id_number: '999900199205060048' }
  assert.equal((await read('professional-certificate', key, ['level'])).values.level, 'skill-senior')
  assert.equal((await read('social-insurance', key, ['city_months'])).values.city_months, 5)
})

test('褚虚构 is not in the education register, 沈样例 is registered in the city already', async () => {
  assert.equal((await read('education', { id_number: '999900199602140068' }, ['level'])).status, 'missing')
  const { values } = await read('population', { id_number: '999900199401010080' }, ['hukou_division'])
  assert.equal(values.hukou_division, '441900006000')
})

test('for 卫试办 the social insurance register does not answer, which is not "missing"', async () => {
  assert.equal(
    (await read('social-insurance', { id_number: '999900199309170057' }, ['city_months'])).status,
    'unavailable',
  )
})

test('李虚构 carries both bans with their last days', async () => {
  const { rows } = await read('credit-ban', { id_number: '999900198004300098' }, ['kind', 'until'], true)
  assert.deepEqual(
    rows.sort((a, b) => String(a.until).localeCompare(String(b.until))),
    [
      { kind: 'false-registration', until: '2027-12-01' },
      { kind: 'food-licence-revoked', until: '2028-06-01' },
    ],
  )
})

test('赵测试 rents the shop in 南城街道 that the standard address and the title agree on', async () => {
  const { values } = await read('rental-filing', { tenant_id: '999900198803120018' }, [
    'address_id',
    'division_code',
    'rent_to',
  ])
  assert.deepEqual(values, { address_id: 'DEMO-ADDR-0001', division_code: '441900004000', rent_to: '2029-09-30' })
  const place = await read('address', { address_id: 'DEMO-ADDR-0001' }, ['text'])
  const title = await read('real-estate', { address_id: 'DEMO-ADDR-0001' }, ['address'])
  assert.equal(place.values.text, title.values.address)
})

test('the pre-approval of 周试办 has no end and is older than 90 days on the day of the tests', async () => {
  const { values } = await read('licence-archive', { holder_id: '999900198303210172' }, [
    'type',
    'issued_on',
    'expires_on',
  ])
  assert.deepEqual(values, { type: 'pre-approval', issued_on: '2026-08-01' })
})
