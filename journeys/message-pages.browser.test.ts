import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { NotifyClient } from 'notifications-node-client'
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

// An administrator lets a system send, writes its template and hands it a key; the system sends with it.
describe('the sending of messages is looked after in the browser', () => {
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
      const name = `停车提醒${width}`
      await step(page, 'sign in', () => signInOnWorkbench(page, 'admin'))
      await step(page, 'a sender', async () => {
        await page.goto('/workbench/messages/senders')
        await heading(page, '外发消息')
        await page.getByRole('button', { name: '新发送方' }).click()
        await page.getByLabel('名称').fill(name)
        await page.getByRole('button', { name: /^建\s*立$/ }).click()
        await sees(page, '还没有密钥，别的系统不能用它发消息。')
      })
      await step(page, 'a template', async () => {
        await page.getByRole('button', { name: '写一个模板' }).click()
        await page.getByRole('button', { name: /^保\s*存$/ }).click()
        await sees(page, '请填写')
        await page.getByLabel('名称').fill('超时')
        await page.getByLabel('正文', { exact: true }).fill('((plate))停车超时。')
        await page.getByRole('button', { name: /^保\s*存$/ }).click()
        await sees(page, '短信 · 第 1 版')
        await page.getByRole('button', { name: '修改 超时' }).click()
        await page.getByLabel('正文', { exact: true }).fill('((plate))停车超时，请尽快驶离。')
        await page.getByRole('button', { name: /^保\s*存$/ }).click()
        await sees(page, '短信 · 第 2 版')
      })
      const key = await step(page, 'a key', async () => {
        await page.getByRole('button', { name: '发一把新密钥' }).click()
        const shown = page.locator('code').first()
        await shown.waitFor()
        await picture(page, 'workbench-message-sender')
        assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
        return shown.innerText()
      })
      const client = new NotifyClient(city.url, key.trim())
      const [template] = (await client.getAllTemplates()).data.templates
      await client.sendSms(template!.id, '13800138000', { personalisation: { plate: '粤S·测试' } })
      await step(page, 'what was sent', async () => {
        await page.getByRole('link', { name: '发送记录' }).click()
        await sees(page, '138****8000')
        await sees(page, '超时')
        await picture(page, 'workbench-messages')
        assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
        await page.getByRole('link', { name: '通道', exact: true }).click()
        await sees(page, '模拟')
        await picture(page, 'workbench-message-providers')
        assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
      })
      await step(page, 'an end', async () => {
        await page.goto('/workbench/messages/senders')
        await page.getByRole('link', { name, exact: true }).click()
        await page.getByRole('button', { name: '停止发送' }).click()
        await page.getByRole('button', { name: '恢复发送' }).waitFor()
      })
      const { response } = await client.getAllTemplates().then(
        () => assert.fail('a stopped sender was let in'),
        (error: unknown) => error as { response: { status: number } },
      )
      assert.equal(response.status, 403)
    })
})
