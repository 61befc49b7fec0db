import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { parse } from 'yaml'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { completeCreditCode, parseCreditCode } from '#kernel/codes/credit-code.ts'
import { Refusal } from '#kernel/errors.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import {
  chinaDivisions,
  createOrganisations,
  type DepartmentSeed,
  type Organisations,
  organisationsModule,
  seedOrganisations,
} from './index.ts'

const dongguan = '441900000000'
const nancheng = '441900004000'

let database: TestDatabase
let organisations: Organisations
let seed: DepartmentSeed

before(async () => {
  database = await testDatabase([organisationsModule])
  organisations = createOrganisations({ db: database.db, clock: () => new Date('2026-11-23T01:00:00Z') })
  const file = new URL('../../../packs/demo-city/seed/departments.yaml', import.meta.url)
  seed = parse(await readFile(file, 'utf8')) as DepartmentSeed
  await organisations.loadDivisions(await chinaDivisions('4419'))
  await seedOrganisations(organisations, '441900', seed)
})

after(() => database.close())

test('a loaded edition is not loaded again', async () => {
  assert.equal(await organisations.loadDivisions(await chinaDivisions('4419')), false)
})

test('the country is there down to the county, and one city down to the village', async () => {
  const limit = 500
  assert.equal((await organisations.listDivisions({ limit })).length, 34)
  assert.equal((await organisations.listDivisions({ parent: '440300000000', limit })).length, 9)
  assert.equal((await organisations.listDivisions({ parent: '440305000000', limit })).length, 0)
  assert.equal((await organisations.listDivisions({ parent: nancheng, limit })).length, 18)
})

test('the towns and streets of Dongguan lie directly under the city, which has no counties', async () => {
  const towns = await organisations.listDivisions({ parent: dongguan, limit: 500 })
  assert.equal(towns.length, 36)
  assert.ok(towns.every((each) => each.level === 'township'))
  assert.equal(await organisations.findDivision('441900'.padEnd(12, '0')).then((found) => found?.level), 'prefecture')
})

test('a division is given with all it lies in, so that an address can be written out', async () => {
  const { division, path } = await organisations.getDivision(nancheng)
  assert.equal(division.name, '南城街道')
  assert.deepEqual(
    path.map((each) => each.name),
    ['广东省', '东莞市', '南城街道'],
  )
})

test('an unknown division is refused by name', async () => {
  await assert.rejects(organisations.getDivision('999900000000'), (error) => {
    assert.ok(error instanceof Refusal)
    return error.code === 'organisations.division-missing'
  })
})

test('divisions are found by a part of their name, taken literally', async () => {
  const found = await organisations.listDivisions({ q: '松山湖', limit: 20 })
  assert.ok(found.some((each) => each.code === '441900401000'))
  assert.deepEqual(await organisations.listDivisions({ q: '%', limit: 20 }), [])
})

test('a division lies within itself, its city and its province, and in no other', async () => {
  for (const ancestor of [nancheng, dongguan, '440000000000'])
    assert.equal(await organisations.isWithin(nancheng, ancestor), true)
  assert.equal(await organisations.isWithin(nancheng, '441900003000'), false)
  assert.equal(await organisations.isWithin(dongguan, nancheng), false)
})

test('demo departments are marked as such and carry codes whose check digits hold', async () => {
  const departments = await organisations.listDepartments('441900')
  assert.equal(departments.length, seed.departments.length)
  for (const each of departments) {
    assert.equal(each.demo, true)
    assert.ok(each.code.includes('DEM0'), each.code)
    const read = parseCreditCode(each.code)
    assert.ok(read.ok && read.value.findings.length === 0, each.code)
  }
})

test('seeding twice changes nothing, and another realm sees none of it', async () => {
  const once = await organisations.listDepartments('441900')
  await seedOrganisations(organisations, '441900', seed)
  assert.deepEqual(await organisations.listDepartments('441900'), once)
  assert.deepEqual(await organisations.listDepartments('330825'), [])
})

test('a bureau is listed with its branches', async () => {
  const under = await organisations.listDepartmentsUnder('441900', 'market-regulation')
  assert.ok(under.some((each) => each.id === 'market-regulation-nancheng'))
  assert.ok(under.every((each) => each.id.startsWith('market-regulation')))
})

const administrator: Actor = {
  ...systemActor('330825'),
  kind: 'official',
  posts: [
    { id: 'p', role: 'administrator', departmentId: 'platform', departmentName: '平台', divisionCode: '330825000000' },
  ],
}
const bureau = {
  id: 'bureau',
  name: '龙游县演示局',
  code: completeCreditCode('11330825DEM000010'),
  divisionCode: '330825000000',
}

test('an administrator builds the tree of a new realm, department by department', async () => {
  await organisations.saveDepartment(administrator, bureau)
  const code = completeCreditCode('11330825DEM000029')
  const branch = { ...bureau, id: 'branch', name: '龙游县演示局城中所', code, parent: 'bureau' }
  await organisations.saveDepartment(administrator, branch)
  await organisations.saveDepartment(administrator, { ...bureau, name: '龙游县演示总局' })

  const names = (await organisations.listDepartments('330825')).map(({ name }) => name)
  assert.deepEqual(names, ['龙游县演示总局', '龙游县演示局城中所'])
})

test('a department is refused whose parent lies below it, whose place is unknown, or whose code is mistyped', async () => {
  const refused = (change: object) =>
    assert.rejects(organisations.saveDepartment(administrator, { ...bureau, ...change }), {
      code: 'organisations.bad-department',
    })

  await refused({ parent: 'branch' })
  await refused({ parent: 'nobody' })
  await refused({ id: 'twin' })
  await refused({ divisionCode: '999900000000' })
  await refused({ code: `${bureau.code.slice(0, 17)}${bureau.code.endsWith('0') ? '1' : '0'}` })
})

test('who is not an administrator keeps no departments', async () => {
  const officer = {
    ...administrator,
    posts: administrator.posts.map((post) => ({ ...post, role: 'decider' as const })),
  }

  for (const actor of [officer, systemActor('330825')])
    await assert.rejects(organisations.saveDepartment(actor, bureau), { code: 'organisations.forbidden' })
})
