import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { systemActor } from '#kernel/actor.ts'
import { type OpenIdStage, openIdStage, openProgram, realm, signInAt } from '#testing/openid-stage.ts'

let stage: OpenIdStage
let ahead = 0
before(async () => {
  stage = await openIdStage({ clock: () => new Date(Date.now() + ahead) })
  await stage.citizen('zhao.ceshi', '赵测试', '999900198803120018')
})
after(() => stage.stop())

const day = 86_400_000
const publicDoor = () => stage.openId.providers.find(({ directory }) => directory === 'public')!
const published = async () => {
  const { keys } = (await (await fetch(`${publicDoor().issuer}/jwks`)).json()) as {
    keys: { kid: string; d?: string }[]
  }
  assert.ok(keys.every((key) => key.d === undefined))
  return keys.map(({ kid }) => kid)
}

test('new keys sign at once, and what the old ones signed is good until it runs out', async () => {
  const app = await openProgram(stage)
  const { back, checks } = await signInAt(app, 'zhao.ceshi')
  const tokens = await client.authorizationCodeGrant(app.config, back, checks)
  const old = decodeProtectedHeader(tokens.id_token!)
  const before = await published()
  assert.equal(await publicDoor().rotate(systemActor(realm)), true)

  const now = await published()
  assert.deepEqual([before.length, now.length, before.every((kid) => now.includes(kid))], [2, 4, true])
  const verify = createRemoteJWKSet(new URL(`${app.issuer}/jwks`))
  await jwtVerify(tokens.id_token!, verify, { issuer: app.issuer, audience: app.id })
  const again = await client.refreshTokenGrant(app.config, tokens.refresh_token!)
  const fresh = decodeProtectedHeader(again.id_token!)
  assert.notEqual(fresh.kid, old.kid)
  assert.deepEqual([fresh.alg, before.includes(fresh.kid!)], ['ES256', false])
  // Leaving with a token of the old key as the hint still works.
  const left = await fetch(client.buildEndSessionUrl(app.config, { id_token_hint: tokens.id_token! }))
  assert.equal(left.status, 200)
})

test('old keys are destroyed a day after they signed last, and keys change by themselves after ninety days', async () => {
  const before = await published()
  ahead += day + 60_000
  await stage.openId.sweep()
  ahead += 60_000
  assert.deepEqual((await published()).length, 2)
  assert.equal(await publicDoor().rotate(systemActor(realm), { due: true }), false)
  ahead += 90 * day
  await stage.openId.sweep()
  const after = await published()
  assert.equal(after.length, 4)
  assert.equal(after.filter((kid) => before.includes(kid)).length, 2)
})
