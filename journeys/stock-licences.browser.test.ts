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
import { signIn } from './client.ts'

const zt = fileURLToPath(new URL('../platform/cli/main.ts', import.meta.url))

/** A file of licences of the years before: one as it should be, one that is mended, one whose ID number is wrong. */
const stockFile = (width: number) =>
  [
    '许可证编号,持证人,证件号码,发证日期,有效期至,经营者名称,统一社会信用代码,经营场所,主体业态,业态代码,经营项目',
    `旧食${width}A,赵测试,999900198803120018,2024-03-05,2029-03-04,赵记小吃（演示）,92441900MADEM00115,演示路1号,餐饮服务经营者,2,热食类`,
    `旧食 ${width}B,东莞市测试餐饮店（演示）,92441900MADEM00115,2024年5月6日,2029/5/5,东莞市测试餐饮店（演示）,92441900MADEM00115,演示路2号,餐饮服务经营者,2,热食类`,
    `旧食${width}C,王测试,999900199509500000,2024-03-05,2029-03-04,王记（演示）,92441900MADEM00115,演示路3号,餐饮服务经营者,2,热食类`,
  ].join('\n')

// What an office gave on paper becomes electronic: tried, then issued under its seal, and its holders have it at once.
describe('stock licences are brought in from a file', () => {
  let city: City
  let browser: Watch
  const file = join(tmpdir(), `stock-${process.pid}.csv`)
  before(async () => {
    city = await startCity()
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
    await rm(file, { force: true })
  })

  for (const width of widths)
    test(`at ${width} px`, async () => {
      await writeFile(file, stockFile(width))
      const page = await browser.visit(city.url, { width })
      await step(page, 'sign in', () => signInOnWorkbench(page, 'jdg'))
      await step(page, 'upload', async () => {
        await page.goto('/workbench/stock-licences')
        await heading(page, '存量证照')
        assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
        await page.locator('input[type=file]').setInputFiles(file)
        await page.getByLabel('证照种类').click()
        await page.getByTitle(/食品经营许可证/).click()
        await page.getByRole('button', { name: /^上\s*传$/ }).click()
        await sees(page, '每一项在哪一列')
        await picture(page, 'workbench-stock-columns')
        assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
      })
      await step(page, 'a trial issues nothing', async () => {
        await page.getByRole('button', { name: '试导入' }).click()
        await sees(page, '这是试导入的结果，还没有签发。')
        await sees(page, '证件号码不对')
        await picture(page, 'workbench-stock-trial')
        assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
      })
      await step(page, 'then they are issued', async () => {
        await page.getByRole('button', { name: '正式导入' }).click()
        await page.getByRole('button', { name: /^签\s*发$/ }).click()
        await sees(page, '已完成')
        await page.getByRole('button', { name: /^修正后签发/ }).click()
        await sees(page, '发证日期：日期改写')
        await picture(page, 'workbench-stock-done')
        assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
      })
      const zhao = await signIn(city.url, 'zhao.ceshi')
      const { items } = (await zhao.get('/credentials?limit=100')).body
      const own = items.find(({ number }: { number: string }) => number === `旧食${width}A`)
      const { body: seen } = await zhao.get(`/verifications/${own.verifyCode}`)
      assert.deepEqual(
        [seen.genuine, seen.status, seen.issued, seen.validTo],
        [true, 'valid', '2024-03-05', '2029-03-04'],
      )
    })

  test('the same file on the command line changes nothing', async () => {
    const asked = ['stock', file, '--type', 'food-business-licence', '--department', 'market-regulation', '--json']
    const { stdout } = await promisify(execFile)(process.execPath, [zt, ...asked], {
      env: { ...process.env, DATABASE_URL: city.databaseUrl, ZT_DATA: city.dataDir, ZT_LOG: 'warn' },
    })
    const run = JSON.parse(stdout.trim().split('\n').at(-1)!)
    assert.deepEqual([run.state, run.issued, run.repaired, run.unchanged, run.refused], ['done', 0, 0, 2, 1])
  })
})
