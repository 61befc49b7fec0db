import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
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
import { signIn } from './client.ts'
import { findHoney } from './honey.ts'
import { layoutPdf } from './people.ts'

const paper = { name: '标签.pdf', mimeType: 'application/pdf', buffer: Buffer.from(layoutPdf) }

// D2, D6, D7, D8 by hand: questions first, a promise instead of a proof, a label that follows, the check after the grant.
describe('a honey workshop registered on a promise, with its label still to come', () => {
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
      const applicant = await browser.visit(city.url, { width })
      await step(applicant, 'sign in', () => signInOnPortal(applicant, 'yang.feng'))
      const itemId = await findHoney(await signIn(city.url, 'yang.feng'))
      await step(applicant, 'answer on the guide', () => guide(applicant, itemId))
      await step(applicant, 'begin', () => begin(applicant))
      await step(applicant, 'sign', () => sign(applicant))
      const { no, caseId } = await step(applicant, 'submit', () => submit(applicant))

      await office('nf.slg', no, async (page) => {
        await sees(page, '容缺，待受理')
        await sees(page, '告知承诺')
        await picture(page, 'workbench-terms')
        await act(page, '受理')
      })
      await office('nf.shg', no, (page) => act(page, '提出审查意见', '以承诺代替检测报告，其余齐全'))
      await office('nf.jdg', no, async (page) => {
        await sees(page, '待补交')
        assert.equal(
          await page.getByRole('radio', { name: '准予', exact: true }).count(),
          0,
          'not while a material is owed',
        )
      })
      await step(applicant, 'hand in later', () => handInLater(applicant, caseId))
      await office('nf.jdg', no, (page) => act(page, '准予', '符合条件，准予登记'))
      await step(applicant, 'see what was promised', async () => {
        await applicant.reload()
        await heading(applicant, /已批准/)
        await sees(applicant, '准予后等核查')
        await picture(applicant, 'portal-promise-granted')
      })

      const checker = await browser.visit(city.url, { width: 1280 })
      await step(checker, 'check the promise', async () => {
        await signInOnWorkbench(checker, 'nf.shg')
        await checker.goto('/workbench/promises?state=to-check')
        await heading(checker, '承诺核查')
        const row = checker.getByRole('listitem').filter({ hasText: no })
        await picture(checker, 'workbench-promises')
        await row.getByRole('button', { name: '核查属实' }).click()
        await checker.getByLabel('事实和理由').fill('查验检测报告原件，符合生活饮用水标准')
        await picture(checker, 'workbench-promise-act')
        await checker.getByRole('dialog').getByRole('button', { name: '提交' }).click()
        await row.waitFor({ state: 'detached' })
      })
      for (const page of [applicant, checker]) await page.context().close()
    })

  async function office(username: string, no: string, work: (page: Page) => Promise<void>): Promise<void> {
    const page = await browser.visit(city.url)
    await step(page, `${username} at the case`, async () => {
      await signInOnWorkbench(page, username)
      await page.getByRole('row').filter({ hasText: no }).getByRole('link').click()
      await heading(page, /蜂蜜加工坊登记/)
      await work(page)
    })
    await page.context().close()
  }

  test('the item manager edits questions, branches and promises, and tries them in the preview', async () => {
    const page = await browser.visit(city.url)
    await signInOnWorkbench(page, 'item')
    const itemId = await findHoney(await signIn(city.url, 'yang.feng'))
    await (await signIn(city.url, 'item')).post(`/items/${itemId}/drafts`)
    await page.goto(`/workbench/items/${itemId}/edit?section=situations`)
    const preview = page.getByRole('article')
    await preview.getByText('车间布局图').waitFor()
    await preview.getByRole('radio', { name: '一吨以下' }).check()
    await preview.getByText('按“小加工坊”办理').waitFor()
    assert.equal(await preview.getByText('车间布局图').count(), 0)
    await preview.getByRole('radio', { name: '一吨以上' }).check()
    await preview.getByText('车间布局图').waitFor()
    await preview.getByRole('group', { name: '有单独的车间吗' }).waitFor()
    await picture(page, 'workbench-situations')
    for (const section of ['branches', 'promises']) {
      await page.goto(`/workbench/items/${itemId}/edit?section=${section}`)
      await page.getByRole('button', { name: /^加一/ }).waitFor()
      await picture(page, `workbench-edit-${section}`)
    }
    await page.context().close()
  })
})

async function guide(page: Page, itemId: string): Promise<void> {
  await page.goto(`/items/${itemId}`)
  await heading(page, '蜂蜜加工坊登记（虚构）')
  await sees(page, '车间布局图')
  await page.getByRole('radio', { name: '一吨以上' }).check()
  await page.getByRole('radio', { name: '没有', exact: true }).check()
  await sees(page, /要有单独的车间/)
  await page.getByRole('radio', { name: '一吨以下' }).check()
  await sees(page, '按“小加工坊”办理。')
  assert.equal(await page.getByRole('heading', { name: '车间布局图' }).count(), 0)
  await picture(page, 'portal-guidance')
  await page.getByRole('link', { name: '开始办理' }).click()
}

async function begin(page: Page): Promise<void> {
  await heading(page, '蜂蜜加工坊登记（虚构）')
  assert.ok(await page.getByRole('radio', { name: '一吨以下' }).isChecked(), 'what was answered on the guide is kept')
  await sees(page, /从公安人口库取用/)
  await picture(page, 'portal-start-situations')
  await page.getByRole('button', { name: '开始填写' }).click()
  await page.getByRole('link', { name: '核对身份' }).click()
  await goOn(page)
  await heading(page, '加工坊在哪里')
  await page.getByRole('combobox').first().selectOption({ label: '南城街道' })
  await page.getByLabel('加工坊地址').fill('南城街道示例路1号')
  await goOn(page)
}

async function sign(page: Page): Promise<void> {
  await heading(page, '上传材料')
  await goOn(page)
  await page.getByRole('alert').filter({ hasText: '用水检测报告' }).waitFor()
  await sees(page, /承诺不实的，撤销登记/)
  await picture(page, 'portal-promise')
  await page.getByRole('checkbox', { name: /我已读完告知/ }).check()
  await sees(page, '已承诺')
  await page.getByRole('checkbox', { name: /10 个工作日内补交/ }).check()
  await sees(page, '以后补交')
  await picture(page, 'portal-follow')
  await goOn(page)
}

async function submit(page: Page): Promise<{ no: string; caseId: string }> {
  await heading(page, '提交前，请核对一遍')
  await page.getByRole('checkbox', { name: /我同意/ }).check()
  await page.getByRole('checkbox', { name: /内容真实/ }).check()
  await page.getByRole('button', { name: '提交申请' }).click()
  await heading(page, '申请已经提交')
  const no = /\d{15,}/.exec(await page.getByRole('main').innerText())?.[0] ?? ''
  return { no, caseId: /cases\/([\w-]+)/.exec(page.url())?.[1] ?? '' }
}

async function handInLater(page: Page, caseId: string): Promise<void> {
  await page.goto(`/cases/${caseId}`)
  await sees(page, '还有一份材料要补交')
  await picture(page, 'portal-owed')
  await page.getByLabel('选择文件：标签样张').setInputFiles(paper)
  await page.getByText('还有一份材料要补交').waitFor({ state: 'detached' })
}

const goOn = (page: Page) => page.getByRole('button', { name: '保存并继续' }).click()

async function act(page: Page, verb: string, reason?: string): Promise<void> {
  const choice = page.getByRole('radio', { name: verb, exact: true })
  if (await choice.count()) await choice.check()
  if (reason) await page.getByLabel(/^意见/).fill(reason)
  await page.getByRole('button', { name: verb, exact: true }).last().click()
  const sure = page.getByRole('dialog').getByRole('button', { name: verb })
  await sure
    .or(page.getByText(`已${verb}`))
    .first()
    .waitFor()
  if (await sure.isVisible()) await sure.click()
  await page.getByText(`已${verb}`).first().waitFor()
}
