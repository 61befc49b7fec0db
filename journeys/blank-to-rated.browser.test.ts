import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  heading,
  picture,
  sees,
  signInOnPortal,
  signInOnWorkbench,
  sound,
  startBrowser,
  step,
  type Watch,
} from './browser.ts'
import { type City, startCity } from './city.ts'

const name = '摊位登记（演示）'

// Nothing but the browser: from no form, no flow, no rule, no licence to an item that somebody used and rated.
describe('an item is made from blanks by somebody who writes no code, used and rated', () => {
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

  test('licence type, form, rule, flow and item are published, and a citizen holds the licence and rates', async () => {
    const manager = await browser.visit(city.url, { expects: ['404 GET /designs/', '404 GET /items/'] })
    await step(manager, 'sign in', () => signInOnWorkbench(manager, 'item'))
    await step(manager, 'licence type', () => makeLicence(manager))
    await step(manager, 'form', () => makeForm(manager))
    await step(manager, 'rule', () => makeRule(manager))
    await step(manager, 'flow', () => makeFlow(manager))
    await step(manager, 'item', () => makeItem(manager))
    await step(manager, 'publish the item', () => publishItem(manager))

    const citizen = await browser.visit(city.url)
    const no = await step(citizen, 'apply', () => apply(citizen))
    await office('zs.slg', no, '受理')
    await office('zs.jdg', no, '准予', '符合规定条件')
    await step(citizen, 'licence', () => seeLicence(citizen, no))
    await step(citizen, 'rate', () => rate(citizen))
    for (const page of [manager, citizen]) await page.context().close()
  })

  /** One official's turn at the case. */
  async function office(username: string, no: string, verb: string, reason?: string): Promise<void> {
    const page = await browser.visit(city.url)
    await step(page, `${username} acts`, async () => {
      await signInOnWorkbench(page, username)
      await page.getByRole('row').filter({ hasText: no }).getByRole('link').click()
      await heading(page, name)
      const choice = page.getByRole('radio', { name: verb, exact: true })
      if (await choice.count()) await choice.check()
      if (reason) await page.getByLabel(/^意见/).fill(reason)
      await page.getByRole('button', { name: verb, exact: true }).last().click()
      const sure = page.getByRole('dialog').getByRole('button', { name: verb })
      const done = page.getByText(`已${verb}`)
      await sure.or(done).first().waitFor()
      if (await sure.isVisible()) await sure.click()
      await done.first().waitFor()
    })
    await page.context().close()
  }
})

async function begin(page: Page, kind: string, button: string, title: string, key: string, like?: string) {
  await page.goto(`/workbench/designs?kind=${kind}`)
  await page.getByRole('button', { name: button }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('名称').fill(title)
  await dialog.getByLabel('标识').fill(key)
  if (like) await pick(page, '照哪一个的样子', like)
  await dialog.getByRole('button', { name: '新建', exact: true }).click()
  await heading(page, title)
}

/** Chooses from a list by what it says. */
async function pick(page: Page, label: string, option: string): Promise<void> {
  const box = page.getByRole('combobox', { name: label, exact: true })
  await box.click()
  if (await box.isEditable()) await box.fill(option)
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).first().click()
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' })
}

async function publishDesign(page: Page): Promise<void> {
  await sees(page, '没有发现问题')
  await page.getByRole('button', { name: '发布', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('为什么改').fill('新开的事项（演示）')
  await dialog.getByRole('button', { name: '发布', exact: true }).click()
  await sees(page, '没有正在编辑的草案')
}

async function makeLicence(page: Page): Promise<void> {
  await begin(page, 'credential', '新建证照类型', '摊位登记证（演示）', 'stall-card')
  await sees(page, '1 处必须改')
  await pick(page, '哪个机构定义的', '东莞市政务服务和数据管理局')
  await page.getByLabel('类型代码').fill('ST1')
  await page.getByRole('button', { name: '加一个元素' }).click()
  await page.getByLabel('第 2 个元素名称').fill('卖什么')
  await page.getByLabel('第 2 个元素英文').fill('Goods')
  await page.getByLabel('第 2 个元素标识').fill('goods')
  await page.getByRole('checkbox', { name: '第 2 个元素 必有' }).check()
  await sees(page.getByRole('complementary', { name: '照面' }), '卖什么')
  await sees(page, '没有发现问题')
  await picture(page, 'licence-designer')
  await sound(page, 'licence-designer')
  await publishDesign(page)
}

async function makeForm(page: Page): Promise<void> {
  await begin(page, 'form', '新建表单', '摊位登记表（演示）', 'stall-form')
  await page.getByRole('button', { name: '加一页' }).click()
  const side = page.getByRole('complementary', { name: '属性' })
  await side.getByLabel('这一页的标题').fill('摊位')
  await page.getByRole('button', { name: '加一个字段' }).click()
  await page.getByRole('menuitem', { name: '一行文字', exact: true }).click()
  await side.getByLabel('问题或名称').fill('卖什么')
  await side.getByLabel('标识').fill('goods')
  await side.getByLabel('标识').press('Enter')
  await side.getByLabel('必填').check()
  await publishDesign(page)
}

async function makeRule(page: Page): Promise<void> {
  await begin(page, 'rule', '新建规则', '摊位规则（演示）', 'stall-check')
  await page.locator('td.output-cell').first().waitFor()
  await publishDesign(page)
}

/** Chooses a step of the drawing without a mouse. */
async function element(page: Page, said: string): Promise<void> {
  await pick(page, '选中的图形', said)
}

async function makeFlow(page: Page): Promise<void> {
  await begin(page, 'flow', '新建流程', '摊位流程（演示）', 'stall-flow', '模板：规则判断、收件、决定、发证')
  await sees(page, '还有必填的属性没有写。')
  await element(page, '规则判断')
  await pick(page, '问哪一条规则', '摊位规则（演示）')
  await sees(page, /不在证照类型里/)
  await element(page, '制证')
  await pick(page, '发哪种证照', '摊位登记证（演示）')
  await pick(page, '用哪张申请表的回答', '摊位登记表（演示）')
  await pick(page, '“持证人”取自', '姓名或名称')
  await pick(page, '“卖什么”取自', '卖什么')
  await sees(page, '没有发现问题')
  await picture(page, 'flow-designer-licence')
  await sound(page, 'flow-designer-licence')
  await publishDesign(page)
}

async function section(page: Page, label: string): Promise<void> {
  await page.getByRole('navigation', { name: '各部分' }).getByRole('button', { name: label }).click()
  await page.getByRole('heading', { level: 2, name: label }).waitFor()
}

async function makeItem(page: Page): Promise<void> {
  await page.goto('/workbench/items')
  await page.getByRole('button', { name: '新建事项' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('名称').fill(name)
  await dialog.getByLabel('实施主体').fill('东莞市政务服务和数据管理局')
  await dialog.getByRole('button', { name: '新建', exact: true }).or(dialog.locator('.ant-btn-primary')).first().click()
  await page.getByRole('textbox', { name: '事项名称' }).waitFor()
  await section(page, '实施主体')
  await pick(page, '承办部门', '东莞市政务服务和数据管理局')
  await section(page, '可以申请的人')
  await page.getByRole('checkbox', { name: '自然人' }).check()
  await section(page, '结果与证照')
  await pick(page, '结果类型', '证照')
  await pick(page, '证照类型', '摊位登记证（演示）')
  await section(page, '办理方式')
  await pick(page, '申请表', '摊位登记表（演示）')
  await pick(page, '流程', '摊位流程（演示）')
  await pick(page, '规则', '摊位规则（演示）')
  await pick(page, '可以在这里申请', '是')
  await page.getByRole('checkbox', { name: '网上' }).check()
  await page.getByText('申请表', { exact: true }).last().click()
  await sees(page, '核对身份')
  await sees(page, /已自动保存/)
  await picture(page, 'item-form-preview')
}

async function publishItem(page: Page): Promise<void> {
  await page.getByRole('button', { name: '发布', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await sees(dialog, /发布后/)
  await dialog.getByRole('button', { name: '发布', exact: true }).click()
  await sees(page, '已发布第 1 版')
}

async function apply(page: Page): Promise<string> {
  await signInOnPortal(page, 'zhao.ceshi')
  await page.getByRole('combobox', { name: '搜索事项' }).fill('摊位登记')
  await page.getByRole('option', { name }).click()
  await page.getByRole('link', { name: '开始办理' }).click()
  await page
    .getByRole('group', { name: '替谁办？' })
    .getByRole('radio', { name: /我自己/ })
    .check()
  await page.getByRole('button', { name: '开始填写' }).click()
  await page.getByRole('link', { name: '继续填写' }).click()
  // The page of who applies is answered by what the account holds: the first one to fill in is the second.
  await heading(page, '摊位')
  await page.getByLabel('卖什么').fill('豆花（演示）')
  await page.getByRole('button', { name: '保存并继续' }).click()
  await page.getByRole('checkbox', { name: /我同意/ }).check()
  await page.getByRole('checkbox', { name: /内容真实/ }).check()
  await page.getByRole('button', { name: '提交申请' }).click()
  await heading(page, '申请已经提交')
  const said = await page.getByRole('main').innerText()
  const no = /\b[0-9A-Z-]{14,}\b/.exec(said)?.[0]
  assert.ok(no, said)
  return no
}

async function seeLicence(page: Page, no: string): Promise<void> {
  await page.goto('/cases')
  await page.getByRole('listitem').filter({ hasText: name }).getByRole('link').first().click()
  await heading(page, '已批准')
  await sees(page, no)
  await page.getByRole('link', { name: '查看并出示' }).click()
  await heading(page, '我的证照')
  await sees(page, '摊位登记证（演示）')
  await picture(page, 'blank-to-rated-wallet')
  await page.goBack()
  await heading(page, '已批准')
}

async function rate(page: Page): Promise<void> {
  await page.getByRole('link', { name: '评价这次办理' }).click()
  await page.getByRole('radio', { name: '满意', exact: true }).check()
  await page.getByRole('button', { name: '提交评价' }).click()
  await heading(page, '您评过了，谢谢')
}
