import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import {
  axeViolations,
  heading,
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
import { personAt, signIn } from './client.ts'
import { act } from './people.ts'

// A developer finds a capability on the single list, reads its reference, and learns how to call it.
describe('developers of other systems find their way', () => {
  let city: City
  let browser: Watch
  let listed: number
  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    listed = (await personAt(city.url).get('/capabilities')).body.items.length
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  for (const width of widths)
    test(`the list, a capability and how to sign, at ${width} px`, async () => {
      const page = await browser.visit(city.url, { width, expects: ['404 GET /capabilities/nothing'] })
      await step(page, 'the single list, from the footer', async () => {
        await page.goto('/')
        await page.getByRole('contentinfo').getByRole('link', { name: '开发者' }).click()
        await heading(page, '开发者')
        await sees(page, `共 ${listed} 项能力`)
        await sees(page, '这里就是沙箱')
        await sees(page, '东莞市政务服务和数据管理局')
        await sees(page, /承诺：可用率 99\.\d+%/)
        await sees(page, /近 30 天/)
        await isSound(page, 'developers')
      })
      await step(page, 'searched and narrowed', async () => {
        await page.getByRole('link', { name: '应用可以调用', exact: true }).click()
        await page.getByText(`共 ${listed} 项能力`).waitFor({ state: 'hidden' })
        await page.getByLabel('在清单里找').fill('没有这样的能力')
        await sees(page, '清单上没有符合的能力')
        await page.getByLabel('在清单里找').fill('事项')
        await page.getByRole('link', { name: '事项目录' }).click()
      })
      await step(page, 'the reference of a capability', async () => {
        await heading(page, '事项目录')
        await sees(page, '应用可以调用的接口')
        await page.getByText('/api/v1/items', { exact: false }).first().click()
        await sees(page, 'searchItems')
        await sees(page, '任何人，不用登录；获准的应用')
        await sees(page, '回答 200')
        await isSound(page, 'capability')
        const download = page.waitForEvent('download')
        await page.getByRole('link', { name: '下载接口文件（OpenAPI）' }).click()
        const slice = JSON.parse(await readFile(await (await download).path(), 'utf8'))
        assert.ok(slice.paths['/api/v1/items'], Object.keys(slice.paths).join())
        assert.equal((await page.getByRole('link', { name: '申请正式接入' }).count()) > 0, true)
      })
      await step(page, 'how to sign', async () => {
        await page.getByRole('link', { name: '怎样签名和调用' }).click()
        await heading(page, '怎样签名和调用')
        await sees(page, '@target-uri')
        await isSound(page, 'signing')
      })
      await step(page, 'a capability that is not there', async () => {
        await page.goto('/developers/capabilities/nothing')
        await sees(page, '清单上没有这项能力')
        await page.getByRole('link', { name: '回到清单' }).click()
        await heading(page, '开发者')
      })
      await page.context().close()
    })

  for (const width of widths)
    test(`a trial program, its keys and its calls, at ${width} px`, async () => {
      const page = await browser.visit(city.url, {
        width,
        expects: ['422 POST /me/programs/', '404 GET /me/programs/'],
      })
      const name = `样例系统（演示）${width}`
      await step(page, 'signed in, from the list', async () => {
        await signInOnPortal(page, 'shen.yangli')
        await page.goto('/developers')
        await page.getByRole('link', { name: '我的应用' }).click()
        await heading(page, '我的应用')
        await sees(page, '申请正式接入')
      })
      await step(page, 'what is missing is said', async () => {
        await page.getByRole('button', { name: '开通', exact: true }).click()
        await sees(page, '有 3 处要改')
        await isSound(page, 'programs')
      })
      await step(page, 'a trial is opened', async () => {
        await page.getByLabel('应用名称').fill(name)
        await page.getByLabel('用来做什么').fill('试一试接口')
        await page.getByLabel('事项目录').check()
        await page.getByRole('button', { name: '开通', exact: true }).click()
        await heading(page, name)
        await sees(page, '沙箱试用')
        await sees(page, '每天 1000 次，每秒 5 次')
        await sees(page, '今天用了 0 次，还剩 1000 次')
        await sees(page, '没有失败的调用')
      })
      const own = page.url()
      const keyId = await step(
        page,
        'a key is made, its secret shown once, and the example of the page runs with it',
        async () => {
          await page.getByRole('button', { name: '加入', exact: true }).click()
          await sees(page, '请现在保存，只显示这一次')
          const [keyId, secret] = [await besideOf(page, '密钥编号'), await besideOf(page, '密钥')]
          await isSound(page, 'program-key')
          await page.reload()
          await heading(page, name)
          assert.equal((await page.getByText(secret).count()) + (await page.getByText('只显示这一次').count()), 0)
          await page.getByRole('link', { name: '怎样签名和调用' }).click()
          const example = await exampleOn(page, '例子：平台生成的密钥（hmac-sha256）')
          const given = { KEY_ID: keyId, SECRET: secret }
          assert.match(await run(example, { ...given, ADDRESS: `${city.url}/api/v1/items?limit=1` }), /^200 \{"items"/)
          const guided = `${city.url}/api/v1/case-lookups`
          const posted = await run(example, { ...given, ADDRESS: guided, BODY: '{"queryCode":"000000000000"}' })
          assert.match(posted, /^403 .*capabilities\.no-access/, 'signed with its body, and not granted')
          return keyId
        },
      )
      await step(page, 'a public key of its own, and a wrong one', async () => {
        await page.goto(own)
        await page.getByLabel('算法').selectOption('ed25519')
        await page.getByRole('button', { name: '加入', exact: true }).click()
        await sees(page, '请填写公钥')
        await page.getByLabel('公钥（PEM）').fill('不是公钥')
        await page.getByRole('button', { name: '加入', exact: true }).click()
        await sees(page, '公钥读不出来，或者与所选算法不符。')
        const pair = generateKeyPairSync('ed25519', {
          publicKeyEncoding: { type: 'spki', format: 'pem' },
          privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        })
        await page.getByLabel('公钥（PEM）').fill(pair.publicKey)
        await page.getByRole('button', { name: '加入', exact: true }).click()
        const said = await page.getByText(/^密钥 sandbox-\S+ 已经加入$/).innerText()
        const added = said.split(' ')[1]!
        await page.goto('/developers/signing')
        const example = await exampleOn(page, '例子：自己的私钥（Ed25519）')
        const folder = await mkdtemp(join(tmpdir(), 'developer-'))
        const PRIVATE_KEY = join(folder, 'private.pem')
        await writeFile(PRIVATE_KEY, pair.privateKey)
        const answer = await run(example, { PRIVATE_KEY, KEY_ID: added, ADDRESS: `${city.url}/api/v1/items?limit=1` })
        await rm(folder, { recursive: true })
        assert.match(answer, /^200 /)
      })
      await step(page, 'a secret for tokens', async () => {
        await page.goto(own)
        await page.getByRole('button', { name: '生成令牌密钥' }).click()
        await sees(page, '请现在保存，只显示这一次')
        const given = {
          ISSUER: await besideOf(page, '认证服务地址'),
          CLIENT_ID: await besideOf(page, '编号'),
          CLIENT_SECRET: await besideOf(page, '密钥'),
        }
        await page.getByRole('button', { name: '重新生成' }).click()
        await page.getByRole('dialog').getByRole('button', { name: '先不' }).click()
        await page.goto('/developers/signing')
        const example = await exampleOn(page, '办法一：令牌')
        assert.match(await run(example, { ...given, ADDRESS: `${city.url}/api/v1/items?limit=1` }), /^200 /)
      })
      await step(page, 'what came of the calls', async () => {
        await page.goto(own)
        const seen = page.getByRole('table', { name: '调用统计' }).getByText('searchItems')
        for (let tries = 0; tries < 20 && (await seen.count()) === 0; tries++) {
          await page.reload()
          await page.waitForLoadState('networkidle')
        }
        await seen.first().waitFor()
        await sees(page, 'capabilities.no-access')
        await sees(page, '今天用了 3 次，还剩 997 次')
        await isSound(page, 'program')
      })
      await step(page, 'a key is revoked, the program closed', async () => {
        await page.getByRole('button', { name: `停用 ${keyId}` }).click()
        await page.getByRole('dialog').getByRole('button', { name: '确定停用' }).click()
        await page.getByRole('button', { name: `停用 ${keyId}` }).waitFor({ state: 'hidden' })
        await page.getByRole('button', { name: '停用这个应用' }).click()
        await page.getByRole('dialog').getByRole('button', { name: '确定停用' }).click()
        await sees(page, '已停用')
        assert.equal(await page.getByRole('button', { name: '加入', exact: true }).count(), 0)
      })
      await page.context().close()
    })

  for (const width of widths)
    test(`the department that answers for it throttles, stops, resumes and tells what goes, at ${width} px`, async () => {
      const name = `被管的应用${width}`
      const developer = await signIn(city.url, 'shen.yangli')
      const trial = { name, purpose: '看负责部门怎样管', capabilities: ['calendars'] }
      const opened = await developer.post('/me/programs', trial)
      assert.equal(opened.status, 201, JSON.stringify(opened.body))
      const accessNow = async () => (await developer.get(`/me/programs/${opened.body.id}`)).body.accesses[0]
      const page = await browser.visit(city.url, { width, expects: ['422 POST /capabilities/'] })
      const dialog = page.getByRole('dialog')
      await step(page, 'who uses it', async () => {
        await signInOnWorkbench(page, 'zs.jdg')
        await page.goto('/workbench/capabilities')
        await heading(page, '公共能力')
        await page.getByLabel('找能力').fill('日历')
        await page.getByRole('link', { name: '工作日历', exact: true }).click()
        await sees(page, name)
        await sees(page, '每天 1000 次，每秒 5 次')
        await page.waitForLoadState('networkidle')
        await picture(page, 'workbench-capabilities')
        assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
      })
      await step(page, 'throttled, and limited to some operations', async () => {
        await page.getByRole('button', { name: `调整 ${name}` }).click()
        await dialog.getByLabel('每天次数').fill('7')
        await dialog.getByRole('button', { name: /^保\s*存$/ }).click()
        await sees(dialog, '请写明原因')
        assert.deepEqual(await axeViolations(page), [])
        await picture(page, 'workbench-capabilities-adjust')
        await dialog.getByLabel('原因').fill('先少用一些')
        await dialog.getByRole('checkbox').first().uncheck()
        await dialog.getByRole('button', { name: /^保\s*存$/ }).click()
        await dialog.waitFor({ state: 'hidden' })
        await sees(page, /每天 7 次，每秒 5 次.*只限 \d+ 个接口/)
        const { perDay, operations } = await accessNow()
        assert.equal(perDay, 7)
        assert.ok(operations.length > 0)
      })
      await step(page, 'stopped with a reason, and resumed', async () => {
        await page.getByRole('button', { name: `停用 ${name}` }).click()
        await dialog.getByLabel('原因').fill('发现用途不符')
        await dialog.getByRole('button', { name: /^停\s*用$/ }).click()
        await sees(page, '已停用：发现用途不符')
        assert.equal((await accessNow()).stopped.reason, '发现用途不符')
        await dialog.waitFor({ state: 'hidden' })
        await page.getByRole('button', { name: `恢复 ${name}` }).click()
        await dialog.getByLabel('原因').fill('已经改正')
        await dialog.getByRole('button', { name: /^恢\s*复$/ }).click()
        await page.getByText('已停用：发现用途不符').waitFor({ state: 'hidden' })
        assert.equal((await accessNow()).stopped, undefined)
        await dialog.waitFor({ state: 'hidden' })
      })
      await step(page, 'an end is announced, which its users read on the portal, and taken back', async () => {
        await page.getByRole('button', { name: '预告停用' }).click()
        await dialog.getByLabel('哪天停用').fill('2026-11-30')
        await dialog.getByLabel('说明').fill('改用新的日历接口')
        await dialog.getByRole('button', { name: '预告停用' }).click()
        await sees(dialog, '停用日期至少要在三十天以后。')
        await dialog.getByLabel('哪天停用').fill('2040-01-01')
        await dialog.getByRole('button', { name: '预告停用' }).click()
        await sees(page, /整项能力 将在 2040/)
        await dialog.waitFor({ state: 'hidden' })
        const visitor = await browser.visit(city.url, { width })
        await visitor.goto('/developers?q=日历')
        await sees(visitor, /将在 2040 年.*停用：改用新的日历接口/)
        await visitor.context().close()
        await page.getByRole('button', { name: '不停用了 整项能力' }).click()
        await sees(page, '没有要停用的接口')
      })
      await page.context().close()
    })

  test('live access is applied for on the portal, and granted appears among the programs', async () => {
    const page = await browser.visit(city.url)
    await signInOnPortal(page, 'shen.yangli')
    const goOn = () => page.getByRole('button', { name: '保存并继续' }).click()
    await step(page, 'from the capability to the item', async () => {
      await page.goto('/developers/capabilities/items')
      await page.getByRole('link', { name: '申请正式接入' }).click()
      await page.getByRole('link', { name: '公共支撑能力接入申请' }).first().click()
      await page.getByRole('link', { name: '开始办理' }).click()
      await page
        .getByRole('group', { name: '替谁办？' })
        .getByRole('radio', { name: /东莞市测试餐饮店/ })
        .check()
      await page.getByRole('button', { name: '开始填写' }).click()
      await page.getByRole('link', { name: '谁来申请' }).click()
    })
    await step(page, 'filled in', async () => {
      await heading(page, '谁来申请')
      await goOn()
      await heading(page, '用哪项能力')
      await page.getByLabel('要使用哪项能力').selectOption({ label: '事项目录' })
      await page.getByLabel('应用名称').fill('门户申请的系统（演示）')
      await page.getByLabel('用来做什么').fill('核对事项（演示）')
      await goOn()
      await heading(page, '用多少')
      await page.getByLabel('每天大约调用多少次').fill('500')
      await page.getByLabel('最忙时每秒多少次').fill('5')
      await goOn()
    })
    const caseId = await step(page, 'submitted', async () => {
      await heading(page, '提交前，请核对一遍')
      await page.getByRole('checkbox', { name: /我同意/ }).check()
      await page.getByRole('checkbox', { name: /内容真实/ }).check()
      await page.getByRole('button', { name: '提交申请' }).click()
      await heading(page, '申请已经提交')
      return /cases\/([^/]+)/.exec(page.url())?.[1] ?? ''
    })
    await act(await signIn(city.url, 'zs.slg'), caseId, 'accept')
    const finding = { finding: '用途相符', perDay: 500, perSecond: 5, until: '2040-12-31' }
    await act(await signIn(city.url, 'zs.shg'), caseId, 'inspect', { data: finding })
    await act(await signIn(city.url, 'zs.jdg'), caseId, 'approve')
    await step(page, 'granted', async () => {
      await page.goto('/developers/programs')
      await page.getByRole('link', { name: '门户申请的系统（演示）' }).click()
      await heading(page, '门户申请的系统（演示）')
      await sees(page, '正式')
      await sees(page, /每天 500 次，每秒 5 次 · 用到 2040 年 12 月 31 日 · 办件 \d+/)
      await sees(page, '东莞市测试餐饮店（演示）')
    })
    await page.context().close()
  })

  test('another department sees the list, and not who uses what', async () => {
    const page = await browser.visit(city.url, { expects: ['403 GET /capabilities/items/dependents'] })
    await signInOnWorkbench(page, 'jdg')
    await page.goto('/workbench/capabilities?key=items')
    await sees(page, '谁在使用，只有负责部门能看。')
    assert.equal(await page.getByRole('button', { name: '预告停用' }).count(), 0)
    await page.context().close()
  })
})

/** The value beside a name in a list of facts. */
function besideOf(page: Page, name: string): Promise<string> {
  return page
    .locator('.said dl > div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator('dd')
    .innerText()
}

/** An example as the page shows it. */
function exampleOn(page: Page, name: string): Promise<string> {
  return page.getByRole('figure', { name, exact: true }).innerText()
}

/** Runs an example as a developer would, and answers what it prints. */
async function run(example: string, env: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'developer-'))
  try {
    const file = join(folder, 'example.mjs')
    await writeFile(file, example)
    const { stdout } = await promisify(execFile)(process.execPath, [file], { env })
    return stdout
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** No faults that axe knows, in large print neither, and nothing sticks out; with a picture for people who look. */
async function isSound(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await picture(page, name)
  assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
  await page.evaluate(`document.documentElement.dataset.theme = 'elder'`)
  assert.deepEqual(
    [await axeViolations(page, ['color-contrast-enhanced', 'target-size']), await sideways(page)],
    [[], 0],
  )
  await page.evaluate(`document.documentElement.dataset.theme = 'normal'`)
}
