import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'

/** The widths every page must serve: a phone in the hand and a window on a desk. */
export const widths = [390, 1280] as const
export type Width = number

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What a visit may bring beyond a bare window. */
export type VisitOptions = {
  width?: Width
  language?: 'zh' | 'en'
  theme?: 'normal' | 'elder' | 'contrast'
  /** False for a browser that runs no scripts. */
  javaScript?: false
  /** With the service worker, which keeps things for times without a connection. */
  worker?: true
  /** Refusals of the server that this visit is about, as `404 GET /cases/`; any other one fails the test. */
  expects?: string[]
}

/** Chromium with what went wrong in any of its pages. */
export type Watch = {
  /** A window of somebody new: a context of its own, with nothing kept from others. */
  visit(url: string, options?: VisitOptions): Promise<Page>
  /** Throws with every console error, page error, failed request and broken content policy since the last call. */
  calm(): void
  stop(): Promise<void>
}

/** Starts Chromium with a new profile and no traffic of its own. */
export async function startBrowser(): Promise<Watch> {
  const browser = await launch()
  const troubles: string[] = []
  return {
    async visit(url, options = {}) {
      const context = await newContext(browser, url, options)
      const page = await context.newPage()
      context.on('page', (opened) => watch(opened, url, options, troubles))
      watch(page, url, options, troubles)
      return page
    },
    calm() {
      const found = [...new Set(troubles.splice(0))]
      if (found.length > 0) throw new Error(`The browser complained:\n${found.join('\n')}`)
    },
    stop: () => browser.close(),
  }
}

function launch(): Promise<Browser> {
  // Chromium refuses its sandbox to root; a plain user keeps it.
  const asRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-quic',
      '--no-first-run',
      '--lang=zh-CN',
    ],
  })
}

async function newContext(browser: Browser, url: string, options: VisitOptions): Promise<BrowserContext> {
  const { width = 1280, language = 'zh', theme = 'normal' } = options
  const isPhone = width < 600
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: isPhone ? 844 : 900 },
    isMobile: isPhone,
    hasTouch: isPhone,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    javaScriptEnabled: options.javaScript ?? true,
    serviceWorkers: options.worker ? 'allow' : 'block',
  })
  context.setDefaultTimeout(20_000)
  await context.addInitScript({ content: atFirst({ language, theme }) })
  return context
}

/** Runs in every page before its own scripts: the choices a returning person has made, and an ear for the content policy. */
function atFirst(choices: { language: string; theme: string }): string {
  return `
    // Frames inside a page, such as a viewer of files, have nothing to choose, nor has a tab before its first page; what the person switches later stands.
    if (window.top === window && location.origin !== 'null' && !sessionStorage.getItem('visited')) {
      sessionStorage.setItem('visited', 'yes')
      localStorage.setItem('zt-language', '${choices.language}')
      localStorage.setItem('zt-theme', '${choices.theme}')
    }
    document.addEventListener('securitypolicyviolation', (broken) =>
      console.error('content policy: ' + broken.violatedDirective + ' ' + broken.blockedURI))`
}

function watch(page: Page, origin: string, options: VisitOptions, troubles: string[]): void {
  // A visitor's page asks who is signed in: no is an answer.
  const expected = ['401 GET /me', ...(options.expects ?? [])]
  const say = (text: string) => troubles.push(`${page.url().replace(origin, '')}: ${text}`)
  page.on('pageerror', (error) => say(`page error ${error.message}`))
  page.on('console', (message) => {
    // Chromium repeats each refused request here; those are judged below, where their status is known.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      say(`${message.text()} ${message.location().url.replace(origin, '')}:${message.location().lineNumber}`)
  })
  page.on('response', (response) => {
    if (response.status() < 400 || !response.url().startsWith(origin)) return
    const path = response.url().replace(origin, '').replace('/api/v1', '')
    const refused = `${response.status()} ${response.request().method()} ${path}`
    if (!expected.some((each) => refused.startsWith(each))) say(refused)
  })
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? ''
    // Leaving a page ends its requests, and a download is no page.
    if (!request.url().startsWith(origin) || why === 'net::ERR_ABORTED') return
    // A browser that runs no script refuses to fetch any.
    if (why === 'csp' && options.javaScript === false) return
    if (!expected.some((each) => `failed ${request.method()} ${why}`.startsWith(each)))
      say(`failed ${request.method()} ${request.url().replace(origin, '')} ${why}`)
  })
}

/** Signs in on the portal as a person does, and waits until the page says who is there. */
export async function signInOnPortal(page: Page, username: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('账号', { exact: true }).fill(username)
  await page.getByLabel('密码', { exact: true }).fill('Zhengtong-2026')
  await page.getByRole('main').getByRole('button', { name: '登录', exact: true }).click()
  await page.getByLabel('我的账户：').waitFor()
}

/** Gives the page a device that can keep passkeys and whose owner always unlocks it; the site must go by a name. */
export async function withDevice(page: Page): Promise<void> {
  const device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Signs in by password and keeps a passkey in the page's device; the session stays at the password's level. */
export async function signInWithPasskeyAtHand(page: Page, username: string): Promise<void> {
  await withDevice(page)
  await signInOnPortal(page, username)
  await page.goto('/me/account')
  // A name of its own: an earlier device of the same person may be listed already.
  const name = `我的手机${Date.now() % 100_000}`
  await page.getByLabel('给它起个名字').fill(name)
  await page.getByRole('button', { name: '加一把通行密钥' }).click()
  await sees(page, name)
}

/** Signs in on the workbench, which opens the first page of the official's post. */
export async function signInOnWorkbench(page: Page, username: string): Promise<void> {
  await page.goto('/workbench/sign-in')
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码').fill('Zhengtong-2026')
  await page
    .getByRole('button', { name: '登 录' })
    .or(page.getByRole('button', { name: '登录' }))
    .click()
  await page.getByRole('navigation', { name: '主导航' }).waitFor()
}

/** Waits until a text stands on the page. */
export async function sees(place: Page | Locator, text: string | RegExp): Promise<void> {
  await place.getByText(text).filter({ visible: true }).first().waitFor()
}

/** The heading of the page, once it is as said. */
export async function heading(page: Page, name: string | RegExp): Promise<Locator> {
  const found = page.getByRole('heading', { level: 1, name })
  await found.waitFor()
  return found
}

type Violation = { id: string; help: string; nodes: { target: string[]; failureSummary?: string }[] }

/** What axe finds wrong on a page, one line for each rule that is broken; of all its rules or of those named. */
export async function axeViolations(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe)
  // What still fades in has a colour that nobody is meant to read; what turns for ever is not waited for.
  await page.evaluate(
    `Promise.allSettled(document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime < 5000).map((each) => each.finished))`,
  )
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const options = JSON.stringify({ runOnly: rules ?? tags, resultTypes: ['violations'] })
  const found = await page.evaluate<Violation[]>(
    `axe.run(${options}).then(({ violations }) => JSON.parse(JSON.stringify(violations)))`,
  )
  return found.map(({ id, help, nodes }) => {
    const where = nodes
      .slice(0, 2)
      .map((node) => `${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`)
    return `${id}: ${help} (${nodes.length}) ${where.join('; ')}`
  })
}

/** By how many pixels the page can be scrolled sideways; none is right. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate<number>(
    'Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - document.documentElement.clientWidth',
  )
}

/** Keeps a picture of a page in the folder that SCREENSHOTS names, for people who look; nothing without it. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}-${page.viewportSize()?.width}.png`), fullPage: true })
}

/** Nothing for axe to say, nothing to scroll sideways for, and a picture for those who look. */
export async function sound(page: Page, name: string): Promise<void> {
  assert.deepEqual(await axeViolations(page), [], name)
  assert.equal(await sideways(page), 0, `${name} scrolls sideways`)
  await picture(page, name)
}

/** Does a step, and when it fails says what the page showed and where its picture is. */
export async function step<T>(page: Page, name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const path = join(tmpdir(), `journey-${Date.now()}.png`)
    await page.screenshot({ path, fullPage: true }).catch(() => undefined)
    const shown = await page
      .locator('body')
      .innerText()
      .catch(() => '')
    const said = error instanceof Error ? error.message : String(error)
    throw new Error(`${name} at ${page.url()}\n${said}\n${shown.slice(0, 1500)}\n${path}`, { cause: error })
  }
}
