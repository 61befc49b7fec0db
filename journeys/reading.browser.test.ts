import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { heading, picture, signInOnPortal, sound, startBrowser, step, type Watch } from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { findItem } from './people.ts'

/** The voice of a device, in the place of the one this machine has not: it says a sentence when the test lets it. */
const voice = `
  window.said = []
  window.silenced = 0
  Object.defineProperty(window, 'speechSynthesis', { value: {
    speak(utterance) { window.said.push(utterance) },
    cancel() { window.silenced += 1 },
  } })
  window.sayOn = (name = 'end') => window.said.at(-1).dispatchEvent(new Event(name))`

describe('pages that are read aloud', () => {
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

  const visit = async (): Promise<Page> => {
    const page = await browser.visit(city.url, { width: 390 })
    await page.context().addInitScript({ content: voice })
    return page
  }
  const spoken = (page: Page) => page.evaluate<string[]>('said.map(({ text }) => text)')
  const marked = (page: Page) => page.evaluate<string[]>("[...(CSS.highlights.get('read-aloud') ?? [])].map(String)")
  const press = (page: Page, name: string) => page.getByRole('button', { name }).click()
  const begin = async (page: Page) => {
    const before = (await spoken(page)).length
    await press(page, '读给我听')
    // The content policy forbids what waitForFunction does.
    await page.evaluate(`new Promise((resolve) => {
      const look = () => (said.length > ${before} ? resolve() : requestAnimationFrame(look))
      look()
    })`)
  }

  test('a guide is read sentence by sentence with the sentence marked, and stops when told, and when one leaves', async () => {
    const itemId = await findItem(await signIn(city.url, 'wang.ceshi'), '人才入户')
    const page = await visit()
    await page.goto(`/items/${itemId}`)
    const title = await (await heading(page, /人才入户/)).innerText()
    await step(page, 'each sentence is marked while it is read', async () => {
      await begin(page)
      assert.deepEqual(await spoken(page), [title])
      assert.deepEqual(await marked(page), [title])
      for (let count = 2; count <= 5; count++) {
        await page.evaluate('sayOn()')
        const all = await spoken(page)
        assert.equal(all.length, count)
        assert.deepEqual(await marked(page), [all.at(-1)])
      }
      assert.ok(!(await spoken(page)).some((each) => each.includes('不读了')), 'the button itself is not read')
      await sound(page, 'read-aloud')
    })
    await step(page, 'told to stop', async () => {
      const before = await page.evaluate<number>('silenced')
      await press(page, '不读了')
      assert.equal(await page.evaluate<number>('silenced'), before + 1)
      assert.deepEqual(await marked(page), [])
      await page.getByRole('button', { name: '读给我听' }).waitFor()
    })
    await step(page, 'left', async () => {
      await begin(page)
      const before = await page.evaluate<number>('silenced')
      await page.getByRole('link', { name: '政通' }).first().click()
      await heading(page, '您今天要办什么事？')
      assert.equal(await page.evaluate<number>('silenced'), before + 1)
      assert.deepEqual(await marked(page), [])
    })
    await page.context().close()
  })

  test('a page of a form is read to its end, and a device without a voice is told of', async () => {
    const talent = await signIn(city.url, 'wang.ceshi')
    const { body: draft } = await talent.post('/applications', { itemId: await findItem(talent, '人才入户') })
    const page = await visit()
    await signInOnPortal(page, 'wang.ceshi')
    await page.goto(`/apply/${draft.id}/pages/path`)
    await heading(page, '您按哪一条申请')
    await step(page, 'to its end', async () => {
      await begin(page)
      while (await page.getByRole('button', { name: '不读了' }).isVisible()) {
        await page.evaluate('sayOn()')
        assert.ok((await spoken(page)).length < 200, 'it comes to an end')
      }
      const all = await spoken(page)
      assert.ok(all.includes('您按哪一条申请'), all.join(' | '))
      assert.ok(!all.includes('保存并继续'), 'what is pressed is not read')
      assert.deepEqual(await marked(page), [])
    })
    await step(page, 'no voice', async () => {
      await begin(page)
      await page.evaluate("sayOn('error')")
      await page.getByText('这台设备读不出声音。').waitFor()
      await picture(page, 'read-aloud-failed')
    })
    await page.context().close()
  })
})
