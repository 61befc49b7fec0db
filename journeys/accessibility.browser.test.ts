import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { axeViolations, heading, sideways, startBrowser, step, type VisitOptions, type Watch } from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { findItem, talentAnswers } from './people.ts'

/** Pages that say kindly that what was asked for is not there. */
const expects = ['422 GET /verifications/', '404 GET /items/', '404 GET /cases/', '403 GET /']

/** What a theme can break, and in large print the contrast that the elderly need (7:1). */
const themed = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size']
const themes = { elder: [...themed, 'color-contrast-enhanced'], contrast: [...themed, 'color-contrast-enhanced'] }

describe('everybody can use every page', () => {
  let city: City
  let browser: Watch
  const open: string[] = []
  const own: string[] = []
  let caseId: string
  let rerunId: string

  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    const person = await signIn(city.url, 'wang.ceshi')
    const itemId = await findItem(person, '人才入户')
    const started = await person.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    const submitted = await person.post(`/applications/${started.body.id}/submit`, { consent: true })
    assert.equal(submitted.body.outcome, 'granted', JSON.stringify(submitted.body))
    caseId = submitted.body.caseId
    const { body: held } = await person.get(`/credentials?caseId=${caseId}`)
    const { body: draft } = await person.post('/applications', { itemId })
    const decider = await signIn(city.url, 'rs.jdg')
    // A draft by which the one case would differ, so that the page has a row and its causes.
    const rule = readFileSync(
      new URL('../packs/talent-settlement/rules/talent-settlement.dmn', import.meta.url),
      'utf8',
    )
    const limit = '<outputEntry id="parameters-1-4"><text>40</text>'
    const rerun = await decider.post('/rule-reruns', {
      rule: 'talent-settlement',
      draft: rule.replace(limit, limit.replace('40', '30')),
      purpose: '比较年龄上限的修改',
    })
    rerunId = rerun.body.id
    open.push(
      '/',
      '/items',
      '/items?q=食品',
      '/items?q=没有这样的事',
      `/items/${itemId}`,
      '/verify',
      '/verify/NOSUCHCODE',
    )
    open.push(`/verify/${held.items[0].verifyCode}`, '/progress', '/sign-in', '/privacy', '/accessibility', '/nowhere')
    open.push('/developers', '/developers/capabilities/items', '/developers/signing')
    own.push(
      '/',
      `/start/${itemId}`,
      `/apply/${draft.id}`,
      `/apply/${draft.id}/pages/who`,
      `/apply/${draft.id}/pages/place`,
    )
    own.push(`/apply/${draft.id}/materials`, `/apply/${draft.id}/check`, '/cases', `/cases/${caseId}`, '/wallet')
    own.push(`/cases/${caseId}/submitted`, `/rate/${caseId}`, '/me/data', '/me/notices', '/developers/programs')
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  for (const look of [
    { width: 390, themes },
    { width: 1280, language: 'en' },
  ] satisfies Look[])
    test(`the portal has no faults that axe knows, and nothing sticks out: ${look.width} px`, async () => {
      const page = await browser.visit(city.url, { ...look, expects })
      const faults = await examineAll(page, open, look)
      await enter(page, 'wang.ceshi')
      faults.push(...(await examineAll(page, own, look)))
      await page.context().close()
      assert.deepEqual(faults, [])
    })

  const posts = {
    'rs.slg': () => [
      '/tasks',
      '/cases',
      `/cases/${caseId}`,
      '/items',
      '/ratings',
      '/registers',
      '/registers/population',
    ],
    'rs.jdg': () => ['/rules/reruns', `/rules/reruns/${rerunId}`],
    item: () => ['/items?show=drafts', '/imports', '/nowhere'],
    supervisor: () => ['/sharing'],
    admin: () => ['/administration', '/calendar', '/tasks', '/capabilities?key=items'],
    audit: () => ['/audit'],
  }
  for (const look of [{ width: 1280 }, { width: 390, language: 'en' }] satisfies Look[])
    test(`the workbench has no faults that axe knows, and nothing sticks out: ${look.width} px`, async () => {
      const stranger = await browser.visit(city.url, { ...look, expects })
      const faults = await examineAll(stranger, ['/workbench/sign-in'], look)
      await stranger.context().close()
      for (const [username, pages] of Object.entries(posts)) {
        const page = await browser.visit(city.url, { ...look, expects })
        await enter(page, username)
        faults.push(
          ...(await examineAll(
            page,
            pages().map((path) => `/workbench${path}`),
            look,
          )),
        )
        await page.context().close()
      }
      assert.deepEqual(faults, [])
    })

  test('with keys alone one skips to the content, searches, reads, signs in, fills in and goes on', async () => {
    const page = await browser.visit(city.url)
    await page.goto('/')
    // What the server wrote reads the same; the keys are for the application that takes its place.
    await page.getByRole('button', { name: '大字版' }).waitFor()
    await step(page, 'skip link', async () => {
      await page.keyboard.press('Tab')
      await focusIs(page, '跳到正文')
      await page.keyboard.press('Enter')
      assert.equal(await page.evaluate('document.activeElement.id'), 'main')
    })
    await step(page, 'search', async () => {
      await tabTo(page, '搜索事项')
      await page.keyboard.type('rencairuhu')
      await page.getByRole('option', { name: /人才入户/ }).waitFor()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await headingHasFocus(page, /人才入户/)
    })
    await step(page, 'sign in', async () => {
      await tabTo(page, '开始办理')
      await page.keyboard.press('Enter')
      await headingHasFocus(page, '登录')
      await tabTo(page, '账号')
      await page.keyboard.type('wang.ceshi')
      await tabTo(page, '密码')
      await page.keyboard.type('Zhengtong-2026')
      await page.keyboard.press('Enter')
      await headingHasFocus(page, /人才入户/)
    })
    await step(page, 'fill in', async () => {
      await tabTo(page, '开始填写')
      await page.keyboard.press('Enter')
      await page.getByText('一步一步填').waitFor()
      await tabTo(page, '继续填写')
      await page.keyboard.press('Enter')
      await headingHasFocus(page, '您按哪一条申请')
      await tabTo(page, '保存并继续')
      await page.keyboard.press('Enter')
      await page.locator('[role=alert]:focus').waitFor()
      await tabTo(page, /^请选择/)
      await page.keyboard.press('Enter')
      await page.keyboard.press('Space')
      await tabTo(page, '保存并继续')
      await page.keyboard.press('Enter')
      await headingHasFocus(page, '您的学历、职称或者技能')
    })
    await page.context().close()
  })
})

type Look = VisitOptions & { width: number; themes?: Record<string, string[]> }

/** Opens each page, waits until it has come to rest, and says all that is wrong with any. */
async function examineAll(page: Page, paths: string[], look: Look): Promise<string[]> {
  const faults: string[] = []
  for (const path of paths) {
    const say = (found: string[], where = '') => faults.push(...found.map((fault) => `${path}${where}: ${fault}`))
    await step(page, path, async () => {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForLoadState('networkidle')
      say(await axeViolations(page))
      say(await sticksOut(page, look.width))
      if (look.language === 'en') say(await chineseLeft(page))
      for (const [theme, rules] of Object.entries(look.themes ?? {})) {
        // As the buttons of the header do, which pages of a form do not have.
        await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`)
        say(await axeViolations(page, rules), ` (${theme})`)
        say(await sticksOut(page, look.width), ` (${theme})`)
      }
    })
  }
  return faults
}

/** Whether a page scrolls sideways at its width, and at the 320 px to which WCAG 1.4.10 lets people zoom. */
async function sticksOut(page: Page, width: number): Promise<string[]> {
  const faults: string[] = []
  for (const each of width < 600 ? [width, 320] : [width]) {
    await page.setViewportSize({ width: each, height: 844 })
    const over = await sideways(page)
    if (over > 0) faults.push(`sticks out by ${over} px at ${each} px`)
  }
  await page.setViewportSize({ width, height: 844 })
  return faults
}

/** The session's cookie, without the form that other journeys use. */
async function enter(page: Page, username: string): Promise<void> {
  const answer = await page.request.post('/api/v1/sessions', { data: { username, password: 'Zhengtong-2026' } })
  assert.equal(answer.status(), 201)
}

/**
 * What the pages themselves say in Chinese: the texts in their sources, as patterns where a value stands in them. Not the
 * name of the other language, and not 其他, which is also a theme of the catalogue.
 */
const ownWords: RegExp[] = ['apps/portal/src', 'apps/workbench/src', 'ui'].flatMap((folder) => {
  const place = fileURLToPath(new URL(`../${folder}`, import.meta.url))
  const files = readdirSync(place, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      /words|\.tsx$|format\.ts$/.test(file) && !file.includes('node_modules') && !/language|sign-in|session/.test(file),
  )
  return files.flatMap((file) => {
    const source = readFileSync(join(place, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    return [...source.matchAll(/'([^'\n]*)'|`([^`\n]*)`/g)].flatMap(([, plain, pattern]) => {
      const text = plain ?? pattern ?? ''
      const fixed = text.replaceAll(/\$\{[^}]*\}/g, '')
      // Two characters around a value, as in 申请…, are also how data begins.
      const telling = pattern === undefined ? /\p{Script=Han}{2}/u : /\p{Script=Han}{3}/u
      if (!telling.test(fixed) || fixed === '中文' || fixed === '其他') return []
      const parts = text.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      return [new RegExp(`^${parts.join('.+')}$`)]
    })
  })
})

/** Texts and labels on an English page that are the page's own words in Chinese, and not data. */
async function chineseLeft(page: Page): Promise<string[]> {
  const said = await page.evaluate<string[]>(`(() => {
    const found = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const holder = walker.currentNode.parentElement
      if (holder.checkVisibility() && !['SCRIPT', 'STYLE'].includes(holder.tagName)) found.push(walker.currentNode.data)
    }
    for (const each of document.querySelectorAll('[aria-label], [placeholder], [title]'))
      for (const name of ['aria-label', 'placeholder', 'title']) found.push(each.getAttribute(name) ?? '')
    return [document.title, ...found].map((text) => text.trim()).filter((text) => /\\p{Script=Han}/u.test(text))
  })()`)
  return [...new Set(said)]
    .filter((text) => ownWords.some((word) => word.test(text)))
    .map((text) => `still says ${text}`)
}

/** Presses Tab until what has the focus is called so; each stop on the way must show that it has it. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = []
  for (let presses = 0; presses < 80; presses++) {
    const { named, shown } = await focused(page)
    if (presses > 0 && !shown) assert.fail(`the focus on “${named}” cannot be seen`)
    if (typeof name === 'string' ? named.startsWith(name) : name.test(named)) return
    passed.push(named)
    await page.keyboard.press('Tab')
  }
  assert.fail(`Tab does not reach ${name}; it went ${passed.join(' → ')}`)
}

async function focusIs(page: Page, name: string): Promise<void> {
  assert.equal((await focused(page)).named, name)
}

async function headingHasFocus(page: Page, name: string | RegExp): Promise<void> {
  await heading(page, name)
  await page.locator('h1:focus').waitFor()
}

/** What has the focus: its name as people read it, and whether a ring is drawn around it or around what it lies in. */
function focused(page: Page): Promise<{ named: string; shown: boolean }> {
  return page.evaluate<{ named: string; shown: boolean }>(`(() => {
    const at = document.activeElement
    const named = at.labels?.[0]?.innerText || at.getAttribute('aria-label') || at.innerText || ''
    const around = [at, at.parentElement, at.parentElement?.parentElement].filter(Boolean)
    const shown = around.some((each) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each)
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
    })
    return { named: named.trim(), shown: shown || at === document.body || at.tabIndex === -1 }
  })()`)
}
