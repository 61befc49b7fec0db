import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, afterEach, before, describe, test } from 'node:test'
import { heading, sees, signInOnWorkbench, sound, startBrowser, step, type Watch, widths } from './browser.ts'
import { type CityInTime, startCityInTime } from './city-in-time.ts'
import { signIn } from './client.ts'
import { findItem, talentAnswers } from './people.ts'

const days = 24 * 60 * 60 * 1000

/** D27 as officials meet it: figures, cases that rules find, and notices that are issued, answered and judged. */
describe('the pages of supervision', () => {
  let city: CityInTime
  let browser: Watch
  /** One case for the round at each width. */
  const cases: string[] = []

  before(async () => {
    city = await startCityInTime()
    for (const username of ['shen.yangli', 'chen.yanshi']) {
      const person = await signIn(city.url, username)
      const itemId = await findItem(person, '人才入户')
      const { body } = await person.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
      const done = await person.post(`/applications/${body.id}/submit`, { consent: true })
      assert.equal(done.body.outcome, undefined, `a person must decide: ${JSON.stringify(done.body)}`)
      cases.push(done.body.caseNo)
    }
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser?.stop()
    await city?.stop()
  })

  const open = async (username: string, path: string, options: Parameters<Watch['visit']>[1] = {}) => {
    const page = await browser.visit(city.url, options)
    await signInOnWorkbench(page, username)
    await page.goto(`/workbench/supervision${path}`)
    return page
  }

  test('before anything is abnormal the page says so, and who neither watches nor answers is told so', async () => {
    const page = await open('supervisor', '')
    await heading(page, '督办')
    await sees(page, '没有异常办件')
    await page.getByRole('button', { name: '督办单', exact: true }).click()
    await page.getByRole('button', { name: '督办单', exact: true, pressed: true }).waitFor()
    await page.getByRole('button', { name: '异常办件', pressed: false }).waitFor()
    await sees(page, '没有督办单')
    await sound(page, 'supervision-empty')
    await page.context().close()
    const stranger = await open('item', '', { expects: ['403 GET /supervision-notices'] })
    await sees(stranger, '这里不归您的岗位看')
    assert.equal(await stranger.getByRole('link', { name: '督办', exact: true }).count(), 0)
    await sound(stranger, 'supervision-forbidden')
    await stranger.context().close()
    await city.goTo(new Date(city.now().getTime() + 28 * days))
  })

  for (const [index, width] of widths.entries())
    test(`a notice is issued, answered, returned, answered again and accepted at ${width} px`, async () => {
      const caseNo = cases[index]!
      const supervisor = await open('supervisor', '?rule=too-slow', { width })
      await step(supervisor, 'figures and cases', async () => {
        const figures = supervisor.getByRole('region', { name: '各部门现在' })
        await figures.getByRole('row', { name: /人力资源/ }).waitFor()
        await supervisor.getByRole('row').filter({ hasText: caseNo }).getByText('办得过慢').waitFor()
        await sound(supervisor, 'supervision-abnormal')
        const [file] = await Promise.all([
          supervisor.waitForEvent('download'),
          supervisor.getByRole('link', { name: '导出 CSV' }).click(),
        ])
        assert.match(await readFile(await file.path(), 'utf8'), new RegExp(`"${caseNo}".*办得过慢`))
      })
      await step(supervisor, 'filters', async () => {
        await supervisor.getByRole('combobox', { name: '状态' }).click()
        await supervisor.locator('.ant-select-item-option', { hasText: '已办结' }).click()
        await sees(supervisor, '没有符合条件的办件')
        await supervisor.goto('/workbench/supervision?rule=too-slow&state=open')
      })
      await step(supervisor, 'issued', async () => {
        await supervisor.getByRole('button', { name: `发督办单 ${caseNo}` }).click()
        const dialog = supervisor.getByRole('dialog')
        await dialog.getByRole('button', { name: '发督办单' }).click()
        await sees(dialog, '请至少写 5 个字')
        await dialog.getByLabel('要求说明什么').fill('请说明为什么二十多天没有办完')
        await dialog.getByLabel('几个工作日内答复').fill('5')
        await sound(supervisor, 'supervision-issue')
        await dialog.getByRole('button', { name: '发督办单' }).click()
        await supervisor.getByRole('row').filter({ hasText: caseNo }).getByText('已在督办：办得过慢').waitFor()
      })

      const office = await open('rs.jdg', '', { width })
      const act = async (page: typeof office, verb: string, words: string, then: string) => {
        const notice = page.getByRole('article').filter({ hasText: caseNo })
        await notice.getByRole('button', { name: verb, exact: true }).click()
        const dialog = page.getByRole('dialog')
        await dialog.getByLabel('写明情况和理由').fill(words)
        await dialog.getByRole('button', { name: verb }).click()
        await dialog.waitFor({ state: 'hidden' })
        await notice.getByText(then, { exact: true }).waitFor()
        await notice.getByText(words).waitFor()
      }
      await step(office, 'the office answers', async () => {
        await sees(office, '请说明为什么二十多天没有办完')
        await sound(office, 'supervision-office')
        await act(office, '答复', '材料需要核实，今天函询', '已答复')
      })
      await step(supervisor, 'the supervisor returns', async () => {
        await supervisor.goto('/workbench/supervision?show=notices')
        await act(supervisor, '退回重答', '没有写明什么时候办完', '待答复')
      })
      await step(office, 'the office answers again', async () => {
        await office.reload()
        await act(office, '答复', '函询已回，三个工作日内办完', '已答复')
      })
      await step(supervisor, 'the supervisor accepts', async () => {
        await supervisor.reload()
        await act(supervisor, '认可', '按答复的期限办结', '已办结')
        await sound(supervisor, 'supervision-accepted')
      })
      await supervisor.context().close()
      await office.context().close()
    })

  test('in English', async () => {
    const page = await open('supervisor', '', { width: 390 })
    await page.evaluate("localStorage.setItem('zt-language', 'en')")
    await page.reload()
    await heading(page, 'Supervision')
    await sees(page, /Overdue, Too slow/)
    await sound(page, 'supervision-english')
    await page.getByRole('button', { name: 'Notices', exact: true }).click()
    await sees(page, 'Done')
    await sound(page, 'supervision-notices-english')
    await page.context().close()
  })
})
