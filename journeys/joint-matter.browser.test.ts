import { after, afterEach, before, describe, test } from 'node:test'
import {
  heading,
  sees,
  signInOnPortal,
  signInOnWorkbench,
  sound,
  startBrowser,
  step,
  type Watch,
  widths,
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { act, eventually, siteCheck } from './people.ts'
import { fillRestaurant } from './restaurant.ts'

type Part = { key: string; caseId: string }

// 一件事 by hand: one form handed in once, each office at its own part, one progress, one result to take away.
describe('a joint matter in the browser', () => {
  let city: City
  let browser: Watch
  let agent: Person
  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    agent = await signIn(city.url, 'shen.yangli')
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  const acts = async (name: string, caseId: string, verb: string, more = {}) =>
    act(await signIn(city.url, name), caseId, verb, more)

  async function grantFood(caseId: string): Promise<void> {
    await acts('slg', caseId, 'accept')
    await acts('shg', caseId, 'propose', { reason: '材料齐全，请现场核查' })
    await acts('hcg1', caseId, 'inspect', { data: siteCheck })
    await acts('shg', caseId, 'propose', { reason: '核查符合，建议准予' })
    await acts('jdg', caseId, 'approve')
  }

  async function grantDrainage(caseId: string): Promise<void> {
    await acts('sw.slg', caseId, 'accept')
    await acts('sw.shg', caseId, 'propose', { reason: '材料齐全，建议准予' })
    await acts('sw.jdg', caseId, 'approve')
  }

  for (const width of widths)
    test(`from one form to one result at ${width} px`, async () => {
      const draft = await fillRestaurant(agent, { siteAddress: `南城街道示例路${width}号` })
      const page = await browser.visit(city.url, { width })
      await step(page, 'sign in', () => signInOnPortal(page, 'shen.yangli'))
      const whole = await step(page, 'hand in once', async () => {
        await page.goto(draft.replace('/applications', '/apply'))
        await heading(page, /开办餐饮店/)
        await sound(page, 'joint-tasks')
        await page.goto(`${draft.replace('/applications', '/apply')}/check`)
        await heading(page, '提交前，请核对一遍')
        await page.getByRole('checkbox', { name: /我同意/ }).check()
        await page.getByRole('checkbox', { name: /内容真实/ }).check()
        await page.getByRole('button', { name: '提交申请' }).click()
        await heading(page, '申请已经提交')
        await sound(page, 'joint-submitted')
        return page.url().split('/cases/')[1]!.split('/')[0]!
      })
      const parts = Object.fromEntries(
        ((await agent.get(`/cases/${whole}`)).body.parts as Part[]).map(({ key, caseId }) => [key, caseId]),
      )

      await step(page, 'one progress', async () => {
        await page.goto(`/cases/${whole}`)
        await sees(page, '一次申请，2 项分别办理，0 项已有结果')
        await sound(page, 'joint-progress')
        await page.getByRole('region', { name: '各项进度' }).getByRole('link', { name: /排水/ }).click()
        await sees(page, '这是“开办餐饮店')
        await sound(page, 'joint-part')
        await page.getByRole('link', { name: '看全部进度' }).click()
        await sees(page, '一次申请，2 项分别办理')
      })

      const officer = await browser.visit(city.url, { width })
      await step(officer, 'an office at its own part', async () => {
        await signInOnWorkbench(officer, 'sw.slg')
        await officer.goto(`/workbench/cases/${parts.drainage}`)
        await sees(officer, /开办餐饮店/)
        await sound(officer, 'joint-office')
      })
      await officer.context().close()

      await grantDrainage(parts.drainage!)
      await step(page, 'half done', async () => {
        await page.reload()
        await sees(page, '2 项分别办理，1 项已有结果')
      })
      await grantFood(parts.food!)
      await eventually(async () => ((await agent.get(`/cases/${whole}`)).body.status === 'closed' ? true : undefined))
      await step(page, 'one result', async () => {
        await page.reload()
        await heading(page, '已批准')
        await sees(page, '2 项分别办理，2 项已有结果')
        const papers = page.getByRole('region', { name: '文书和材料' })
        for (const name of [/一件事|办理结果/, /食品经营许可证/, /排水/]) await sees(papers, name)
        await sound(page, 'joint-result')
      })
      await page.context().close()
    })
})
