import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
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
  widths,
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { personAt, signIn } from './client.ts'

// 电子证明: asked for on the portal, made from the register, sealed and given at once, checked by anybody. A pack of two
// files makes a new one.
describe('a certificate of fact is made from a register on request', () => {
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
    test(`on the portal, at ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      await signInOnPortal(page, 'zhang.shiban')
      await page.goto(`${city.url}/certificates`)
      await heading(page, '电子证明')
      await page.getByRole('button', { name: '开这份证明：居住登记证明' }).click()
      await page.getByRole('button', { name: '开具' }).click()
      await sees(page, '请填写这一项')
      await page.getByLabel('用途').fill('孩子入学')
      await page.getByLabel('交给谁').fill('演示小学')
      assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
      await step(page, 'made', async () => {
        await page.getByRole('button', { name: '开具' }).click()
        await sees(page, '证明开好了')
      })
      await picture(page, 'portal-fact')
      assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
      await page.getByRole('link', { name: '看看对方怎样核对' }).click()
      await heading(page, '这张证是真的，现在有效')
      await sees(page, '演示小学')
      await page.context().close()
    })

  test('with what the register says, a seal that holds, and a line in the log of who read', async () => {
    const person = await signIn(city.url, 'zhang.shiban')
    const wanted = { purpose: '孩子入学', receiver: '演示小学' }
    const key = { 'idempotency-key': randomUUID() }
    const given = await person.post('/fact-certificates/residence-proof', wanted, key)
    assert.equal(given.status, 201, JSON.stringify(given.body))
    const again = await person.post('/fact-certificates/residence-proof', wanted, key)
    assert.equal(again.body.number, given.body.number, 'a repeat makes no second one')
    const { body } = await person.get(`/credentials/${given.body.credentialId}`)
    assert.equal(body.credential.record.elements.address, '东莞市南城街道虚构路36号302房')
    const pdf = await person.get(`/credentials/${given.body.credentialId}/pdf`)
    const checked = await personAt(city.url).upload('POST', '/verifications', 'a.pdf', new Uint8Array(pdf.body))
    assert.deepEqual([checked.body.genuine, checked.body.verification.status], [true, 'valid'])
    const { body: log } = await person.get('/me/read-log?limit=20')
    const reads = JSON.stringify(log)
    assert.ok(reads.includes('开具居住登记证明'), reads.slice(0, 300))
  })

  test('and says so when nothing is found, or gives nothing where the pack has no words for that', async () => {
    const person = await signIn(city.url, 'li.xugou')
    const wanted = { purpose: '买房', receiver: '演示银行' }
    const none = await person.post('/fact-certificates/marriage-record', wanted)
    assert.deepEqual([none.status, none.body.found, none.body.name], [201, false, '未查到婚姻登记记录的说明'])
    const married = await (await signIn(city.url, 'shi.yanshi')).post('/fact-certificates/marriage-record', wanted)
    assert.deepEqual([married.body.found, married.body.name], [true, '婚姻登记记录证明'])
    const nothing = await person.post('/fact-certificates/residence-proof', wanted)
    assert.equal(nothing.body.code, 'facts.no-record')
    const { body: me } = await (await signIn(city.url, 'shen.yangli')).get('/me')
    const firm = JSON.stringify(me).match(/"partyId":"([^"]+)","kind":"legal"/)?.[1]
    const forFirm = { ...wanted, onBehalfOf: firm ?? randomUUID() }
    const refused = await (await signIn(city.url, 'shen.yangli')).post('/fact-certificates/marriage-record', forFirm)
    assert.equal(refused.body.code, 'facts.not-for-you')
  })
})
