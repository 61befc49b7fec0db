import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { compileFeel } from '#support/rules/index.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { formKind } from '../forms/index.ts'
import { registerKind } from '../registers/index.ts'
import { type Artefact, createPacks, type Installer, loadPack, type PackFile, packsModule, textsKind } from './index.ts'

const realm = '441900'
const system = systemActor(realm)
const kinds = [registerKind, formKind(compileFeel), textsKind]

const header = 'name: bees\nversion: 1.0.0\ntitle: 养蜂\ntitleEn: Bees\nvalidFrom: 2026-01-01\n'.replace(
  '2026-01-01',
  "'2026-01-01'",
)
const register = `key: keeper
version: 1
name: 养蜂人库
nameEn: Beekeepers
owner: agriculture
sourceLabel: 养蜂人库
cycle: daily
keyFields: [keeper_no]
fields:
  - { key: keeper_no, name: 登记号, nameEn: Number, type: text, class: business, grade: 1, pi: none }
  - { key: hives, name: 蜂箱数, nameEn: Hives, type: integer, class: business, grade: 1, pi: none }
`
const form = `key: apply
version: 1
title: 登记
titleEn: Register
schema:
  type: object
  properties:
    place:
      type: string
      title: 放蜂地点
      maxLength: 100
      x-ui: { en: Place }
    hives:
      type: integer
      title: 蜂箱数
      x-ui: { en: Hives, why: 今年的数量要重新申报 }
pages:
  - { key: one, title: 地点, titleEn: Place, fields: [place, hives] }
`
/** The first question asked as a number, as the register holds it. */
const countForm = form.replace('      type: string\n', '      type: integer\n')
const good: PackFile[] = [
  { path: 'pack.yaml', text: header },
  { path: 'registers/keeper.yaml', text: register },
  { path: 'forms/apply.yaml', text: form },
  { path: 'texts/zh.yaml', text: 'version: 1\ntexts: { hello: 您好 }\n' },
  { path: 'texts/en.yaml', text: 'version: 1\ntexts: { hello: Hello }\n' },
  { path: 'README.md', text: '# Bees' },
]
const withFile = (path: string, text: string) => [...good.filter((file) => file.path !== path), { path, text }]
const problemsOf = async (files: PackFile[]) =>
  (await loadPack(files, kinds, [])).problems.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)

test('a pack that fits has no problems', async () => {
  assert.deepEqual(await problemsOf(good), [])
})

test('each mistake is told with its file, line and column', async () => {
  const cases: [PackFile[], string][] = [
    [good.filter(({ path }) => path !== 'pack.yaml'), 'pack.yaml:1:1 packs.no-header'],
    [withFile('pack.yaml', `${header}requires: [honey]\n`), 'pack.yaml:6:12 packs.requires-missing'],
    [withFile('pack.yaml', `${header}colour: yellow\n`), 'pack.yaml:6:1 packs.shape'],
    [withFile('notes.txt', 'x'), 'notes.txt:1:1 packs.unknown-file'],
    [
      withFile('forms/apply.yaml', form.replace('title: 放蜂地点', 'titel: 放蜂地点')),
      'forms/apply.yaml:8:5 forms.no-title',
    ],
    [
      withFile('forms/apply.yaml', form.replace('fields: [place, hives]', 'fields: [place, honey]')),
      'forms/apply.yaml:18:60 forms.page-unknown-field',
    ],
    [
      withFile('forms/apply.yaml', form.replace(', why: 今年的数量要重新申报', '')),
      'forms/apply.yaml:13:5 forms.asked-twice',
    ],
    [
      withFile('forms/apply.yaml', form.replace('version: 1', 'version: one')),
      'forms/apply.yaml:1:1 packs.no-identity',
    ],
    [withFile('forms/other.yaml', form), 'forms/other.yaml:1:1 packs.double'],
    [
      withFile('registers/keeper.yaml', register.replace('type: integer', 'type: whole')),
      'registers/keeper.yaml:11:45 registers.shape',
    ],
    [
      withFile('registers/keeper.yaml', register.replace('grade: 1, pi: none', 'grade: 1, pi: sensitive')),
      'registers/keeper.yaml:10:79 registers.grade-too-low',
    ],
    [withFile('texts/en.yaml', 'version: 1\ntexts:\n  bye: Bye\n'), 'texts/en.yaml:3:3 texts.one-language'],
    [withFile('texts/en.yaml', 'version: 1\ntexts: [\n'), 'texts/en.yaml:3:1 packs.yaml'],
    [withFile('texts/en.yaml', 'version: 1\nversion: 2\ntexts: {}\n'), 'texts/en.yaml:2:1 packs.yaml'],
    [withFile('texts/en.yaml', 'version: 1\ntexts: { a: &x one, b: *x }\n'), 'texts/en.yaml:1:1 packs.yaml-alias'],
  ]
  for (const [files, wanted] of cases) {
    const found = await problemsOf(files)
    assert.ok(found.includes(wanted), `${wanted} among ${found.join(' | ')}`)
  }
})

test('a form that reads what a register does not have is told at the source', async () => {
  const bound = form.replace(
    '      maxLength: 100\n',
    '      maxLength: 100\n      x-from: { register: keeper, key: { hives: { const: 1 } }, field: place }\n',
  )
  const found = await problemsOf(withFile('forms/apply.yaml', bound))
  assert.deepEqual(found, [
    'forms/apply.yaml:12:7 forms.unknown-register-field',
    'forms/apply.yaml:12:7 forms.not-a-key',
  ])
  const unknown = await problemsOf(withFile('forms/apply.yaml', bound.replace('register: keeper', 'register: honey')))
  assert.deepEqual(unknown, ['forms/apply.yaml:12:7 packs.unknown-reference'])
})

test('a form that would read the personal data of whomever an answer names is refused', async () => {
  const personal = register
    .replace('keyFields: [keeper_no]', 'keyFields: [keeper_no]\nsubject: keeper_no')
    .replace('class: business, grade: 1, pi: none }\n', 'class: identity, grade: 3, pi: sensitive }\n')
    .replace('class: business, grade: 1, pi: none', 'class: business, grade: 2, pi: general')
  const bound = (key: string) =>
    countForm.replace(
      '      maxLength: 100\n',
      `      maxLength: 100\n      x-from: { register: keeper, key: { keeper_no: ${key} }, field: hives }\n`,
    )
  const codes = async (key: string) => {
    const files = [...withFile('forms/apply.yaml', bound(key)).filter(({ path }) => path !== 'registers/keeper.yaml')]
    return problemsOf([...files, { path: 'registers/keeper.yaml', text: personal }])
  }
  assert.deepEqual(await codes('{ answer: /hives }'), ['forms/apply.yaml:12:7 forms.others-data'])
  assert.deepEqual(await codes('{ applicant: idNumber }'), [])
})

test('what another pack holds may be named once it is required', async () => {
  const base = await loadPack(good, kinds, [])
  const files = [
    { path: 'pack.yaml', text: header.replace('name: bees', 'name: honey') },
    {
      path: 'forms/honey.yaml',
      text: countForm
        .replace('key: apply', 'key: honey')
        .replace(
          '      maxLength: 100\n',
          '      maxLength: 100\n      x-from: { register: keeper, key: { keeper_no: { answer: /hives } }, field: hives }\n',
        ),
    },
  ]
  assert.deepEqual(
    (await loadPack(files, kinds, [base])).problems.map(({ code }) => code),
    ['packs.unknown-reference'],
  )
  const requiring = [{ path: 'pack.yaml', text: `${files[0]?.text}requires: [bees]\n` }, ...files.slice(1)]
  assert.deepEqual((await loadPack(requiring, kinds, [base])).problems, [])
})

let database: TestDatabase
const installed: string[] = []
const recorder: Installer = {
  kind: 'form',
  async install(_tx, _realm, added) {
    for (const { key, version } of added) {
      if (key === 'refused') throw new Refusal('conflict', 'test.refused', 'the owner does not want it')
      installed.push(`${key} ${version}`)
    }
  },
}
const newPacks = (profile: 'demo' | 'production' = 'demo') =>
  createPacks({
    db: database.db,
    clock: () => new Date('2026-11-23T02:00:00Z'),
    realm,
    profile,
    installers: [recorder],
  })

before(async () => {
  database = await testDatabase([packsModule])
})
after(() => database.close())

const bump = (text: string, to: number) => text.replace('version: 1\n', `version: ${to}\n`)
const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const load = (files: PackFile[]) => loadPack(files, kinds, [])

test('installing publishes each version once, again changes nothing, and a version never changes', async () => {
  const packs = newPacks()
  assert.equal(await packs.find('form', 'apply'), undefined)
  assert.deepEqual(await packs.install(system, await load(good)), {
    name: 'bees',
    version: '1.0.0',
    added: 4,
    unchanged: 0,
  })
  assert.deepEqual(await packs.install(system, await load(good)), {
    name: 'bees',
    version: '1.0.0',
    added: 0,
    unchanged: 4,
  })
  assert.deepEqual(installed, ['apply 1'])
  const changed = await load(withFile('forms/apply.yaml', form.replace('title: 登记', 'title: 备案')))
  await assert.rejects(packs.install(system, changed), refusedAs('packs.same-version'))
  const raised = await load(withFile('forms/apply.yaml', bump(form.replace('title: 登记', 'title: 备案'), 2)))
  assert.equal((await packs.install(system, raised)).added, 1)
  assert.equal((await packs.get<{ title: string }>('form', 'apply')).content.title, '备案')
  assert.equal((await packs.get<{ title: string }>('form', 'apply', { version: 1 })).content.title, '登记')
  assert.equal((await packs.list('form')).length, 1)
  assert.equal((await packs.listPacks())[0]?.name, 'bees')
})

test('the fields of a form are handed out in the order in which they were written', async () => {
  const { content } = await newPacks().get<{ schema: { properties: object } }>('form', 'apply', { version: 1 })
  assert.deepEqual(Object.keys(content.schema.properties), ['place', 'hives'])
})

test('a version in force later is not handed out before its day', async () => {
  const packs = newPacks()
  const later = withFile('forms/apply.yaml', bump(form, 3)).map((file) =>
    file.path === 'pack.yaml'
      ? { ...file, text: header.replace('2026-01-01', '2027-01-01').replace('1.0.0', '1.1.0') }
      : file,
  )
  await packs.install(system, await load(later.filter(({ path }) => !path.startsWith('texts'))))
  assert.equal((await packs.get('form', 'apply')).version, 2)
  assert.equal((await packs.get('form', 'apply', { asOf: '2027-01-01' })).version, 3)
})

test('another process sees what was installed, and what is made of a version is made once', async () => {
  const [here, there] = [newPacks(), newPacks()]
  await there.list('form')
  await here.install(system, await load(withFile('forms/apply.yaml', bump(form, 4))))
  const found = await there.get('form', 'apply', { version: 4 })
  let times = 0
  const make = (artefact: Artefact) => there.made(artefact, 'compiled', () => ({ times: ++times }))
  assert.equal(make(found), make(found))
  assert.equal(times, 1)
})

test('of two that install the same at once, one installs it', async () => {
  const files = withFile('forms/apply.yaml', bump(form, 5))
  const both = await Promise.all(
    [newPacks(), newPacks()].map(async (packs) => packs.install(system, await load(files))),
  )
  assert.deepEqual(both.map(({ added }) => added).sort(), [0, 1])
})

test('when an owner refuses, nothing of the pack is installed', async () => {
  const packs = newPacks()
  const files = withFile(
    'forms/refused.yaml',
    form.replace('key: apply', 'key: refused').replace('version: 1', 'version: 1'),
  )
  await assert.rejects(packs.install(system, await load(files)), refusedAs('test.refused'))
  assert.equal(await packs.find('form', 'refused'), undefined)
})

test('a key belongs to the pack that brought it', async () => {
  const packs = newPacks()
  const thief = [
    { path: 'pack.yaml', text: header.replace('name: bees', 'name: wasps') },
    {
      path: 'forms/apply.yaml',
      text: bump(form.replaceAll(/ {6}x-ui: \{ en: Hives.*\n/g, '      x-ui: { en: Hives }\n'), 9),
    },
  ]
  await assert.rejects(packs.install(system, await load(thief)), refusedAs('packs.taken'))
})

test('packs with errors, and invented people in production, are refused', async () => {
  await assert.rejects(newPacks().install(system, await load([])), refusedAs('packs.invalid'))
  const demo = await load(withFile('pack.yaml', `${header}demo: true\n`))
  await assert.rejects(newPacks('production').install(system, demo), refusedAs('packs.demo-in-production'))
  await assert.rejects(newPacks().get('form', 'nothing'), refusedAs('packs.missing'))
})
