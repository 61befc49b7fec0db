import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { heading, sees, signInOnPortal, sound, startBrowser, type Watch, widths } from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { findItem, talentAnswers } from './people.ts'

// 亮证 and the wallet's offer, on the phone that holds the credential and on the one that scans it.
describe('a credential in the holder’s hand', () => {
  let city: City
  let browser: Watch

  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    const holder = await signIn(city.url, 'wang.ceshi')
    const itemId = await findItem(holder, '人才入户')
    const started = await holder.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    const done = await holder.post(`/applications/${started.body.id}/submit`, { consent: true })
    assert.equal(done.status, 201, JSON.stringify(done.body))
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  for (const width of widths)
    test(`is shown once by a code, and offered to a wallet, at ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      await signInOnPortal(page, 'wang.ceshi')
      await page.goto(`${city.url}/wallet`)
      await heading(page, '我的证照')
      const made = page.waitForResponse((answer) => answer.url().endsWith('/showings') && answer.status() === 201)
      await page.getByRole('button', { name: '出示二维码' }).click()
      const { address } = (await (await made).json()) as { address: string }
      await page.getByRole('img', { name: '亮证二维码' }).waitFor()

      const scanner = await browser.visit(city.url, { width, expects: ['404 POST /showings/seen'] })
      await scanner.goto(address)
      await heading(scanner, '这张证是真的，现在有效')
      await sees(scanner, '持有人：王测试')
      await sound(scanner, 'shown')
      await scanner.reload()
      await sees(scanner, '已经被扫过')
      await scanner.context().close()
      await sees(page, '已经扫过：扫码的人')

      await page.getByRole('button', { name: '领取到钱包' }).click()
      await page.getByRole('img', { name: '钱包领取二维码' }).waitFor()
      await sees(page, '钱包会要六位数字')
      await sound(page, 'in-hand')
      await page.context().close()
    })
})
