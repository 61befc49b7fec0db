import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import { type Actor, anonymousActor, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { createRegisters, type Register, type Registers, registersModule, seedRegisters } from './index.ts'

const realm = '441900'
const zhao = '999900198803120018'
const wang = '99990019950808002X'
const field = { class: 'identity', grade: 1, pi: 'none' } as const
const population: Register = {
  key: 'population',
  version: 1,
  name: '人口库',
  nameEn: 'Population',
  owner: 'public-security',
  sourceLabel: '公安人口库',
  cycle: 'real-time',
  keyFields: ['id_number'],
  subject: 'id_number',
  fields: [
    {
      key: 'id_number',
      name: '身份证号码',
      nameEn: 'ID number',
      type: 'text',
      class: 'identity',
      grade: 3,
      pi: 'sensitive',
      mask: 'id-staff',
    },
    { key: 'name', name: '姓名', nameEn: 'Name', type: 'text', ...field, grade: 2, pi: 'general', mask: 'name' },
    { key: 'birth_date', name: '出生日期', nameEn: 'Born', type: 'date', ...field, grade: 3, pi: 'general' },
    { key: 'household', name: '家庭人数', nameEn: 'Household', type: 'integer', ...field },
    { key: 'address', name: '住址', nameEn: 'Address', type: 'text', ...field, grade: 3, pi: 'sensitive' },
  ],
}
const seed = `# 虚构
id_number,name,birth_date,household,address
${zhao},赵测试,1988-03-12,3,东莞市南城街道虚构路1号
${wang},王测试,1995-08-08,1,
`
const why = { purpose: '受理审查', basis: '《行政许可法》第34条' }
const official: Actor = {
  ...systemActor(realm),
  kind: 'official',
  accountId: 'slg',
  name: '何谷雨演示',
  posts: [
    { id: 'p', role: 'intake', departmentId: 'm', departmentName: '市场监督管理局', divisionCode: '441900000000' },
  ],
}
const citizen: Actor = { ...systemActor(realm), kind: 'citizen', accountId: 'zhao', name: '赵测试', partyId: 'x' }

let database: TestDatabase
let registers: Registers
const now = new Date('2026-11-23T02:00:00Z')

before(async () => {
  database = await testDatabase([registersModule])
  const { db } = database
  const idNumberOf = async (actor: Actor) => (actor.accountId === 'zhao' ? zhao : undefined)
  registers = createRegisters({
    db,
    clock: () => new Date(now),
    newId,
    secrets: createSecrets(Buffer.alloc(32, 7)),
    idNumberOf,
  })
  await db.transaction().execute((tx) => registers.declare(tx, realm, population))
  await seedRegisters(registers, realm, ['population'], [{ path: 'seed/population.csv', text: seed }])
})
after(() => database.close())

const readOf = (id: string, fields: string[], more = {}) => ({
  register: 'population',
  key: { id_number: id },
  fields,
  ...why,
  ...more,
})
const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

test('a decided case writes a record: read back at once, replaced by key, and a value that does not fit is named', async () => {
  const record = { id_number: '999900197907310128', name: '记入测试', birth_date: '1979-07-31', household: 2 }
  const write = (values: Record<string, unknown>) =>
    database.db.transaction().execute((tx) => registers.record(tx, realm, 'population', values))

  assert.deepEqual(await write(record), { added: 1, changed: 0, same: 0 })
  assert.deepEqual(await write(record), { added: 0, changed: 0, same: 1 }, 'again changes nothing')
  assert.deepEqual(await write({ ...record, household: 3 }), { added: 0, changed: 1, same: 0 })
  const read = await registers.read(official, {
    ...readOf(record.id_number, ['name', 'household']),
    ...why,
    caseId: 'c',
  })
  assert.deepEqual(read.rows[0], { name: '记入测试', household: 3 })

  await assert.rejects(write({ ...record, household: 'many', colour: 'red' }), (error) => {
    assert.ok(refusedAs('registers.bad-record')(error))
    assert.deepEqual(
      (error as Refusal).details.faults?.map(({ pointer }) => pointer),
      ['/colour', '/household'],
    )
    return true
  })
})

test('a record is found by its sealed key and only the fields asked for travel', async () => {
  const answer = await registers.read(citizen, readOf(zhao, ['name', 'birth_date', 'household']))
  assert.deepEqual(answer.values, { name: '赵测试', birth_date: '1988-03-12', household: 3 })
  assert.equal(answer.status, 'found')
  assert.equal(answer.sourceLabel, '公安人口库')
  assert.equal(answer.version, '1.1')
})

test('a person the register does not know is an answer, and a blank field is left out', async () => {
  assert.equal((await registers.read(citizen, readOf('999900199001010010', ['name']))).status, 'missing')
  assert.deepEqual((await registers.read(citizen, readOf(wang, ['name', 'address']))).values, { name: '王测试' })
})

test('sealed values stand nowhere in the table in clear', async () => {
  const { rows } = await database.pool.query('select row_to_json(p)::text as line from register.population p')
  for (const { line } of rows) {
    assert.ok(!line.includes(zhao) && !line.includes('虚构路') && !line.includes('1988-03-12'))
    assert.ok(!line.includes(Buffer.from(zhao).toString('hex')))
  }
})

test('importing again changes nothing; another value ends the old record and keeps it', async () => {
  assert.deepEqual(await registers.importCsv(realm, 'population', seed), { added: 0, changed: 0, same: 2 })
  const moved = seed.replace('1,\n', '2,东莞市虚构镇\n')
  assert.deepEqual(await registers.importCsv(realm, 'population', moved), { added: 0, changed: 1, same: 1 })
  const { values, version } = await registers.read(citizen, readOf(wang, ['household']))
  assert.deepEqual([values.household, version], [2, '1.2'])
  const earlier = await registers.read(citizen, readOf(wang, ['household'], { asOf: new Date('2026-01-01') }))
  assert.deepEqual([earlier.values.household, earlier.version], [1, '1.1'])
})

test('two processes that import the same at once bring each record in once', async () => {
  const more = 'id_number,name\n999900199001010010,何样例\n'
  const both = await Promise.all([1, 2].map(() => registers.importCsv(realm, 'population', more)))
  assert.deepEqual(both.map(({ added, same }) => [added, same]).sort(), [
    [0, 1],
    [1, 0],
  ])
})

test('a line that does not fit is refused by number and nothing is imported', async () => {
  const bad = `${seed}999900199001010011,张三,1990-02-30,x,\n`
  await assert.rejects(registers.importCsv(realm, 'population', bad), (error) => {
    assert.ok(refusedAs('registers.bad-row')(error))
    assert.match(String(error), /第5行/)
    return true
  })
  assert.equal((await registers.read(citizen, readOf('999900199001010011', ['name']))).status, 'missing')
})

test('a key that no record can have finds nothing, whatever is in it', async () => {
  for (const odd of ['', ' ', 'x'.repeat(5000), "'; drop table register.population; --", '\u0000', '\ud800'])
    assert.equal((await registers.read(citizen, readOf(odd, ['name']))).status, 'missing')
  assert.equal((await registers.read(citizen, readOf(zhao, ['name']))).status, 'found')
})

test('without purpose, basis, known fields or a key nothing is read', async () => {
  await assert.rejects(
    registers.read(citizen, { ...readOf(zhao, ['name']), purpose: ' ' }),
    refusedAs('registers.no-purpose'),
  )
  await assert.rejects(
    registers.read(citizen, { ...readOf(zhao, ['name']), basis: '' }),
    refusedAs('registers.no-purpose'),
  )
  await assert.rejects(registers.read(citizen, readOf(zhao, ['salary'])), refusedAs('registers.unknown-field'))
  await assert.rejects(registers.read(citizen, readOf(zhao, [])), refusedAs('registers.unknown-field'))
  await assert.rejects(
    registers.read(citizen, { ...readOf(zhao, ['name']), key: {} }),
    refusedAs('registers.not-a-key'),
  )
  await assert.rejects(
    registers.read(citizen, { ...readOf(zhao, ['name']), key: { name: '赵测试' } }),
    refusedAs('registers.not-a-key'),
  )
  await assert.rejects(
    registers.read(citizen, { ...readOf(zhao, ['name']), register: 'secrets' }),
    refusedAs('registers.missing'),
  )
})

test('a visitor reads nothing, and an official without a case only with masks', async () => {
  await assert.rejects(registers.read(anonymousActor(realm), readOf(zhao, ['name'])), refusedAs('registers.forbidden'))
  await assert.rejects(registers.read(official, readOf(zhao, ['name'])), refusedAs('registers.forbidden'))
  await assert.rejects(registers.maskedRead(citizen, readOf(zhao, ['name'])), refusedAs('registers.forbidden'))
  assert.equal((await registers.read(official, readOf(zhao, ['name'], { caseId: 'c1' }))).values.name, '赵测试')
  const masked = await registers.maskedRead(official, readOf(zhao, ['name', 'id_number', 'address', 'household']))
  assert.deepEqual(masked.values, { name: '赵*试', id_number: '999***********0018', address: '****', household: 3 })
})

test('each read is in the log before its answer, and the person sees which department read what and why', async () => {
  await registers.read(official, readOf(zhao, ['name', 'address'], { caseId: 'case-7' }))
  const { items } = await registers.listReadsOf(citizen, { limit: 100 })
  const line = items.find(({ caseId }) => caseId === 'case-7')
  assert.deepEqual(line, {
    readAt: now.toISOString(),
    register: 'population',
    registerName: '公安人口库',
    registerNameEn: 'Population',
    fields: ['姓名', '住址'],
    reader: '市场监督管理局',
    readerKind: 'official',
    purpose: '受理审查',
    basis: '《行政许可法》第34条',
    status: 'found',
    caseId: 'case-7',
  })
  const first = await registers.listReadsOf(citizen, { limit: 1 })
  assert.equal(first.items.length, 1)
  const second = await registers.listReadsOf(citizen, { limit: 1, cursor: first.next ?? '' })
  assert.notDeepEqual(second.items, [])
  assert.deepEqual((await registers.listReadsOf(official, { limit: 10 })).items, [])
})

test('blanks around a number keep no question out of the log of whom it is about, found or not', async () => {
  const reads = async () => (await registers.listReadsOf(citizen, { limit: 50 })).items.length
  const before = await reads()
  const key = { id_number: ` ${zhao} ` }
  await registers.maskedRead(official, { ...readOf(zhao, ['name']), key })
  await registers.lookUp(official, 'population', { key, ...why, asKnown: '2000-01-01T00:00:00Z' })
  const scope = { register: 'population', fields: ['name'], plain: [], rows: { household: '99' } }
  const reader = { realm, name: '某局·某系统', account: 'zt-key', ...why }
  const { rows } = await registers.shared.page(reader, scope, { where: key, limit: 5 })
  assert.deepEqual(rows, [])
  assert.equal((await reads()) - before, 3)
})

test('a thousand reads at once are all logged, in few inserts', async () => {
  const count = async () => Number((await database.pool.query('select count(*) from registers.read_log')).rows[0].count)
  const commits = async () =>
    Number((await database.pool.query('select count(distinct xmin::text) as n from registers.read_log')).rows[0].n)
  const [lines, writes] = [await count(), await commits()]
  await Promise.all(Array.from({ length: 1000 }, () => registers.read(citizen, readOf(zhao, ['name']))))
  assert.equal((await count()) - lines, 1000)
  assert.ok((await commits()) - writes < 500, 'reads share their commits')
})

test('no answer leaves when the log cannot be written', async () => {
  await database.pool.query('alter table registers.read_log rename to read_log_away')
  try {
    await assert.rejects(registers.read(citizen, readOf(zhao, ['name'])))
  } finally {
    await database.pool.query('alter table registers.read_log_away rename to read_log')
  }
  assert.equal((await registers.read(citizen, readOf(zhao, ['name']))).status, 'found')
})

test('a register made silent for a person answers that it does not answer', async () => {
  const yaml = `simulations: [{ register: population, unavailableFor: ['${wang}'], note: 演示 }]`
  await seedRegisters(registers, realm, ['population'], [{ path: 'seed/simulations.yaml', text: yaml }])
  const answer = await registers.read(citizen, readOf(wang, ['name']))
  assert.deepEqual([answer.status, answer.rows], ['unavailable', []])
  assert.match(answer.sourceLabel, /模拟/)
  assert.equal((await registers.read(citizen, readOf(zhao, ['name']))).status, 'found')
})

test('a declaration may grow; one that would lose data is refused and nothing changes', async () => {
  const grown: Register = {
    ...population,
    version: 2,
    fields: [...population.fields, { key: 'nation', name: '民族', nameEn: 'Ethnicity', type: 'text', ...field }],
  }
  await database.db.transaction().execute((tx) => registers.declare(tx, realm, grown))
  await registers.importCsv(realm, 'population', `id_number,name,nation\n${zhao},赵测试,汉族\n`)
  assert.equal((await registers.read(citizen, readOf(zhao, ['nation']))).values.nation, '汉族')
  const lossy: Register = { ...grown, version: 3, fields: grown.fields.slice(0, 2) }
  await assert.rejects(
    database.db.transaction().execute((tx) => registers.declare(tx, realm, lossy)),
    refusedAs('registers.destructive'),
  )
  assert.equal((await registers.get(realm, 'population')).version, 2)
})

test('the list of registers tells how high each is graded', async () => {
  const [summary] = await registers.list(realm)
  assert.equal(summary?.grade, 3)
  assert.equal(summary?.fieldCount, 6)
})

test('a record is looked up as it is, as it was, and as it was known to have been, each with masks and in the log', async () => {
  const start = now.getTime()
  const id = '999900199210230115'
  const at = (days: number) => new Date(start + days * 86_400_000)
  const write = (name: string) =>
    database.db
      .transaction()
      .execute((tx) => registers.record(tx, realm, 'population', { id_number: id, name, household: 1 }))
  now.setTime(at(1).getTime())
  await write('钱甲')
  now.setTime(at(5).getTime())
  await write('钱乙乙')
  now.setTime(at(9).getTime())
  const look = async (more: { asOf?: Date; asKnown?: Date; history?: boolean }) => {
    const asked = { key: { id_number: id }, fields: ['name', 'household'], ...why, history: more.history ?? false }
    const found = await registers.lookUp(official, 'population', {
      ...asked,
      ...(more.asOf ? { asOf: more.asOf.toISOString() } : {}),
      ...(more.asKnown ? { asKnown: more.asKnown.toISOString() } : {}),
    })
    return found.map(({ version, values, validTo }) => [version, values.name, validTo !== undefined])
  }
  assert.deepEqual(await look({}), [[2, '钱*乙', false]])
  assert.deepEqual(await look({ asOf: at(3) }), [[1, '钱*', true]])
  assert.deepEqual(await look({ asOf: at(7), asKnown: at(3) }), [[1, '钱*', false]], 'its end was not known yet')
  assert.deepEqual(await look({ asKnown: at(0) }), [], 'nothing was known before it was learnt')
  assert.deepEqual(await look({ history: true }), [
    [2, '钱*乙', false],
    [1, '钱*', true],
  ])
  await assert.rejects(
    registers.lookUp(citizen, 'population', { key: { id_number: id }, ...why }),
    refusedAs('registers.forbidden'),
  )
  await assert.rejects(
    registers.lookUp(official, 'population', { key: { id_number: id }, purpose: ' ', basis: 'x' }),
    refusedAs('registers.no-purpose'),
  )
  await assert.rejects(
    registers.lookUp(official, 'population', { key: { name: '钱' }, ...why }),
    refusedAs('registers.not-a-key'),
  )
  now.setTime(start)
})
