import { parseArgs } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'
import { startCity } from './city.ts'

/** A telephone of some years ago on a weak connection: a quarter of this machine's speed, 1.6 Mbit/s down, 150 ms there and back. */
const slow = { cpu: 4, down: 1_600_000 / 8, up: 750_000 / 8, latency: 150 }
const target = 1_800
const usage = `npm run bench -- portal-lcp [--rounds 5]
Opens the home page and a guide in a fresh browser as a slow telephone does and prints when the largest content was painted.`

type Opened = {
  /** Milliseconds from the start: first paint with content, largest content, and the application in the place of what the server wrote. */
  first: number
  largest: number
  alive: number
  /** Bytes of script as they went over the wire. */
  script: number
}

/** Prints the figures of each page and says whether the median keeps to the target. */
export async function portalLcp(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { rounds: { type: 'string', default: '5' }, help: { type: 'boolean' } },
  })
  if (values.help) return console.log(usage)
  const rounds = Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds is a whole number from 1 on: ${values.rounds}`)
  const city = await startCity()
  try {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--no-first-run', '--lang=zh-CN'],
    })
    try {
      const pages = { home: '/', guide: `/items/${await firstItem(city.url)}` }
      for (const [name, path] of Object.entries(pages)) {
        // The server's first answer to anybody is slower than all that follow.
        await fetch(`${city.url}${path}`)
        const opened: Opened[] = []
        for (let round = 0; round < rounds; round++) opened.push(await openOnce(browser, `${city.url}${path}`))
        console.log(lineOf(name, opened))
      }
    } finally {
      await browser.close()
    }
  } finally {
    await city.stop()
  }
}

async function firstItem(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/items?limit=1`)
  const { items } = (await answer.json()) as { items: { id: string }[] }
  if (!items[0]) throw new Error('The city has no item')
  return items[0].id
}

async function openOnce(browser: Browser, url: string): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
    serviceWorkers: 'block',
  })
  try {
    const page = await context.newPage()
    const script = await slowDown(page)
    await page.addInitScript(`
      window.largest = 0
      new PerformanceObserver((list) => {
        for (const each of list.getEntries()) window.largest = each.startTime
      }).observe({ type: 'largest-contentful-paint', buffered: true })`)
    await page.goto(url, { waitUntil: 'load' })
    // Only the application draws this switch; what the server wrote has none.
    await page.getByRole('button', { name: '大字版' }).waitFor({ timeout: 60_000 })
    const alive = await page.evaluate<number>('performance.now()')
    await page.waitForLoadState('networkidle')
    const first = await page.evaluate<number>("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    return { first, largest: await page.evaluate<number>('window.largest'), alive, script: script() }
  } finally {
    await context.close()
  }
}

/** From now on the page runs on a slow telephone; gives the count of the bytes of script it fetched. */
async function slowDown(page: Page): Promise<() => number> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: slow.latency,
    downloadThroughput: slow.down,
    uploadThroughput: slow.up,
  })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slow.cpu })
  const scripts = new Set<string>()
  let bytes = 0
  devtools.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId)
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  return () => bytes
}

function lineOf(name: string, opened: Opened[]): string {
  const median = (pick: (each: Opened) => number) => {
    const sorted = opened.map(pick).toSorted((one, other) => one - other)
    return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)
  }
  const largest = median((each) => each.largest)
  const worst = Math.round(Math.max(...opened.map((each) => each.largest)))
  return [
    `${name.padEnd(6)} largest content ${largest} ms (worst ${worst}), target ${target}: ${largest <= target ? 'kept' : 'MISSED'}`,
    `first content ${median((each) => each.first)} ms`,
    `application alive ${median((each) => each.alive)} ms`,
    `script ${Math.round(median((each) => each.script) / 1000)} kB on the wire`,
    `${opened.length} rounds`,
  ].join('; ')
}
