import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { heading, picture, sees, signInOnPortal, startBrowser, step, type Watch, widths } from './browser.ts'
import { type City, startCity } from './city.ts'

// 秒批: one person, five short pages, and the answer stands there with what it rests on.
describe('a talent is settled at once in the browser, and told why', () => {
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

  for (const width of widths)
    test(`at ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      await step(page, 'sign in', () => signInOnPortal(page, 'wang.ceshi'))
      await step(page, 'fill in', () => apply(page))
      await step(page, 'read the decision', () => readDecision(page))
      await step(page, 'see who looked', () => readLog(page))
      await page.context().close()
    })
})

async function apply(page: Page): Promise<void> {
  await page.getByRole('link', { name: '办事', exact: true }).click()
  await heading(page, '全部事项')
  await page.getByRole('combobox', { name: '搜索事项' }).fill('人才入户')
  await page
    .getByRole('option', { name: /人才入户/ })
    .first()
    .click()
  await page.getByRole('link', { name: '开始办理' }).click()
  await page.getByRole('button', { name: '开始填写' }).click()
  await page.getByRole('link', { name: '核对您的信息' }).click()

  await heading(page, '核对您的信息')
  await sees(page, '来自公安人口库')
  await goOn(page)
  await heading(page, '您按哪一条申请')
  await choose(page, /^您按哪一条申请/, '学历')
  await goOn(page)
  await heading(page, '您的学历、职称或者技能')
  await choose(page, /^学历/, '本科')
  await choose(page, /境）外取得/, '否')
  await goOn(page)
  await heading(page, '户口落在哪里')
  await choose(page, /^户口落在哪里/, '单位集体户')
  await page.getByLabel('镇街').selectOption({ index: 1 })
  await picture(page, 'instant-place')
  await goOn(page)
  await heading(page, '家人是否一起迁入')
  await choose(page, /一起迁入吗/, '否')
  await goOn(page)
  await heading(page, '上传材料')
  await page.getByRole('checkbox', { name: '我看过了，会照做。' }).check()
  await sees(page, '已确认')
  await goOn(page)
  await heading(page, '提交前，请核对一遍')
  await page.getByRole('checkbox', { name: /我同意/ }).check()
  await page.getByRole('checkbox', { name: /内容真实/ }).check()
  await page.getByRole('button', { name: '提交申请' }).click()
}

async function readDecision(page: Page): Promise<void> {
  await heading(page, /^已批准，用时/)
  const why = page.getByRole('region', { name: '为什么批准' })
  assert.ok((await why.getByRole('heading', { level: 3 }).count()) >= 3, 'each condition is a reason of its own')
  await why.getByText('用了哪些信息').click()
  await sees(why, /来自.*社保/)
  const by = page.getByRole('region', { name: '按什么批准' })
  await sees(by, /第 \d+ 版/)
  await sees(by, /没有人工参与/)
  await page.getByRole('link', { name: '下载 PDF' }).waitFor()
  await picture(page, 'instant-decision')
  await by.getByRole('button', { name: '用当时的信息再算一遍' }).click()
  await sees(by, '又算了一遍：同样的信息、同一版规则，结果一样。')
}

async function readLog(page: Page): Promise<void> {
  await page.goto('/me/data')
  await heading(page, '谁看过我的数据')
  await sees(page, /社保|人口库/)
  await picture(page, 'portal-my-data')
}

async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存并继续' }).click()
}

async function choose(page: Page, question: RegExp, answer: string): Promise<void> {
  await page.getByRole('group', { name: question }).getByRole('radio', { name: answer, exact: true }).check()
}
