import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, afterEach, before, describe, test } from 'node:test'
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

// An administrator opens a channel and admits a system; the system anchors; anybody checks a file without handing it in.
describe('evidence is kept in the workbench and checked in the portal', () => {
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
      const name = `公共资源交易存证${width}`
      const key = `trading-${width}`
      await step(page, 'sign in', () => signInOnWorkbench(page, 'admin'))
      await step(page, 'a channel', async () => {
        await page.goto('/workbench/evidence')
        await heading(page, '存证')
        await page.getByRole('button', { name: '开通通道' }).click()
        const dialog = page.getByRole('dialog')
        await dialog.getByRole('button', { name: /^开\s*通$/ }).click()
        await sees(dialog, '每行写一个代号和一个名称')
        await dialog.getByLabel('名称', { exact: true }).fill(name)
        await dialog.getByLabel(/^代号/).fill(key)
        await dialog.getByLabel('用途').fill('招标、开标各环节留痕')
        await dialog.getByLabel(/^环节/).fill('tender 招标文件发布\nopening 开标')
        await dialog.getByRole('button', { name: /^开\s*通$/ }).click()
        await sees(page, '招标文件发布 → 开标')
      })
      const apiKey = await step(page, 'a system', async () => {
        await page.getByRole('button', { name: '接入系统' }).click()
        const dialog = page.getByRole('dialog')
        await dialog.getByLabel('名称', { exact: true }).fill(`交易系统${width}`)
        await dialog.getByLabel(name).check()
        await dialog.getByRole('button', { name: /^接\s*入$/ }).click()
        const shown = page.locator('code').first()
        await shown.waitFor()
        await dialog.waitFor({ state: 'hidden' })
        await picture(page, 'workbench-evidence')
        assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
        return (await shown.innerText()).trim()
      })
      const content = Buffer.from(`招标文件（演示）${width}`)
      const anchor = async (at: string, algorithm: string, hash: string, bytes: Buffer) => {
        const item = { algorithm, digest: createHash(hash).update(bytes).digest('hex'), reference: `ZB-${width}` }
        const answer = await fetch(`${city.url}/api/v1/evidence/anchors`, {
          method: 'POST',
          headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
          body: JSON.stringify({ channel: key, step: at, items: [item] }),
        })
        assert.equal(answer.status, 201)
      }
      await anchor('tender', 'SHA-256', 'sha256', content)
      await anchor('opening', 'SM3', 'sm3', Buffer.from(`开标记录（演示）${width}`))

      const visitor = await browser.visit(city.url, { width })
      await step(visitor, 'a file is looked up', async () => {
        await visitor.goto('/')
        await visitor.getByRole('contentinfo').getByRole('link', { name: '存证查验' }).click()
        await heading(visitor, '存证查验')
        await sees(visitor, name)
        await sees(visitor, '签发 → 变更 → 出示用证 → 暂停或恢复 → 注销、撤销或吊销')
        await sees(visitor, `交易系统${width}（存证系统）`)
        await visitor.getByLabel('选择文件').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: content })
        await sees(visitor, '查到 1 条存证')
        await sees(visitor, '招标文件发布')
        await picture(visitor, 'portal-evidence')
        assert.deepEqual([await axeViolations(visitor), await sideways(visitor)], [[], 0])
      })
      await step(visitor, 'the whole matter', async () => {
        await visitor.getByRole('link', { name: '看这件业务的全部环节' }).click()
        await sees(visitor, `业务 ZB-${width} 的各个环节`)
        await sees(visitor, '开标')
      })
      await step(visitor, 'another file', async () => {
        const other = { name: 'b.txt', mimeType: 'text/plain', buffer: Buffer.from(`改过的文件${width}`) }
        await visitor.getByLabel('选择文件').setInputFiles(other)
        await sees(visitor, '没有查到存证')
        await visitor.getByLabel(/输入摘要/).fill('不是摘要')
        await visitor.getByRole('button', { name: '查验' }).click()
        await sees(visitor, '请输入 64 位十六进制的摘要')
        assert.deepEqual([await axeViolations(visitor), await sideways(visitor)], [[], 0])
      })
      await step(page, 'statistics, and an end', async () => {
        await page.goto('/workbench/evidence')
        await sees(page, '2 条 · 近三十天 2')
        await page.getByRole('button', { name: `关闭通道 ${name}` }).click()
        await page.getByRole('button', { name: `重新开通 ${name}` }).waitFor()
        await page.getByRole('button', { name: `停用 交易系统${width}` }).click()
        await page.getByRole('button', { name: `启用 交易系统${width}` }).waitFor()
      })
    })
})
