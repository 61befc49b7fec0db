import assert from 'node:assert/strict'
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createPacks, packsModule } from '#support/packs/index.ts'
import { compileFeel } from '#support/rules/index.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { packKinds } from '../wiring/pack-kinds.ts'
import { packCommand } from './pack.ts'

const realm = '441900'
const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const lamps = folder('./pack-test/fixtures/lamp-adoption')
const allPacks = folder('../../packs')

let database: TestDatabase
let home: string
before(async () => {
  database = await testDatabase([packsModule])
  home = await mkdtemp(join(tmpdir(), 'packs-'))
})
after(async () => {
  await database.close()
  await rm(home, { recursive: true })
})

async function run(...args: string[]) {
  let [out, err] = ['', '']
  const packs = createPacks({ db: database.db, clock: () => new Date(), realm, profile: 'demo', installers: [] })
  const code = await packCommand.run(args, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    kinds: packKinds(compileFeel),
    compileExpression: compileFeel,
    open: async () => ({ packs, realm, close: async () => {} }),
  })
  return { code, out, err }
}

/** A copy of the lamps in which one text of one file is another. */
async function spoilt(file: string, from: string, to: string): Promise<string> {
  const place = await mkdtemp(join(home, 'pack-'))
  await cp(lamps, place, { recursive: true })
  const text = await readFile(join(place, file), 'utf8')
  assert.ok(text.includes(from))
  await writeFile(join(place, file), text.replace(from, to))
  return place
}

for (const name of await readdir(allPacks)) {
  test(`the pack ${name} has no errors and all its examples pass`, async () => {
    const { code, out } = await run('test', join(allPacks, name))
    assert.equal(code, 0, out)
  })
}

test('examples run through form, bindings, flow and rule', async () => {
  const { code, out } = await run('test', lamps)
  assert.equal(code, 0, out)
  assert.match(out, /4 passed, 0 failed\n$/)
})

test('an example that comes out otherwise fails and says what came', async () => {
  const { code, out } = await run('test', await spoilt('examples/free-lamp.yaml', 'outcome: grant', 'outcome: deny'))
  assert.equal(code, 1)
  assert.match(out, /outcome: expected "deny", came "grant"/)
})

test('mistakes of every kind are told with file, line, column and the way to mend them', async () => {
  const cases: [string, string, string, RegExp][] = [
    [
      'rules/lamp-adoption.dmn',
      '<text>true</text>',
      '<text>= =</text>',
      /rules\/lamp-adoption\.dmn:\d+:\d+ error rules\./,
    ],
    [
      'flows/lamp-adoption.bpmn',
      '"granting" name',
      '"granting2" name',
      /flows\/lamp-adoption\.bpmn:\d+:\d+ error flows\./,
    ],
    [
      'flows/lamp-adoption.bpmn',
      'zt:decision="lamp-adoption"',
      'zt:decision="sun"',
      /flows\/.*packs\.unknown-reference: there is no rule "sun"/,
    ],
    [
      'items/lamp-adoption.yaml',
      'form: lamp-adoption',
      'form: sun',
      /items\/lamp-adoption\.yaml:\d+:\d+ error packs\.unknown-reference: there is no form "sun"/,
    ],
    [
      'items/lamp-adoption.yaml',
      'name: 路灯信息',
      'name: 其他材料',
      /items\/lamp-adoption\.yaml:\d+:\d+ error items\./,
    ],
    ['examples/free-lamp.yaml', 'given:', 'gifts:', /examples\/free-lamp\.yaml:\d+:\d+ error examples\.shape/],
  ]
  for (const [file, from, to, wanted] of cases) {
    const { code, out } = await run('validate', await spoilt(file, from, to))
    assert.equal(code, 1, out)
    assert.match(out, wanted)
  }
})

test('install puts everything but the examples in force, and again changes nothing', async () => {
  assert.match((await run('install', lamps)).out, /新增 added 5, 未变 unchanged 0\n$/)
  const { code, out } = await run('install', lamps, '--json')
  assert.equal(code, 0)
  assert.deepEqual(JSON.parse(out.trim().split('\n').at(-1) ?? '').installed, [
    { name: 'lamp-adoption', version: '1.0.0', added: 0, unchanged: 5 },
  ])
})

test('a changed version is refused with its code', async () => {
  const changed = await spoilt('forms/lamp-adoption.yaml', '认养哪一盏', '认养哪盏')
  const { code, err } = await run('install', changed)
  assert.equal(code, 1)
  assert.match(err, /packs\.same-version: form lamp-adoption version 1/)
})

test('links are refused: a pack holds all it says', async () => {
  const place = await spoilt('pack.yaml', '1.0.0', '1.0.1')
  await symlink('/etc/hostname', join(place, 'seed', 'secret.csv'))
  const { code, err } = await run('validate', place)
  assert.equal(code, 1)
  assert.match(err, /seed\/secret\.csv is a link/)
})

test('a wrong call shows how to call, and help is no failure', async () => {
  assert.equal((await run('validate')).code, 2)
  assert.equal((await run('explode', lamps)).code, 2)
  assert.equal((await run('validate', lamps, '--loud')).code, 2)
  assert.match((await run('validate', join(home, 'nowhere'))).err, /packs\.missing/)
  const { code, out } = await run('--help')
  assert.equal(code, 0)
  assert.match(out, /zt pack validate/)
})
