import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import {
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
import { applyAs, type Cast, liveThrough, openCast, readExample, type Told } from './examples.ts'
import { findItem } from './people.ts'

/** A case on its way of each kind of work, who applied, and the official whose turn it is at a task of that name. */
const scenes = [
  ['road-occupation', '1-scaffold', 'wei.ceshi', 'jj.shg', '部门会签', 1],
  ['public-place-hygiene', '6b-general-hair', 'hua.ceshi', 'wj.hcg1', '现场核查', 1],
  ['disability-subsidy', '2-care-only', 'shi.yanshi', 'cl.shg', '残联审核', 1],
  ['outdoor-advertising', '10-police-disagree', 'jin.yangli', 'zr.shg', '部门会签', 2],
] as const

// The pages know none of these services: what they show comes from the packs.
describe('pages of the twelve services, for the one who asks and the ones who decide', () => {
  let city: City
  let cast: Cast
  let browser: Watch

  before(async () => {
    city = await startCity()
    cast = await openCast(city.url)
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  const guides = [
    '公共场所卫生许可',
    '占用、挖掘城市道路审批',
    '户外广告设施设置审批',
    '城镇污水排入排水管网许可',
    '排水许可年度核查',
    '高龄津贴',
    '居住证申领',
    '困难残疾人生活补贴和重度残疾人护理补贴',
    '结婚登记预约',
    '确认结婚登记预约',
    '个人参保证明',
  ]

  for (const width of widths) {
    test(`each guide stands and fits at ${width} px`, async () => {
      const person = await signIn(city.url, 'wang.ceshi')
      const page = await browser.visit(city.url, { width })
      for (const name of guides) {
        await page.goto(`/items/${await findItem(person, name)}`)
        await step(page, name, () => sees(page, name))
        assert.equal(await sideways(page), 0, `${name} sticks out`)
        await picture(page, `guide-${guides.indexOf(name)}`)
      }
      await page.context().close()
    })

    test(`an application is filled in from first page to last at ${width} px`, async () => {
      const person = await signIn(city.url, 'qin.ceshi')
      const { body } = await person.post('/applications', { itemId: await findItem(person, '高龄津贴') })
      const page = await browser.visit(city.url, { width })
      await signInOnPortal(page, 'qin.ceshi')
      await page.goto(`/apply/${body.id}`)
      await step(page, 'the list of pages', () => sees(page, '发到哪个账户'))
      await picture(page, 'old-age-pages')
      await page.getByRole('link', { name: '发到哪个账户' }).click()
      await page
        .getByRole('group', { name: /^发到老人本人的社保卡吗/ })
        .getByRole('radio', { name: '否', exact: true })
        .check()
      await step(page, 'a question that the answer opened', () => sees(page, '开户银行'))
      await picture(page, 'old-age-account')
      assert.equal(await sideways(page), 0)
      await page.context().close()
    })
  }

  for (const [pack, name, applicant, official, task, acts] of scenes)
    test(`${pack}: the applicant follows it, ${official} does “${task}”`, async () => {
      const told = await readExample(pack, name)
      const { person, opened } = await applyAs(cast, told)
      await liveThrough(cast, upTo(told, acts), person, opened.caseId)
      for (const width of widths) {
        const page = await browser.visit(city.url, { width })
        await signInOnPortal(page, applicant)
        await page.goto(`/cases/${opened.caseId}`)
        await step(page, 'the applicant reads', () => sees(page, told.itemName))
        assert.equal(await sideways(page), 0, 'the case of the applicant sticks out')
        await picture(page, `case-${pack}`)
        await page.context().close()

        const desk = await browser.visit(city.url, { width })
        await signInOnWorkbench(desk, official)
        await desk.goto(`/workbench/cases/${opened.caseId}`)
        await step(desk, 'the official reads', () => sees(desk, task))
        assert.equal(await sideways(desk), 0, 'the case of the official sticks out')
        await picture(desk, `desk-${pack}-${official}`)
        await step(desk, 'the form of the task', async () => {
          await desk.getByRole('button', { name: '填写记录' }).click()
          await desk.getByRole('textbox').nth(1).waitFor()
        })
        assert.equal(await sideways(desk), 0, 'the form of the task sticks out')
        await picture(desk, `form-${pack}-${official}`)
        await desk.context().close()
      }
    })
})

function upTo({ example, ...told }: Told, acts: number): Told {
  return { ...told, example: { ...example, acts: example.acts.slice(0, acts) } }
}
