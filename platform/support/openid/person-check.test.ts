import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as client from 'openid-client'
import { type OpenIdStage, openIdStage, openProgram, signInAt } from '#testing/openid-stage.ts'
import { startPersonChecks } from '#testing/person-check-simulator.ts'

let provider: Awaited<ReturnType<typeof startPersonChecks>>
let stage: OpenIdStage
before(async () => {
  provider = await startPersonChecks()
  stage = await openIdStage({ provider: provider.system })
  await stage.citizen('zhao.ceshi', '赵测试', '999900198803120018')
})
after(async () => {
  await stage.stop()
  await provider.stop()
})

test('a program that asks for the real person gets a level, an evidence id and a time, and no more of the check', async () => {
  const app = await openProgram(stage)
  const { page, browser, checks } = await signInAt(app, 'zhao.ceshi', { more: { acr_values: 'L4' } })
  const begun = await browser.submit(page, /check$/, { kind: 'face' })
  assert.match(begun.text, /由实人核验服务（模拟）核验。 <strong>这是模拟的核验服务/)
  const early = await browser.submit(begun, /checked$/)
  assert.deepEqual([early.status, /核验还没有做完/.test(early.text)], [422, true])
  const [id = ''] = provider.checks.keys()
  provider.decide(id, 'passed')
  // The page of the provider can be passed on: done in another browser it counts for nothing, and must be begun again.
  const apart = await browser.submit(early, /checked$/)
  assert.deepEqual([apart.status, /核验页面还没有把您带回来/.test(apart.text)], [422, true])
  const returned = (by: typeof browser) =>
    by.go(`${stage.publicUrl}/api/v1/person-check-returns`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: stage.publicUrl, 'x-zt-csrf': '1' },
      body: JSON.stringify({ returned: provider.returnedOf(id) }),
    })
  assert.equal((await returned(browser)).status, 204)
  let back = await browser.submit(apart, /checked$/)
  if (/consent"/.test(back.text)) back = await browser.submit(back, /consent$/, { agree: 'yes' })
  const claims = (await client.authorizationCodeGrant(app.config, new URL(back.url), checks)).claims()!
  assert.deepEqual([claims.acr, claims.amr], ['L4', ['pwd', 'face']])
  const check = claims.person_check as Record<string, string>
  assert.deepEqual(Object.keys(check).sort(), ['at', 'evidence_id', 'level'])
  assert.equal(check.level, 'L4')
  assert.match(check.evidence_id ?? '', /^SIM-/)
})

test('a program that asked for less is told of no check', async () => {
  const app = await openProgram(stage)
  const { back, checks } = await signInAt(app, 'zhao.ceshi')
  const claims = (await client.authorizationCodeGrant(app.config, back, checks)).claims()!
  assert.deepEqual([claims.acr, claims.person_check], ['L2', undefined])
})
