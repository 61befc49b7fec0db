import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { eventually, findItem, talentAnswers } from './people.ts'
import { startTlsFront, type TlsFront } from './tls-front.ts'
import {
  type FetchWith,
  newWalletKey,
  sdJwtWith,
  type WalletKey,
  withDigitalBazaar,
  withOpenid4vc,
  withSphereon,
} from './wallets.ts'

// One record, the third face: fetched by wallets of other hands, shown piece by piece, followed when it ends.
describe('a credential in wallets that others wrote', () => {
  let front: TlsFront
  let city: City
  let holder: Person
  let officer: Person
  let credentialId: string
  let key: WalletKey
  let copy: string

  before(async () => {
    front = await startTlsFront(() => city.url)
    city = await startCity({ env: { ZT_PUBLIC_URL: front.url } })
    holder = await signIn(city.url, 'wang.ceshi')
    officer = await signIn(city.url, 'rs.slg')
    const itemId = await findItem(holder, '人才入户')
    const started = await holder.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    const done = await holder.post(`/applications/${started.body.id}/submit`, { consent: true })
    const { body } = await holder.get(`/credentials?caseId=${done.body.caseId}`)
    credentialId = body.items.find((each: { type: { kind: string } }) => each.type.kind === 'certificate').id
  })
  after(async () => {
    await city.stop()
    await front.stop()
  })

  const issuerKey = async () =>
    (
      (await (await fetch(`${front.url}/.well-known/jwt-vc-issuer/openid4vci`)).json()) as {
        jwks: { keys: Record<string, string>[] }
      }
    ).jwks.keys[0]!
  const offered = async (withPin: boolean) =>
    (await holder.post(`/credentials/${credentialId}/wallet-offers`, { withPin })).body
  const show = async (uri: string, shown: string[], more: { nonce?: string; by?: WalletKey } = {}) => {
    const request = new URL(uri).searchParams
    const wallet = sdJwtWith(more.by ?? key, await issuerKey())
    const frame = Object.fromEntries(shown.map((name) => [name, true]))
    const kb = {
      iat: Math.floor(Date.now() / 1000),
      aud: request.get('client_id')!,
      nonce: more.nonce ?? request.get('nonce')!,
    }
    const token = await wallet.present<Record<string, unknown>>(copy, frame, { kb: { payload: kb } })
    const body = new URLSearchParams({ vp_token: JSON.stringify({ asked: [token] }), state: request.get('state')! })
    return fetch(request.get('response_uri')!, { method: 'POST', body })
  }
  const verified = (text: string) =>
    personAt(city.url).upload('POST', '/verifications', 'copy.txt', new TextEncoder().encode(text))

  async function fetched(fetchWith: FetchWith, withPin: boolean) {
    const { uri, pin } = await offered(withPin)
    key = newWalletKey()
    copy = await fetchWith(uri, key, pin)
    const { payload } = await sdJwtWith(key, await issuerKey()).verify(copy)
    assert.equal(payload.vct, `${front.url}/openid4vci/types/talent-approval`)
    assert.equal((payload.cnf as { jwk: { x: string } }).jwk.x, key.jwk.x)
    assert.equal((payload as { age_over_18?: boolean }).age_over_18, true)
  }

  test('@openid4vc/openid4vci fetches it, and @sd-jwt/sd-jwt-vc finds it sound', () => fetched(withOpenid4vc, true))
  test('@digitalbazaar/oid4-client fetches it, and @sd-jwt/sd-jwt-vc finds it sound', () =>
    fetched(withDigitalBazaar, false))
  test('@sphereon/oid4vci-client fetches it, and @sd-jwt/sd-jwt-vc finds it sound', () => fetched(withSphereon, true))

  test('what stands in the signed part says nothing that was not meant for all', () => {
    const [issued = ''] = copy.split('~')
    const said = Buffer.from(issued.split('.')[1]!, 'base64url').toString()
    for (const secret of ['王测试', '19900', 'birthdate', 'age_over']) assert.ok(!said.includes(secret), secret)
  })

  test('anybody can check a copy on the public page, step by step, and a changed one is refused with the reason', async () => {
    const { body } = await verified(copy)
    assert.deepEqual([body.kind, body.genuine], ['sd-jwt', true], JSON.stringify(body))
    const [issued = '', ...rest] = copy.split('~')
    const forged = Buffer.from(JSON.stringify(['salt', 'holder_name', '汪测试'])).toString('base64url')
    assert.equal((await verified([issued, forged, ...rest].join('~'))).body.code, 'credentials.unreadable-sd-jwt')
    const [head = '', payload = '', signature = ''] = issued.split('.')
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), issuing_authority: '别的机关' }
    const other = [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
    const bad = await verified([other, ...rest].join('~'))
    assert.deepEqual(
      bad.body.checks.filter((each: { ok: boolean }) => !each.ok).map((each: { key: string }) => each.key),
      ['signature'],
    )
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'dc+sd-jwt' })).toString('base64url')
    const unsigned = await verified([[none, payload, signature].join('.'), ...rest].join('~'))
    assert.equal(unsigned.body.genuine, false)
  })

  test('an official learns that somebody is over 18, and not when they were born', async () => {
    const purpose = '核对是否年满十八周岁'
    const asked = await officer.post('/presentations', { type: 'talent-approval', claims: ['age_over_18'], purpose })
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    assert.doesNotMatch(asked.body.uri, /birthdate/)
    const answer = await show(asked.body.uri, ['age_over_18'])
    assert.equal(answer.status, 200, await answer.text())
    const { body } = await officer.get(`/presentations/${asked.body.id}`)
    assert.deepEqual([body.state, body.genuine], ['answered', true], JSON.stringify(body))
    assert.deepEqual(body.shown, [{ name: 'age_over_18', title: '年满 18 周岁', value: '是' }])

    const { body: log } = await holder.get('/me/presentations')
    assert.equal(log.items[0].purpose, purpose)
    assert.deepEqual(log.items[0].claims, ['年满 18 周岁'])
    const other = await signIn(city.url, 'jdg')
    assert.equal((await other.get(`/presentations/${asked.body.id}`)).status, 404)
  })

  test('a presentation of another moment, for somebody else, or with another key is refused with the reason', async () => {
    const ask = async () =>
      (await officer.post('/presentations', { type: 'talent-approval', claims: ['age_over_18'], purpose: '核对年龄' }))
        .body
    const wrongs = [
      { claims: ['age_over_18'], more: { nonce: 'x'.repeat(32) }, reason: /binding/ },
      { claims: ['age_over_18'], more: { by: newWalletKey() }, reason: /binding/ },
      { claims: ['age_over_60'], more: {}, reason: /asked/ },
    ]
    for (const { claims, more, reason } of wrongs) {
      const asked = await ask()
      const answer = await show(asked.uri, claims, more)
      assert.equal(answer.status, 400)
      assert.match(((await answer.json()) as { error_description: string }).error_description, reason)
      const { body } = await officer.get(`/presentations/${asked.id}`)
      assert.deepEqual([body.genuine, body.shown], [false, []])
    }
    const asked = await ask()
    assert.equal((await show(asked.uri, ['age_over_18'])).status, 200)
    assert.equal((await show(asked.uri, ['age_over_18'])).status, 400, 'an answer counts once')
  })

  test('an offer works once, its digits are guessed at most three times, and a nonce is never taken twice', async () => {
    const { uri } = await offered(false)
    await withOpenid4vc(uri, newWalletKey())
    await assert.rejects(withOpenid4vc(uri, newWalletKey()))
    const { uri: guarded, pin } = await offered(true)
    const wrong = pin === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 3; tries++) await assert.rejects(withOpenid4vc(guarded, newWalletKey(), wrong))
    await assert.rejects(withOpenid4vc(guarded, newWalletKey(), pin), 'the third wrong guess ended it')
  })

  test('a copy that the holder takes back counts no more, the others do', async () => {
    const { body } = await holder.get(`/credentials/${credentialId}/wallet-copies`)
    const newest = body.items.find((each: { status: string }) => each.status === 'valid')
    const kept = copy
    assert.equal((await holder.delete(`/wallet-copies/${newest.id}`)).status, 204)
    const { uri } = await offered(false)
    key = newWalletKey()
    copy = await withOpenid4vc(uri, key)
    assert.equal((await verified(copy)).body.genuine, true)
    assert.equal((await verified(kept)).body.genuine, true)
    assert.equal(
      (await signIn(city.url, 'wei.shiban').then((other) => other.delete(`/wallet-copies/${newest.id}`))).status,
      404,
    )
  })

  test('what becomes of the credential becomes of its copies: in the status list, and at the counter', async () => {
    const decider = await eventually(async () => {
      for (const name of ['rs.jdg', 'rs.slg', 'rs.ldg', 'jdg']) {
        const person = await signIn(city.url, name).catch(() => undefined)
        const seen = await person?.get(`/credentials/${credentialId}`)
        if (seen?.body.may?.includes('suspend')) return person
      }
      return undefined
    })
    const ended = await decider.post(`/credentials/${credentialId}/acts`, {
      verb: 'suspend',
      reason: '核查材料期间暂停',
    })
    assert.equal(ended.status, 200, JSON.stringify(ended.body))
    const [issued = ''] = copy.split('~')
    const { status } = JSON.parse(Buffer.from(issued.split('.')[1]!, 'base64url').toString())
    const { getListFromStatusListJWT } = await import('@sd-jwt/jwt-status-list')
    await eventually(async () => {
      const list = await (await fetch(status.status_list.uri)).text()
      return getListFromStatusListJWT(list).getStatus(status.status_list.idx) === 2 ? true : undefined
    })
    const { body } = await verified(copy)
    assert.equal(body.genuine, false)
    assert.ok(body.checks.some((each: { key: string; ok: boolean }) => each.key === 'copy' && !each.ok))
  })

  test('its status is the same everywhere at once: by code, PDF, OFD and wallet copy, in the list, portal and workbench', async () => {
    const office = await signIn(city.url, 'rs.jdg')
    const { body: own } = await holder.get(`/credentials/${credentialId}`)
    const [pdf, ofd] = await Promise.all(
      ['pdf', 'ofd'].map((face) => holder.get(`/credentials/${credentialId}/${face}`)),
    )
    const [issued = ''] = copy.split('~')
    const { status_list: place } = JSON.parse(Buffer.from(issued.split('.')[1]!, 'base64url').toString()).status
    const { getListFromStatusListJWT } = await import('@sd-jwt/jwt-status-list')
    const everywhere = async () => {
      const fileStatus = async (bytes: Uint8Array, name: string) =>
        (await personAt(city.url).upload('POST', '/verifications', name, new Uint8Array(bytes))).body.verification
          .status
      const mine = (await holder.get('/credentials?limit=100')).body.items
      return {
        code: (await personAt(city.url).get(`/verifications/${own.credential.record.verifyCode}`)).body.status,
        pdf: await fileStatus(pdf!.body, 'a.pdf'),
        ofd: await fileStatus(ofd!.body, 'a.ofd'),
        portal: mine.find(({ id }: { id: string }) => id === credentialId).status,
        workbench: (await office.get(`/credentials/${credentialId}`)).body.credential.status,
        copy: (await verified(copy)).body.genuine,
        list: getListFromStatusListJWT(await (await fetch(place.uri)).text()).getStatus(place.idx),
      }
    }
    const all = (status: string) => ({ code: status, pdf: status, ofd: status, portal: status, workbench: status })
    assert.deepEqual(await everywhere(), { ...all('suspended'), copy: false, list: 2 })
    for (const [verb, status, list] of [
      ['resume', 'valid', 0],
      ['suspend', 'suspended', 2],
    ] as const) {
      const done = await office.post(`/credentials/${credentialId}/acts`, { verb, reason: '核查结束或者另有事实' })
      assert.equal(done.status, 200, JSON.stringify(done.body))
      const asked = Date.now()
      const seen = await eventually(async () => {
        const now = await everywhere()
        return now.list === list ? now : undefined
      })
      assert.deepEqual(seen, { ...all(status), copy: list === 0, list })
      assert.ok(Date.now() - asked < 10_000, 'at once')
    }
  })
})
