import assert from 'node:assert/strict'
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

/** 数据共享: a department asks on its page, the data office checks, the provider gives less than was asked, and a key is issued. */
describe('pages of data sharing', () => {
  let city: City
  let browser: Watch
  let address = ''
  before(async () => {
    city = await startCity()
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser?.stop()
    await city?.stop()
  })

  const open = async (username: string, path: string, width = 1280, expects: string[] = []) => {
    const page = await browser.visit(city.url, { width, expects })
    await signInOnWorkbench(page, username)
    await page.goto(path)
    return page
  }

  test('a department asks for data of another', async () => {
    const page = await open('rs.slg', '/workbench/demands')
    await step(page, 'nothing yet', async () => {
      await heading(page, '数据共享')
      await sees(page, '还没有数据需求')
      assert.deepEqual(await axeViolations(page), [])
    })
    await page.getByRole('button', { name: '提出需求' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: '数据库' }).fill('公安人口库')
    await page.locator('.ant-select-item-option', { hasText: '公安人口库' }).click()
    await dialog.getByRole('checkbox', { name: '身份证号码' }).check()
    await dialog.getByRole('checkbox', { name: '姓名' }).check()
    await dialog.getByLabel('使用数据的系统').fill('演示待遇核定系统')
    await dialog.getByLabel('用途').fill('核定养老待遇')
    await dialog.getByLabel('依据').fill('社会保险法第七十四条')
    await dialog.getByLabel('使用至').fill('2099-12-31')
    await step(page, 'the demand', async () => {
      assert.deepEqual(await axeViolations(page), [])
      await picture(page, 'demand-dialog')
    })
    await dialog.getByRole('button', { name: '提交' }).click()
    await page.getByRole('link', { name: /^SJ-/ }).click()
    await heading(page, /公安人口库/)
    address = new URL(page.url()).pathname
    await page.context().close()
  })

  test('the data office checks it and the provider gives one field less', async () => {
    const office = await open('supervisor', address)
    await office.getByRole('button', { name: '审查通过' }).click()
    await office.getByRole('dialog').getByLabel('理由').fill('目的和依据明确')
    await office.getByRole('dialog').getByRole('button', { name: '提交' }).click()
    await sees(office, '待提供部门答复')
    await office.context().close()
    const provider = await open('ga.jdg', address)
    await provider.getByRole('button', { name: '同意共享', exact: true }).click()
    const dialog = provider.getByRole('dialog')
    await dialog.getByRole('group', { name: '字段', exact: true }).getByRole('checkbox', { name: '姓名' }).uncheck()
    await dialog.getByLabel('理由').fill('核定待遇不需要姓名')
    await step(provider, 'the answer', async () => {
      assert.deepEqual(await axeViolations(provider), [])
      await picture(provider, 'demand-grant')
    })
    await dialog.getByRole('button', { name: '提交' }).click()
    await sees(provider, '使用中')
    await provider.context().close()
  })

  test('the department issues its key, which is shown once', async () => {
    const page = await open('rs.slg', address)
    await page.getByRole('button', { name: '签发密钥' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('可以使用的来源地址').fill('10.1.0.0/16')
    await dialog.getByRole('button', { name: '签发密钥' }).click()
    await sees(page, '密钥只显示这一次，请交给系统管理员保存。')
    assert.equal((await dialog.getByLabel('密钥', { exact: true }).inputValue()).length, 44)
    await dialog.getByRole('button', { name: '关闭' }).last().click()
    await sees(page, '10.1.0.0/16')
    await page.context().close()
  })

  for (const width of widths)
    test(`at ${width} px the list and the demand are read without scrolling sideways`, async () => {
      const page = await open('supervisor', '/workbench/demands', width)
      await step(page, 'list', async () => {
        await sees(page, '东莞市人力资源和社会保障局')
        assert.equal(await sideways(page), 0)
        assert.deepEqual(await axeViolations(page), [])
        await picture(page, `demands-${width}`)
      })
      await page.goto(address)
      await step(page, 'demand', async () => {
        await sees(page, '办理经过')
        await sees(page, '还没有调用')
        assert.equal(await sideways(page), 0)
        assert.deepEqual(await axeViolations(page), [])
        await picture(page, `demand-${width}`)
      })
      await page.context().close()
    })

  test('who has no part in it is told so, and does not learn that it is there', async () => {
    const page = await open('item', '/workbench/demands', 1280, ['403 GET /sharing/demands'])
    await sees(page, '这里不归您的岗位看')
    await page.context().close()
    const other = await open('nf.jdg', address, 1280, ['404 GET /sharing/demands/'])
    await sees(other, '没有这项数据需求')
    await other.context().close()
  })
})
