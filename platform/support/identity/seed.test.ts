import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { parseCitizenId } from '#kernel/codes/citizen-id.ts'
import { parseCreditCode } from '#kernel/codes/credit-code.ts'
import { openDemoCity, realm } from '#testing/demo-city.ts'
import { demoSignIns, seedAccounts } from './index.ts'

const { database, identity, organisations, seed, signIn, count } = await openDemoCity()

after(() => database.close())

test('the demo people and firms are invented, marked, and their codes pass their check digits', () => {
  for (const person of seed.people) {
    assert.match(person.idNumber, /^999900/)
    const read = parseCitizenId(person.idNumber, '2026-11-23')
    assert.ok(read.ok, person.name)
    assert.equal(read.value.sex, person.sex === '男' ? 'male' : 'female', person.name)
    assert.match(person.name, /测试|样例|演示|虚构|试办/)
  }
  for (const firm of seed.firms) {
    assert.match(firm.name, /演示/)
    const read = parseCreditCode(firm.code)
    assert.ok(read.ok && read.value.findings.length === 0, firm.name)
  }
  for (const official of seed.officials) assert.match(official.name, /演示/)
})

test('every listed demo sign-in works, with the roles and department it promises', async () => {
  const list = demoSignIns(seed, await organisations.listDepartments(realm))
  assert.equal(list.length, seed.people.length + seed.officials.length)
  for (const { username, password, name, kind, roles, department } of list) {
    const { actor } = await signIn(username, password)
    assert.equal(actor.name, name)
    assert.equal(actor.kind, kind)
    assert.deepEqual(
      actor.posts.map((post) => post.role),
      roles,
    )
    assert.equal(actor.posts[0]?.departmentName, department)
  }
})

test('seeding again changes nothing', async () => {
  const tables = ['identity.party', 'identity.account', 'identity.post', 'identity.agent', 'identity.audit_entry']
  const once = await Promise.all(tables.map(count))
  await seedAccounts(identity, realm, seed)
  assert.deepEqual(await Promise.all(tables.map(count)), once)
})

test('identity numbers and tokens are not in the tables in clear, and the owner of a number is found by it', async () => {
  const { token } = await signIn('zhao.ceshi')
  const person = seed.people[0]!
  const dump = await sql<{ text: string }>`
    select concat((select string_agg(p::text, '') from identity.party p),
                  (select string_agg(s::text, '') from identity.session s),
                  (select string_agg(e.entry, '') from identity.audit_entry e)) as text`.execute(database.db)
  const text = dump.rows[0]?.text ?? ''
  assert.ok(text.includes(person.name))
  for (const secret of [person.idNumber, person.mobile, token, Buffer.from(person.idNumber).toString('hex')])
    assert.ok(!text.includes(secret))
  const party = await identity.parties.findByIdNumber(realm, person.idNumber)
  assert.equal(party?.name, person.name)
  assert.deepEqual(await identity.parties.readPerson(realm, party?.id ?? ''), {
    name: person.name,
    idType: '111',
    idNumber: person.idNumber,
    mobile: person.mobile,
  })
})
