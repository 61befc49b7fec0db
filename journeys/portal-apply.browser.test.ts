import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  heading,
  picture,
  sees,
  signInOnPortal,
  signInOnWorkbench,
  startBrowser,
  step,
  type Watch,
  widths,
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { foodAnswers, layoutPdf, siteCheck } from './people.ts'

const plan = { name: '平面图.pdf', mimeType: 'application/pdf', buffer: Buffer.from(layoutPdf) }

// U1 for a single item, by hand: an agent on a phone or at a desk, officers at theirs, and a stranger with the QR code.
describe('a food-business licence applied for, corrected, inspected, decided, verified and rated in the browser', () => {
  let city: City
  let browser: Watch

  before(async () => {
    browser = await startBrowser()
  })
  // A firm gets one licence for its premises, so each width has a city where it holds none.
  beforeEach(async () => {
    city = await startCity()
  })
  afterEach(async () => {
    try {
      browser.calm()
    } finally {
      await city.stop()
    }
  })
  after(() => browser.stop())

  for (const width of widths)
    test(`at ${width} px`, async () => {
      const applicant = await browser.visit(city.url, { width, expects: ['415 PUT /applications/'] })
      await step(applicant, 'sign in', () => signInOnPortal(applicant, 'shen.yangli'))
      await step(applicant, 'find the item', () => findItem(applicant))
      await step(applicant, 'start', () => start(applicant))
      await step(applicant, 'fill in', () => fillIn(applicant))
      await step(applicant, 'hand in', () => handIn(applicant))
      const { no, queryCode } = await step(applicant, 'submit', () => submit(applicant))
      await step(applicant, 'look up progress', () => lookUp(applicant, queryCode))

      await office('slg', no, askForCorrection)
      await step(applicant, 'correct', () => correct(applicant, no))
      await office('slg', no, (page) => act(page, '受理'))
      await office('shg', no, (page) => act(page, '提出审查意见', '材料齐全，请现场核查'))
      await office('hcg1', no, inspect)
      await office('shg', no, (page) => act(page, '提出审查意见', '核查符合，建议准予'))
      await office('jdg', no, (page) => act(page, '准予', '符合规定条件，准予许可'))

      const verifyAddress = await step(applicant, 'see the result', () => seeResult(applicant, no))
      await step(applicant, 'rate', () => rate(applicant))
      const stranger = await browser.visit(city.url, { width })
      await step(stranger, 'verify', () => verify(stranger, verifyAddress))
      for (const page of [applicant, stranger]) await page.context().close()
    })

  /** One official's turn at the case of this number: signed in, opened from the to-do list, done, left. */
  async function office(username: string, no: string, work: (page: Page) => Promise<void>): Promise<void> {
    const page = await browser.visit(city.url)
    await step(page, `${username} opens the case`, async () => {
      await signInOnWorkbench(page, username)
      await page.getByRole('row').filter({ hasText: no }).getByRole('link').click()
      await heading(page, /食品经营许可（新办）/)
    })
    await step(page, `${username} acts`, () => work(page))
    await page.context().close()
  }
})

async function findItem(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByRole('combobox', { name: '搜索事项' }).fill('shipinjingyingxuke')
  await page.getByRole('option', { name: /食品经营许可（新办）/ }).waitFor()
  await picture(page, 'portal-home')
  await page.getByRole('button', { name: '搜索', exact: true }).click()
  await heading(page, /搜索结果/)
  await picture(page, 'portal-search')
  await page
    .getByRole('link', { name: /食品经营许可（新办）/ })
    .first()
    .click()
}

async function start(page: Page): Promise<void> {
  await heading(page, '食品经营许可（新办）')
  await sees(page, /不用您交/)
  await picture(page, 'portal-guide')
  await page.getByRole('link', { name: '开始办理' }).click()
  await page
    .getByRole('group', { name: '替谁办？' })
    .getByRole('radio', { name: /东莞市测试餐饮店/ })
    .check()
  await picture(page, 'portal-start')
  await page.getByRole('button', { name: '开始填写' }).click()
  await sees(page, /项信息已经替您填好/)
  await picture(page, 'portal-tasks')
  await page.getByRole('link', { name: '核对经营主体' }).click()
}

async function fillIn(page: Page): Promise<void> {
  await heading(page, '核对经营主体')
  await sees(page, '东莞市测试餐饮店（演示）')
  await sees(page, '来自市场主体库')
  await picture(page, 'portal-form-known')
  await goOn(page)

  await heading(page, '只卖预包装食品吗')
  await goOn(page)
  await summaryHasFocus(page)
  await picture(page, 'portal-form-error')
  await page.getByRole('alert').getByRole('link').first().click()
  await page.locator(':focus').press('ArrowDown')
  await choose(page, /只卖预包装食品吗/, '否')
  await goOn(page)

  await heading(page, '店在哪里')
  await sees(page, '可以改，只用于这次申请')
  await page.getByLabel('经营面积').fill(String(foodAnswers.areaM2))
  await picture(page, 'portal-form-site')
  await goOn(page)

  await heading(page, '做哪种经营')
  await choose(page, /^主体业态/, '餐饮服务经营者')
  await goOn(page)

  await heading(page, '卖什么、做什么')
  await page.getByRole('checkbox', { name: '热食类食品制售' }).check()
  await choose(page, /^只做简单加工吗/, '否')
  await goOn(page)

  await heading(page, '谁管食品安全')
  const [manager] = foodAnswers.staff
  assert.ok(manager)
  await page.getByLabel('姓名').fill(manager.name)
  await page.getByLabel('身份证号码').fill(manager.idNumber)
  await page.getByRole('radio', { name: '食品安全员' }).check()
  await picture(page, 'portal-form-list')
  await goOn(page)

  await heading(page, '开业前自查')
  for (const question of [/^场所整洁/, /^有消毒/, /^有食品安全管理人员/, /^布局合理/])
    await choose(page, question, '是')
  await goOn(page)

  await heading(page, '其他')
  await choose(page, /^通过网络经营吗/, '否')
  await page.getByLabel('投诉电话').fill(foodAnswers.complaintPhone)
  await goOn(page)
}

async function handIn(page: Page): Promise<void> {
  await heading(page, '上传材料')
  await goOn(page)
  await summaryHasFocus(page)
  await page.getByRole('alert').getByRole('link', { name: /布局/ }).click()
  const picker = page.getByLabel(/^选择文件：.*布局/)
  const program = { ...plan, buffer: Buffer.from([0x4d, 0x5a, 0x90, 0, 3]) }
  await picker.setInputFiles(program)
  await page.getByRole('alert').filter({ hasText: '文件的实际内容不是' }).waitFor()
  await picker.setInputFiles(plan)
  await sees(page, '已上传')
  await page.getByRole('checkbox', { name: '我看过了，会照做。' }).check()
  await sees(page, '已确认')
  await picture(page, 'portal-materials')
  await goOn(page)
}

async function submit(page: Page): Promise<{ no: string; queryCode: string }> {
  await heading(page, '提交前，请核对一遍')
  await sees(page, '热食类食品制售')
  const manager = page.getByRole('region', { name: '谁管食品安全' }).getByRole('term')
  const asked = ['姓名', '身份证号码', '岗位'].map((field) => `食品安全管理人员 1 · ${field}`)
  assert.deepEqual(await manager.allInnerTexts(), asked, 'fields stand in the order of the form')
  await picture(page, 'portal-check')
  await page.getByRole('button', { name: '提交申请' }).click()
  await summaryHasFocus(page)
  await page.getByRole('checkbox', { name: /我同意/ }).check()
  await page.getByRole('checkbox', { name: /内容真实/ }).check()
  await page.getByRole('button', { name: '提交申请' }).click()
  await heading(page, '申请已经提交')
  await picture(page, 'portal-submitted')
  const shown = await page.getByRole('main').innerText()
  const no = /\d{15,}/.exec(shown)?.[0] ?? ''
  const queryCode = /查询码\s*([0-9A-Z ]{12,15})/.exec(shown)?.[1]?.replaceAll(' ', '').trim() ?? ''
  assert.match(queryCode, /^[0-9A-Z]{12}$/, `no query code in ${shown}`)
  return { no, queryCode }
}

async function lookUp(page: Page, queryCode: string): Promise<void> {
  await page.goto('/progress')
  await page.getByLabel('查询码', { exact: true }).last().fill(queryCode)
  await page.getByRole('button', { name: '查进度' }).click()
  await sees(page, '已提交，等受理')
  await picture(page, 'portal-progress')
}

async function askForCorrection(page: Page): Promise<void> {
  await sees(page, /规则建议/)
  await picture(page, 'workbench-case')
  await page.getByRole('radio', { name: '要求补正' }).check()
  await page.getByRole('group', { name: '材料' }).getByRole('checkbox', { name: /布局/ }).check()
  await page.getByLabel(/布局.*：要怎样补正/).fill('图上没有标出洗手池，请补画后重新上传')
  await picture(page, 'workbench-correction')
  await act(page, '要求补正')
}

async function correct(page: Page, no: string): Promise<void> {
  await page.goto('/cases')
  await picture(page, 'portal-cases')
  await page.getByRole('listitem').filter({ hasText: '等您补正' }).getByRole('link').first().click()
  await sees(page, no)
  await sees(page, '图上没有标出洗手池，请补画后重新上传')
  await page.getByRole('button', { name: '补好了，交回去' }).click()
  await summaryHasFocus(page)
  await page.getByLabel(/选择文件：.*布局/).setInputFiles({ ...plan, name: '平面图2.pdf' })
  await sees(page, '已收到新的一份')
  await picture(page, 'portal-correction')
  await page.getByRole('button', { name: '补好了，交回去' }).click()
  await page.getByRole('button', { name: '补好了，交回去' }).waitFor({ state: 'hidden' })
}

/** Chooses what to do, says why, and confirms where the page asks once more. */
async function act(page: Page, verb: string, reason?: string): Promise<void> {
  const choice = page.getByRole('radio', { name: verb, exact: true })
  if (await choice.count()) await choice.check()
  if (reason) await page.getByLabel(/^意见/).fill(reason)
  await page.getByRole('button', { name: verb, exact: true }).last().click()
  const sure = page.getByRole('dialog').getByRole('button', { name: verb })
  await sure
    .or(page.getByText(`已${verb}`))
    .first()
    .waitFor()
  if (await sure.isVisible()) await sure.click()
  await page.getByText(`已${verb}`).first().waitFor()
}

async function inspect(page: Page): Promise<void> {
  await page.getByLabel('核查日期').fill(siteCheck.checkedOn)
  for (const [place, { name }] of siteCheck.inspectors.entries()) {
    // The first entry stands open.
    if (place > 0) await page.getByRole('button', { name: '添加核查人员' }).click()
    await page.getByLabel('姓名').nth(place).fill(name)
  }
  for (const part of [/^场所与品种/, /^设备设施/, /^食品安全管理人员和规章/, /^布局和流程/])
    await page.getByRole('group', { name: part }).getByRole('radio', { name: '符合', exact: true }).check()
  await page
    .getByRole('group', { name: /^核查结论/ })
    .getByRole('radio', { name: '符合', exact: true })
    .check()
  await picture(page, 'workbench-inspect')
  await act(page, '提交记录')
}

async function seeResult(page: Page, no: string): Promise<string> {
  await page.goto('/cases')
  await page.getByRole('listitem').filter({ hasText: '已批准' }).getByRole('link').first().click()
  await heading(page, '已批准')
  await sees(page, no)
  await picture(page, 'portal-result')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载 PDF' }).click(),
  ])
  assert.equal((await readFile(await download.path())).subarray(0, 5).toString(), '%PDF-')
  await page.getByRole('link', { name: '查看并出示' }).click()
  await heading(page, '我的证照')
  await picture(page, 'portal-wallet')
  const address = await page.getByRole('link', { name: '验真' }).first().getAttribute('href')
  await page.goBack()
  await heading(page, '已批准')
  return address ?? ''
}

async function rate(page: Page): Promise<void> {
  await page.getByRole('link', { name: '评价这次办理' }).click()
  await page.getByRole('button', { name: '提交评价' }).click()
  await summaryHasFocus(page)
  await page.getByRole('radio', { name: '满意', exact: true }).check()
  await page.getByRole('checkbox', { name: '一次说清' }).check()
  await picture(page, 'portal-rate')
  await page.getByRole('button', { name: '提交评价' }).click()
  await heading(page, '您评过了，谢谢')
}

async function verify(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await heading(page, '这张证是真的，现在有效')
  await sees(page, '东莞市测试餐饮店（演示）')
  await picture(page, 'portal-verify')
  assert.doesNotMatch(await page.getByRole('main').innerText(), /999900/, 'ID numbers are not for strangers')
}

async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存并继续' }).click()
}

async function choose(page: Page, question: RegExp, answer: string): Promise<void> {
  await page.getByRole('group', { name: question }).getByRole('radio', { name: answer, exact: true }).check()
}

/** After a press that could not go on, the summary of what is missing has the focus. */
async function summaryHasFocus(page: Page): Promise<void> {
  await page
    .locator('[role=alert]:focus')
    .filter({ hasText: /处要改|请/ })
    .waitFor()
}
