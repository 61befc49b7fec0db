import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
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
import { signIn } from './client.ts'

// C22: one applies and makes, another approves and issues; the life of a seal from its destruction to its successor.
describe('the life of a seal in the workbench', () => {
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

  const act = async (page: Page, verb: string, reason: string, more?: () => Promise<void>) => {
    await page
      .getByRole('button', { name: new RegExp(`^${[...verb].join('\\s*')}$`) })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await more?.()
    await dialog.getByLabel('事由').fill(reason)
    await dialog.getByRole('button', { name: new RegExp(`^${[...verb].join('\\s*')}$`) }).click()
    await dialog.waitFor({ state: 'hidden' })
    await sees(page, reason)
  }

  for (const width of widths)
    test(`at ${width} px`, async () => {
      const admin = await signIn(city.url, 'admin')
      const { body: listed } = await admin.get('/seals')
      const inUse = listed.items.filter(({ seal }: { seal: { state: string } }) => seal.state === 'issued')
      const { seal } = inUse[width === 390 ? 0 : 1]
      const officer = await browser.visit(city.url, { width })
      const keeper = await browser.visit(city.url, { width })
      await step(officer, 'sign in', () => signInOnWorkbench(officer, 'security'))
      await step(keeper, 'sign in', () => signInOnWorkbench(keeper, 'admin'))

      await step(officer, 'suspended, resumed, destroyed', async () => {
        await officer.goto('/workbench/seals')
        await heading(officer, '电子印章')
        await officer.getByLabel('找部门').fill(seal.name)
        await officer.getByRole('link', { name: seal.name, exact: true }).click()
        await officer.getByRole('img', { name: `“${seal.name}”印章图样` }).waitFor()
        await picture(officer, 'workbench-seal')
        assert.deepEqual([await axeViolations(officer), await sideways(officer)], [[], 0])
        await act(officer, '停用', '保管人外出')
        await act(officer, '启用', '保管人已回')
        await act(officer, '变更保管人', '轮岗交接', () => officer.getByLabel('新的保管人').fill('钱保管（演示）'))
        await sees(officer, '钱保管（演示）')
        await act(officer, '销毁', '机构更名，换新章')
        assert.equal(await officer.getByRole('button', { name: '停用' }).count(), 0)
      })
      await step(keeper, 'applied for', async () => {
        await keeper.goto('/workbench/seals')
        await keeper.getByRole('button', { name: '申请印章' }).click()
        const dialog = keeper.getByRole('dialog')
        await dialog.getByRole('button', { name: /^提\s*交$/ }).click()
        await sees(dialog, '请填写')
        await dialog.getByLabel('部门').click()
        await keeper.keyboard.type(seal.departmentName)
        await keeper.keyboard.press('Enter')
        await keeper.locator('.ant-select-dropdown').waitFor({ state: 'hidden' })
        await dialog.getByLabel('保管人').fill('孙保管（演示）')
        await dialog.getByLabel('事由').fill('更名后申请新章')
        await dialog.getByRole('button', { name: /^提\s*交$/ }).click()
        await sees(keeper, '申请中的图样，制作后才能用')
        assert.equal(await keeper.getByRole('button', { name: /^批\s*准$/ }).count(), 0)
        assert.deepEqual([await axeViolations(keeper), await sideways(keeper)], [[], 0])
      })
      const address = keeper.url()
      await step(officer, 'approved', async () => {
        await officer.goto(address)
        await act(officer, '批准', '材料齐全')
        assert.equal(await officer.getByRole('button', { name: /^制\s*作$/ }).count(), 0)
      })
      await step(keeper, 'made', async () => {
        await keeper.reload()
        await act(keeper, '制作', '按批准制作')
        await sees(keeper, '签名密钥')
      })
      await step(officer, 'issued', async () => {
        await officer.reload()
        await act(officer, '发放', '交保管人')
        await sees(officer, '还没有用过')
      })
    })

  test('each use says why, and leads to its proof in the log', async () => {
    const person = await signIn(city.url, 'admin')
    const { body } = await person.get('/seals')
    for (const { seal } of body.items) {
      const { body: uses } = await person.get(`/seals/${seal.id}/uses`)
      for (const use of uses.items) {
        assert.ok(use.reason.length > 1)
        const proof = await fetch(`${city.url}/log/proof/${use.leafHash}`)
        assert.equal(proof.status, 200)
      }
    }
  })
})
