import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  axeViolations,
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

// Administrators keep the tree of departments and what is said of each from which day on; supervisors look.
describe('departments in the workbench', () => {
  let city: City
  let browser: Watch
  before(async () => {
    city = await startCity()
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  for (const [place, width] of widths.entries())
    test(`at ${width} px`, async () => {
      const admin = await browser.visit(city.url, {
        width,
        expects: ['422 PUT /departments/', '409 PUT /departments/'],
      })
      await step(admin, 'sign in', () => signInOnWorkbench(admin, 'admin'))
      await step(admin, 'find one in the tree', () => findInTree(admin))
      await step(admin, 'add one', () => addOne(admin, place))
      await step(admin, 'say another name and review body from a day on', () => sayMore(admin, place))
      await admin.context().close()

      const supervisor = await browser.visit(city.url, { width })
      await step(supervisor, 'sign in', () => signInOnWorkbench(supervisor, 'supervisor'))
      await supervisor.goto('/workbench/departments/tax')
      await sees(supervisor, /国家税务总局广东省税务局/)
      assert.equal(await supervisor.getByRole('button', { name: '另写一条' }).count(), 0)
      await supervisor.context().close()
    })
})

// While it was saving its sign stood before the word, and may stand there for a moment longer.
const save = { name: /保\s?存$/ }

async function findInTree(page: Page): Promise<void> {
  await page.goto('/workbench/departments')
  await sees(page, '东莞市市场监督管理局南城分局')
  await picture(page, 'departments')
  assert.deepEqual(await axeViolations(page), [])
  assert.equal(await sideways(page), 0)
  await page.getByLabel('按名称或代码筛选').fill('没有这个')
  await sees(page, '没有这样的部门')
  await page.getByLabel('按名称或代码筛选').fill('市场监督管理局')
  await page.getByRole('link', { name: '东莞市市场监督管理局', exact: true }).click()
  await sees(page, /复议机关 东莞市人民政府/)
  await picture(page, 'department')
  assert.deepEqual(await axeViolations(page), [])
  assert.equal(await sideways(page), 0)
}

async function addOne(page: Page, place: number): Promise<void> {
  await page.goto('/workbench/departments')
  await page.getByRole('button', { name: '新设部门' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', save).click()
  await sees(dialog, '请填写这一项')
  await dialog.getByLabel('标识').fill(`new-office-${place}`)
  await dialog.getByLabel('名称', { exact: true }).fill(`新设办公室${place}（演示）`)
  await dialog.getByLabel('统一社会信用代码').fill('11441900DEM000022X')
  await dialog.getByLabel('区划代码').fill('441900000000')
  await dialog.getByRole('button', save).click()
  await sees(dialog, /校验/)
  await picture(page, 'department-add')
  assert.deepEqual(await axeViolations(page), [])
  await page.keyboard.press('Escape')
}

async function sayMore(page: Page, place: number): Promise<void> {
  await page.goto('/workbench/departments/water')
  await page.getByRole('button', { name: '另写一条' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('从哪天起').fill('2024-06-01')
  await dialog.getByLabel('依据哪一份文件').fill('机构改革方案（演示）')
  await dialog.getByRole('button', save).click()
  await sees(dialog, /已经生效的登记内容不能改/)
  await dialog.getByLabel('从哪天起').fill(`209${place}-01-01`)
  await dialog.getByLabel('名称', { exact: true }).fill('东莞市水利局（演示）')
  await dialog.getByLabel('复议机关').fill('广东省水利厅（演示）')
  await picture(page, 'department-particulars')
  assert.deepEqual(await axeViolations(page), [])
  await dialog.getByRole('button', save).click()
  await sees(page, '还没生效')
  await sees(page, /复议机关 东莞市人民政府/)
  assert.equal(await sideways(page), 0)
}
