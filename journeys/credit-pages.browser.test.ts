import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
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
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { eventually, partyOf } from './people.ts'

const restaurant = '92441900MADEM0038W'

/** 信用: what everybody finds, what a firm sees and asks, and what credit officers work with, on a desk and in the hand. */
describe('credit pages', () => {
  let city: City
  let browser: Watch
  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    const firm = await signIn(city.url, 'li.xugou')
    const party = await partyOf(firm, '演示餐厅')
    await eventually(async () => (await firm.get(`/me/credit?partyId=${party}`)).body.score)
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  for (const width of [1280, 390])
    test(`at ${width} px anybody finds a firm by its name and reads its public file`, async () => {
      const page = await browser.visit(city.url, { width })
      await page.goto('/')
      await page.getByRole('link', { name: '信用查询' }).click()
      await step(page, 'the credit page', async () => {
        await heading(page, '信用东莞')
        await sees(page, '演示市监罚〔2026〕1号')
        assert.equal(await sideways(page), 0)
        assert.deepEqual(await axeViolations(page), [])
        await picture(page, `credit-${width}`)
      })
      await page.getByLabel('企业名称或者统一社会信用代码').fill('演示餐厅')
      await page.getByRole('button', { name: '查询' }).click()
      await page.locator(`a[href="/credit/${restaurant}"]`).first().click()
      await step(page, 'the file', async () => {
        await heading(page, '东莞市演示餐厅（演示）')
        await sees(page, restaurant)
        assert.equal(await sideways(page), 0)
        assert.deepEqual(await axeViolations(page), [])
        await picture(page, `credit-file-${width}`)
      })
      await page.context().close()
    })

  test('a firm sees its grade line by line, and objects to a fact, in the hand too', async () => {
    const page = await browser.visit(city.url, { width: 390 })
    await signInOnPortal(page, 'li.xugou')
    await page.goto('/me/credit')
    await page.getByRole('link', { name: /演示餐厅/ }).click()
    await step(page, 'the own file', async () => {
      await heading(page, '我的信用')
      await sees(page, '信用等级 B')
      assert.equal(await sideways(page), 0)
      assert.deepEqual(await axeViolations(page), [])
      await picture(page, 'my-credit')
    })
    await page.getByRole('button', { name: /去享受.*信易贷/ }).click()
    await step(page, 'the code of a benefit', async () => {
      await sees(page, '请合作单位扫码')
      await page.getByRole('img', { name: /信易贷.*资格码/ }).waitFor()
      assert.equal(await sideways(page), 0)
      assert.deepEqual(await axeViolations(page), [])
      await picture(page, 'my-credit-benefit')
    })
    await page.getByRole('button', { name: /提异议.*2024年度报告/ }).click()
    await page.getByLabel('您的说明').fill('年报当年已经报送，有回执')
    assert.deepEqual(await axeViolations(page), [])
    await page.getByRole('button', { name: '提交' }).click()
    await step(page, 'it is marked and under way', async () => {
      await sees(page, '异议处理中')
      await sees(page, '正在办理')
    })
    await page.context().close()
  })

  test('an officer asks what applies, tries the model, and finds facts, requests and models', async () => {
    const page = await browser.visit(city.url, { width: 1280 })
    await signInOnWorkbench(page, 'shg')
    await page.goto('/workbench/credit')
    await step(page, 'facts', async () => {
      await heading(page, '信用')
      await sees(page, '经营超过保质期的食品')
      assert.deepEqual(await axeViolations(page), [])
      await picture(page, 'workbench-credit')
    })
    await page.getByRole('button', { name: '试算' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('统一社会信用代码或者身份证号码').fill(restaurant)
    await dialog.getByLabel('目的').fill('模型试算')
    await dialog.getByLabel('依据').fill('信用监管工作')
    await dialog.getByRole('button', { name: '提交' }).click()
    await step(page, 'the trial', async () => {
      await sees(page, '现在')
      assert.deepEqual(await axeViolations(page), [])
      await picture(page, 'workbench-credit-trial')
    })
    await dialog.getByRole('button', { name: '关闭' }).last().click()
    for (const [show, says] of [
      ['requests', '异议'],
      ['models', '企业公共信用综合评价'],
      ['watches', '这里还没有内容'],
    ] as const) {
      await page.goto(`/workbench/credit?show=${show}`)
      await step(page, show, async () => {
        await sees(page, says)
        assert.deepEqual(await axeViolations(page), [])
      })
    }
    await page.setViewportSize({ width: 390, height: 844 })
    await step(page, 'in the hand', async () => {
      assert.equal(await sideways(page), 0)
      await picture(page, 'workbench-credit-390')
    })
    await page.context().close()
  })
})
