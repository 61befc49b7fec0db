import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
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
import { signIn } from './client.ts'
import { findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'

const run = promisify(execFile)
const zt = fileURLToPath(new URL('../platform/cli/main.ts', import.meta.url))
const packs = fileURLToPath(new URL('../packs/', import.meta.url))

// A new version of a flow is installed while cases run: the item manager sees where each place goes, names the basis, moves them.
describe('running cases change over to another version, in the browser', () => {
  let city: City
  let browser: Watch
  let home: string

  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    home = await mkdtemp(join(tmpdir(), 'zt-flows-'))
    await cp(packs, home, { recursive: true })
    // Cases are moved by the item manager of the office that handles them; the demo has one of the city only.
    const admin = await signIn(city.url, 'admin')
    const account = { username: 'food.manager', password: 'Zhengtong-2026', name: '顾换版演示' }
    const opened = await admin.post('/accounts', account)
    const post = { accountId: opened.body.id, role: 'item-manager', departmentId: 'market-regulation' }
    assert.equal((await admin.post('/posts', post)).status, 201)
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
    await rm(home, { recursive: true, force: true })
  })

  async function apply(): Promise<string> {
    const agent = await signIn(city.url, 'shen.yangli')
    const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    const { body } = await agent.post('/applications', { itemId, onBehalfOf: await partyOf(agent, '测试餐饮店') })
    await agent.patch(`/applications/${body.id}`, { answers: foodAnswers, confirm: ['rules'] })
    await agent.upload('PUT', `/applications/${body.id}/materials/layout`, '平面图.pdf', layoutPdf)
    const { body: submitted } = await agent.post(`/applications/${body.id}/submit`, { consent: true })
    return submitted.caseId
  }

  /** The next version of the flow, in which the intake goes by another name. */
  async function install(version: number): Promise<void> {
    const folder = join(home, 'food-business-licence')
    const flow = join(folder, 'flows/food-business-licence.bpmn')
    const text = (await readFile(flow, 'utf8'))
      .replace(/(<process [^>]*zt:versionTag=)"\d+"/, `$1"${version}"`)
      .replace(/(<userTask id=")(intake\w*)("[^>]*name=")[^"]*"/, `$1$2$3综窗收件第${version}版"`)
    await writeFile(flow, text)
    const pack = join(folder, 'pack.yaml')
    await writeFile(pack, (await readFile(pack, 'utf8')).replace(/^version: .*$/m, `version: ${version + 20}.0.0`))
    const env = { ...process.env, DATABASE_URL: city.databaseUrl, ZT_DATA: city.dataDir }
    await run(process.execPath, [zt, 'pack', 'install', folder], { env })
  }

  for (const [place, width] of widths.entries())
    test(`at ${width} px`, async () => {
      const caseId = await apply()
      await install(11 + place)
      const officer = await signIn(city.url, 'slg')
      const { flow } = (await officer.get(`/cases/${caseId}/standing`)).body
      const page = await browser.visit(city.url, { width })
      await step(page, 'sign in', () => signInOnWorkbench(page, 'food.manager'))
      await step(page, 'change over', () => changeOver(page, flow.version))
      await page.context().close()
      const last = (await officer.get(`/cases/${caseId}`)).body.timeline.at(-1)
      assert.equal(last.verb, 'change-over')
      assert.equal(last.data.basis, '食品经营许可和备案管理办法第十条（演示）')
    })
})

async function changeOver(page: Page, from: number): Promise<void> {
  await page.goto('/workbench/flows')
  await page.getByLabel('从哪一版').click()
  await page.locator('.ant-select-dropdown').getByTitle(`第 ${from} 版`, { exact: true }).click()
  await page.locator('.ant-select-dropdown').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '看看哪些能改' }).click()
  await sees(page, /\d+ 件能改，0 件不能/)
  assert.deepEqual(await axeViolations(page), [])
  assert.equal(await sideways(page), 0)
  await picture(page, 'change-over')
  await page.getByRole('button', { name: /改按新版办理 \d+ 件/ }).click()
  await sees(page, '请填写这一项')
  await page.getByLabel('法律依据').fill('食品经营许可和备案管理办法第十条（演示）')
  await page.getByLabel('为什么改').fill('新版流程施行（演示）')
  await page.getByRole('button', { name: /改按新版办理 \d+ 件/ }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /现在改/ })
    .click()
  await sees(page, /改了 \d+ 件，0 件没有变/)
  await sees(page, '没有按这一版在办的件')
  await picture(page, 'changed-over')
}
