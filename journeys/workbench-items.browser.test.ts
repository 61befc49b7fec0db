import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  axeViolations,
  heading,
  picture,
  sees,
  signInOnPortal,
  signInOnWorkbench,
  startBrowser,
  step,
  type Watch,
  widths,
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { layoutPdf } from './people.ts'

/** A made-up catalogue: one row to mend, one without a name, one that is no JSON. */
function catalogue(name: string, place: number): Buffer {
  const row = {
    TASK_CODE: `11441900DEM000030X2442025${String(place).padStart(3, '0')}000`,
    TASK_NAME: name,
    TASK_TYPE: '20',
    TASK_TYPE_TEXT: '公共服务',
    DEPT_NAME: '东莞市政务服务和数据管理局',
    AREACODE: '441900',
    handle_time: '20(工作日)',
    handle_time_limit: '5(工作日)',
    accept_standard: '无',
    material_intro: '登记申请表',
    service_object_name: ['自然人'],
    consult_phone: '0769-00000000',
    complain_phone: '0769-00000001',
  }
  const unnamed = { ...row, TASK_CODE: row.TASK_CODE.replace(/0000$/, '9000'), TASK_NAME: '' }
  return Buffer.from(`${JSON.stringify(row)}\n${JSON.stringify(unnamed)}\n{"TASK_CODE":\n`)
}

// D1 by hand: an item manager takes a catalogue in, puts an item online, and a citizen applies for it.
describe('a catalogue is imported, an item mended and published, and applied for in the browser', () => {
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
      const name = `演示事项：${place === 0 ? '社区花园' : '邻里书屋'}登记`
      // An item without a draft says so by 404.
      const manager = await browser.visit(city.url, { width, expects: ['404 GET /items/'] })
      await step(manager, 'sign in', () => signInOnWorkbench(manager, 'item'))
      await step(manager, 'import', () => importCatalogue(manager, name, catalogue(name, place + 1)))
      await step(manager, 'edit', () => edit(manager, name))
      await step(manager, 'publish', () => publish(manager))
      const citizen = await browser.visit(city.url, { width })
      await step(citizen, 'apply', () => apply(citizen, name))
      for (const page of [manager, citizen]) await page.context().close()
    })
})

async function importCatalogue(page: Page, name: string, file: Buffer): Promise<void> {
  await page.getByRole('link', { name: '导入', exact: true }).click()
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '选择文件' }).click(),
  ])
  await chooser.setFiles({ name: 'made.jsonl', mimeType: 'application/json', buffer: file })
  await page.getByRole('button', { name: '开始导入' }).click()
  await heading(page, /的导入$/)
  await page.getByRole('progressbar', { name: '进度' }).waitFor()
  await sees(page, '已完成')
  await picture(page, 'workbench-import')
  await page.getByRole('button', { name: '拒收 2' }).click()
  await sees(page, /没有名称/)
  await page.getByRole('button', { name: '修补后装入 1' }).click()
  await sees(page, /“无”一类的字改为空/)
  await page.getByRole('link', { name }).click()
  await heading(page, name)
}

async function edit(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '修改', exact: true }).click()
  const title = page.getByRole('textbox', { name: '事项名称' })
  await title.fill('')
  await sees(page, '还没写，写好才会保存')
  await title.fill(name)

  await section(page, '环节与时限')
  const promised = page.getByRole('spinbutton', { name: /^承诺/ }).first()
  await promised.fill('30')
  await sees(page, /1 处必须改/)
  assert.equal(await promised.getAttribute('aria-invalid'), 'true', 'the fault stands beside its field')
  await picture(page, 'workbench-editor-lint')
  await promised.fill('5')
  await page
    .getByText(/处必须改/)
    .filter({ visible: true })
    .first()
    .waitFor({ state: 'hidden' })

  await section(page, '延续')
  const renewal = page.getByRole('checkbox', { name: '证照到期前可以延续' })
  await renewal.check()
  const days = page.getByRole('spinbutton', { name: '最晚提前多久申请' })
  assert.equal(await days.inputValue(), '30')
  await days.fill('45')
  // An item that gives no licence has nothing to renew.
  await sees(page, /1 处必须改/)
  assert.deepEqual(await axeViolations(page), [])
  await picture(page, 'workbench-renewal')
  await renewal.uncheck()
  await page
    .getByText(/处必须改/)
    .filter({ visible: true })
    .first()
    .waitFor({ state: 'hidden' })

  await section(page, '实施主体')
  await pick(page, '承办部门', '东莞市政务服务和数据管理局')
  await section(page, '办理方式')
  await pick(page, '申请表', 'generic-application')
  await pick(page, '流程', 'generic-application')
  await page.getByRole('combobox', { name: '可以在这里申请' }).click()
  await page.getByTitle('是', { exact: true }).filter({ visible: true }).click()
  await page.getByRole('checkbox', { name: '网上' }).check()
  await sees(page, /已自动保存/)
  await picture(page, 'workbench-editor')
}

async function section(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: '各部分' }).getByRole('button', { name }).click()
  await page.getByRole('heading', { level: 2, name }).waitFor()
}

/** Chooses by name or key from a list of published designs, or of departments. */
async function pick(page: Page, label: string, option: string): Promise<void> {
  const box = page.getByRole('combobox', { name: label, exact: true })
  await box.click()
  await box.fill(option)
  await page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click()
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' })
}

async function publish(page: Page): Promise<void> {
  await page.getByRole('link', { name: '与发布版比对' }).click()
  await sees(page, /处不同/)
  await picture(page, 'workbench-diff')
  await page.getByRole('button', { name: '发布', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await sees(dialog, /发布后自施行日起/)
  await picture(page, 'workbench-publish')
  await dialog.getByRole('button', { name: '发布', exact: true }).click()
  await sees(page, '已发布第 2 版')
  await page.getByRole('table').waitFor()
}

async function apply(page: Page, name: string): Promise<void> {
  await signInOnPortal(page, 'zhao.ceshi')
  await page.getByRole('combobox', { name: '搜索事项' }).fill(name.slice(5, 9))
  await page.getByRole('option', { name }).click()
  await page.getByRole('link', { name: '开始办理' }).click()
  await page
    .getByRole('group', { name: '替谁办？' })
    .getByRole('radio', { name: /我自己/ })
    .check()
  await page.getByRole('button', { name: '开始填写' }).click()
  await page.getByRole('link', { name: '继续填写' }).click()
  await page.getByLabel('申请办什么').fill('登记一处社区共用的地方')
  await page.getByRole('button', { name: '保存并继续' }).click()
  await page.getByRole('heading', { level: 1, name: '在哪里办' }).waitFor()
  await page.getByRole('button', { name: '保存并继续' }).click()
  await page.getByLabel('选择文件：登记申请表').setInputFiles({
    name: '登记申请表.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(layoutPdf),
  })
  await sees(page, '已上传')
  await page.getByRole('button', { name: '保存并继续' }).click()
  await page.getByRole('checkbox', { name: /我同意/ }).check()
  await page.getByRole('checkbox', { name: /内容真实/ }).check()
  await page.getByRole('button', { name: '提交申请' }).click()
  await heading(page, '申请已经提交')
}
