import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { after, afterEach, before, describe, test } from 'node:test'
import {
  axeViolations,
  heading,
  picture,
  sees,
  sideways,
  signInOnPortal,
  startBrowser,
  step,
  type Watch,
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { personAt, signIn } from './client.ts'
import { findItem, talentAnswers } from './people.ts'

// C23: on a phone a citizen reads a letter to its end, shows once more who they are, signs, and anybody can check it.
describe('a citizen signs on the phone', () => {
  let city: City
  let browser: Watch
  let secret: string
  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    const person = await signIn(city.url, 'wang.ceshi')
    const itemId = await findItem(person, '人才入户')
    const started = await person.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    await person.post(`/applications/${started.body.id}/submit`, { consent: true })
    secret = (await person.post('/me/factors/totp')).body.secret
    assert.equal((await person.post('/me/factors/totp/confirmation', { code: oneTimeCode(secret, -30) })).status, 204)
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  test('at 390 px', async () => {
    const page = await browser.visit(city.url, { width: 390, expects: ['403 POST /me/signings'] })
    await step(page, 'the letter', async () => {
      await signInOnPortal(page, 'wang.ceshi')
      await page.goto('/wallet')
      await page.getByRole('link', { name: /^签署/ }).first().click()
      await heading(page, '签署文件')
      await page.getByRole('region', { name: '签署文件' }).locator('canvas').first().waitFor()
    })
    await step(page, 'not before it was read', async () => {
      await sees(page, '第 1 页，共')
      const document = page.getByRole('region', { name: '签署文件' })
      await page.waitForFunction("document.querySelector('.document__end') !== null")
      const unread = await page.getByText('请往下看完整份文件').count()
      if (unread > 0) {
        await page.getByRole('button', { name: '签名', exact: true }).click()
        await sees(page, '文件还没有看完，请先看到最后一页')
      }
      await document.evaluate('(element) => element.scrollTo(0, element.scrollHeight)')
      await sees(page, /您已看完全部 \d+ 页/)
      await picture(page, 'portal-sign')
      assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
    })
    await step(page, 'who it is, once more', async () => {
      await page.getByLabel('签名用途').fill('已收到并同意')
      await page.getByRole('button', { name: '签名', exact: true }).click()
      await sees(page, '签名前再确认一次是您本人')
      await page.getByRole('button', { name: '确认并签名' }).click()
      await sees(page, '请输入 6 位数字')
      assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
      await page.getByLabel('动态口令').fill(oneTimeCode(secret, 0))
      await page.getByRole('button', { name: '确认并签名' }).click()
      await sees(page, '签好了')
      await sees(page, 'L3')
      await picture(page, 'portal-signed')
      assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
    })
    const file = await step(page, 'the signed paper', async () => {
      const waiting = page.waitForEvent('download')
      await page.getByRole('link', { name: '下载签好的文件' }).first().click()
      return readFile(await (await waiting).path())
    })
    const stranger = await browser.visit(city.url, { width: 390 })
    await step(stranger, 'checked by anybody', async () => {
      await stranger.goto('/verify')
      const paper = { name: 'signed.pdf', mimeType: 'application/pdf', buffer: file }
      await stranger.getByLabel('选择证照文件').setInputFiles(paper)
      await sees(stranger, /本人于 .* 签名：已收到并同意/)
      await sees(stranger, '本人签名有效，覆盖整个文件')
      await picture(stranger, 'portal-verify-signed')
      assert.deepEqual([await axeViolations(stranger), await sideways(stranger)], [[], 0])
      const changed = Buffer.from(file)
      changed[changed.indexOf('stream') + 40]! ^= 1
      await stranger.getByLabel('选择证照文件').setInputFiles({ ...paper, buffer: changed })
      await sees(stranger, '这个文件没有通过查验')
    })
    assert.equal((await personAt(city.url).get('/me/signings')).status, 401)
  })
})

/** RFC 6238, as the person's app computes it; `shift` seconds from now. */
function oneTimeCode(base32: string, shift: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...base32].map((char) => alphabet.indexOf(char).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor((Date.now() / 1000 + shift) / 30)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const at = mac[19]! & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
