import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { startMailServer } from '../platform/testing/mail-simulator.ts'
import {
  axeViolations,
  heading,
  picture,
  sees,
  sideways,
  signInOnPortal,
  signInOnWorkbench,
  startBrowser,
  step,
  type Watch,
  widths,
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { act, findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'

// A person chooses where notices reach them beside the platform; officials see whom notices of a case reached.
describe('subscriptions and notices in the browser', () => {
  let city: City
  let browser: Watch
  let folder: string
  let mail: Awaited<ReturnType<typeof startMailServer>>

  before(async () => {
    mail = await startMailServer()
    folder = await mkdtemp(join(tmpdir(), 'zt-notices-'))
    const smtp = { kind: 'smtp', key: 'mail', name: '模拟邮件', host: '127.0.0.1', port: mail.port, plain: true }
    const settings = [{ ...smtp, from: '政通 <no-reply@city.example>', simulated: true }]
    await writeFile(join(folder, 'messages.json'), JSON.stringify(settings))
    city = await startCity({ env: { ZT_MESSAGES: join(folder, 'messages.json') } })
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
    await mail.stop()
    await rm(folder, { recursive: true, force: true })
  })

  for (const [place, width] of widths.entries())
    test(`at ${width} px`, async () => {
      const [citizen, email] = [['shen.yangli', 'li.xugou'][place]!, `lantern${width}@example.com`]
      const page = await browser.visit(city.url, { width, expects: ['422 POST /me/contacts'] })
      await step(page, 'sign in', () => signInOnPortal(page, citizen))
      await step(page, 'choose', async () => {
        await page.goto('/me/notices')
        await heading(page, '我的消息')
        await page.getByText('怎样告诉我').click()
        await page.getByLabel('期限快到、期限变化').selectOption('digest')
        await page.getByRole('button', { name: '打开 短信' }).click()
        await page.getByRole('button', { name: '关闭 短信' }).waitFor()
        await page.getByRole('button', { name: '填写地址 电子邮件' }).click()
        await page.getByLabel('邮箱地址').fill(email)
        await page.getByRole('button', { name: '发验证码' }).click()
        await page.getByLabel('验证码（6 位）').fill('000000')
        await page.getByRole('button', { name: '确认' }).click()
        await sees(page, '验证码不对，或者已经过期；错五次要重新发。')
        await page.getByLabel('验证码（6 位）').fill(await codeTo(email))
        await page.getByRole('button', { name: '确认' }).click()
        await page.getByRole('button', { name: '关闭 电子邮件' }).waitFor()
        await good(page, `subscriptions-${width}`)
      })
      if (place > 0) return void (await page.context().close())

      await accepted()
      // By mail, since text messages wait for the morning and the test runs at any hour.
      await eventually(() =>
        mail.mails.some((each) => each.includes(`To: ${email}`) && each.includes('List-Unsubscribe')),
      )
      await page.context().close()
    })

  for (const width of widths)
    test(`officials, at ${width} px`, async () => {
      const caseId = await accepted()
      const page = await browser.visit(city.url, { width, expects: ['422 POST /me/contacts'] })
      await step(page, 'sign in', () => signInOnWorkbench(page, 'shg'))
      await step(page, 'settings', async () => {
        await page.goto('/workbench/notices')
        await heading(page, '我的消息')
        await page.getByRole('button', { name: '填写手机号' }).click()
        await page.getByLabel('手机号', { exact: true }).fill('1380013')
        await page.getByRole('button', { name: /^发验证码$/ }).click()
        await sees(page, '地址写得不对。')
        await page.keyboard.press('Escape')
        await good(page, `workbench-notices-${width}`)
      })
      await step(page, 'who read when', async () => {
        await page.goto(`/workbench/cases/${caseId}`)
        await page.getByText('通知发给了谁').click()
        await sees(page, /已受理.*沈样例/)
        await good(page, `case-notices-${width}`)
      })
      await page.context().close()
    })

  /** A firm's application that intake has accepted. */
  async function accepted(): Promise<string> {
    const [owner, intake] = [await signIn(city.url, 'shen.yangli'), await signIn(city.url, 'slg')]
    const itemId = await findItem(owner, '食品经营许可', '食品经营许可（新办）')
    const onBehalfOf = await partyOf(owner, '测试餐饮店')
    const { body: begun } = await owner.post('/applications', { itemId, onBehalfOf })
    await owner.patch(`/applications/${begun.id}`, { answers: foodAnswers, confirm: ['rules'] })
    await owner.upload('PUT', `/applications/${begun.id}/materials/layout`, '平面图.pdf', layoutPdf)
    const { body } = await owner.post(`/applications/${begun.id}/submit`, { consent: true })
    await act(intake, body.caseId, 'accept')
    return body.caseId
  }

  async function codeTo(address: string): Promise<string> {
    const found = await eventually(() => mail.mails.find((each) => each.includes(`To: ${address}`)))
    const text = Buffer.from(found.split('\r\n\r\n').slice(1).join(''), 'base64').toString()
    return /验证码 (\d{6})/.exec(text)![1]!
  }
})

async function eventually<Found>(look: () => Found | undefined | false): Promise<Found> {
  for (let tries = 0; tries < 200; tries++) {
    const found = look()
    if (found) return found
    await sleep(100)
  }
  throw new Error('It did not come in twenty seconds')
}

async function good(page: Page, name: string): Promise<void> {
  assert.deepEqual(await axeViolations(page), [])
  assert.equal(await sideways(page), 0)
  await picture(page, name)
}
