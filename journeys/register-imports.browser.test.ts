import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  axeViolations,
  heading,
  picture,
  sees,
  sideways,
  signInOnWorkbench,
  startBrowser,
  step,
  type Watch,
  widths,
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'

const zt = fileURLToPath(new URL('../platform/cli/main.ts', import.meta.url))

/** Divisions of no real province: two that fit, one whose code is none, one whose level nobody knows. */
const divisions = (town: string) =>
  [
    'code,name,streetCode',
    `991100001001,${town}东村,991100001`,
    '991100001002,虚构西村,991100001',
    '12ab,坏码村,991100001',
    '991100001004,无上级村,9911',
  ].join('\n')

describe('a file is brought into a register, and what was known of it when can be asked', () => {
  let city: City
  let browser: Watch
  let admin: Person
  const file = join(tmpdir(), `divisions-${process.pid}.csv`)
  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    admin = await signIn(city.url, 'admin')
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
    await rm(file, { force: true })
  })

  for (const width of widths)
    test(`on the workbench at ${width} px: upload, columns, progress, report`, async () => {
      await writeFile(file, divisions(`虚构${width}`))
      const page = await browser.visit(city.url, { width })
      await step(page, 'sign in', () => signInOnWorkbench(page, 'admin'))
      await step(page, 'upload', async () => {
        await page.goto('/workbench/register-imports')
        await heading(page, '数据入库')
        assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
        await page.locator('input[type=file]').setInputFiles(file)
        await page.getByLabel('登记库', { exact: true }).click()
        await page.keyboard.type('行政区划')
        await page.getByTitle('行政区划库').click()
        await page.getByRole('button', { name: /^上\s*传$/ }).click()
        await sees(page, '每个字段在哪一列')
        await picture(page, 'workbench-register-import-columns')
        assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
      })
      await step(page, 'columns, and one value for every line', async () => {
        await page.getByLabel('上级代码').click()
        await page.getByTitle('streetCode').last().click()
        await page.getByLabel('级别').click()
        await page.getByTitle('固定值：村级').last().click()
        await page.getByRole('button', { name: '开始入库' }).click()
        await sees(page, '已入库')
        await sees(page, '对账校验和')
        await sees(page, '校验码不对')
        await picture(page, 'workbench-register-import-done')
        assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
      })
    })

  test('the refused lines are a file, and who is no administrator gets neither page nor file', async () => {
    const { items } = (await admin.get('/register-imports?register=divisions')).body
    assert.deepEqual([items[0].accepted, items[0].refused, items[0].state], [2, 2, 'done'])
    const { body } = await admin.get(`/register-imports/${items[0].id}/faults`)
    assert.deepEqual(
      body.items.map(({ line, field, reason }: Record<string, unknown>) => [line, field, reason]),
      [
        [4, 'code', 'wrong-check'],
        [5, 'parent', 'wrong-check'],
      ],
    )
    const clerk = await signIn(city.url, 'slg')
    assert.equal((await clerk.get(`/register-imports/${items[0].id}`)).status, 403)
  })

  test('the same file on the command line changes nothing', async () => {
    const mapping = ['--map', 'parent=streetCode', '--set', 'level=village']
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [zt, 'register', 'import', 'divisions', file, ...mapping, '--json'],
      { env: { ...process.env, DATABASE_URL: city.databaseUrl, ZT_DATA: city.dataDir, ZT_LOG: 'warn' } },
    )
    const run = JSON.parse(stdout.trim().split('\n').at(-1)!)
    assert.deepEqual([run.state, run.added, run.changed, run.same, run.refused], ['done', 0, 0, 2, 2])
  })
})
