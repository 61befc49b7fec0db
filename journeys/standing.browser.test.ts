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
import { applyAs, openCast, readExample } from './examples.ts'

// An officer sees what a case waits for, and brings it by hand the word that the other side could not send.
describe('where a case stands, in the browser', () => {
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
    test(`a message is delivered by hand at ${width} px`, async () => {
      const { opened } = await applyAs(
        await openCast(city.url),
        await readExample('marriage-registration', '1-registered'),
      )
      const page = await browser.visit(city.url, { width })
      await step(page, 'sign in', () => signInOnWorkbench(page, 'mz.djy'))
      await step(page, 'deliver', () => deliver(page, opened.caseId))
      await page.context().close()
    })
})

async function deliver(page: Page, caseId: string): Promise<void> {
  await page.goto(`/workbench/cases/${caseId}`)
  await page.getByText('在等什么', { exact: true }).first().click()
  const part = page.getByRole('region', { name: '走到哪一步' })
  await sees(part, '另一方确认')
  await sees(part, /24小时没有确认/)
  await sees(part, /到时间/)
  await part.getByRole('region', { name: '流程图' }).waitFor()
  await part.getByText('等另一方：现在在这里').waitFor({ state: 'attached' })
  assert.deepEqual(await axeViolations(page), [])
  assert.equal(await sideways(page), 0)
  await picture(page, 'standing')
  await part.locator('li', { hasText: '另一方确认' }).getByRole('button', { name: '代为送达' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^送\s?达$/ }).click()
  await sees(dialog, '请填写这一项')
  await dialog.getByLabel('为什么代为送达').fill('另一方到窗口当面确认（演示）')
  assert.deepEqual(await axeViolations(page), [])
  await picture(page, 'deliver')
  await dialog.getByRole('button', { name: /^送\s?达$/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await sees(page, '另一方到窗口当面确认（演示）')
  await part.getByText('另一方确认：走过').waitFor({ state: 'attached' })
}
