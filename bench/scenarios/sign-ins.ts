import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { authorizationUrl, callback, library, openProgram, signInAt } from '../../platform/testing/openid-stage.ts'
import { type Ask, createClient, expectStatus, inTurn, signInAll } from '../client.ts'
import type { Bench, Scenario } from '../harness.ts'

const people = ['zhao.ceshi', 'wang.ceshi', 'feng.yangli', 'chen.yanshi', 'chu.xugou', 'wei.shiban', 'jiang.ceshi']
const password = 'Zhengtong-2026'

/** Of the platform and of its floor. */
async function clientsFor(bench: Bench, name: string) {
  const floor = await bench.startFloor(name)
  const { ask } = createClient(bench.url, { connections: bench.concurrency })
  const { ask: askFloor } = createClient(floor.url, { connections: bench.concurrency })
  return { ask, askFloor, floor: { server: floor.pid, postgres: bench.city.postgres } }
}

/** The whole sign-in with a name and a password. */
export const passwordSignIn: Scenario = {
  name: 'password',
  operation: 'POST /sessions: a password checked, failures weighed, a session opened, one line in the audit log',
  floor: 'one argon2id of the same cost, one row',
  target: { ratio: 0.8 },
  async prepare(bench) {
    const { ask, askFloor, floor } = await clientsFor(bench, 'password')
    const who = inTurn(people)
    const signIn = (of: Ask, path: string, status: number) => async () => {
      expectStatus(await of('POST', path, { body: { username: who(), password } }), status)
    }
    return {
      scenario: { ...bench.city, operation: signIn(ask, '/api/v1/sessions', 201) },
      floor: { ...floor, operation: signIn(askFloor, '/', 200) },
    }
  },
}

type Device = { id: string; key: KeyObject; spki: string }

/** A device with a passkey for each of some people, as the registration would have kept it. */
async function openDevices(bench: Bench, ask: Ask): Promise<Device[]> {
  return Promise.all(
    people.map(async (username) => {
      const [token = ''] = await signInAll(ask, [username])
      const { actor } = expectStatus(await ask('GET', '/api/v1/me', { token }), 200)
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      // COSE: EC2, ES256, P-256 (RFC 9053).
      const cose = Buffer.concat([
        Buffer.from('a5010203262001215820', 'hex'),
        Buffer.from(x, 'base64url'),
        Buffer.from('225820', 'hex'),
        Buffer.from(y, 'base64url'),
      ])
      const id = randomBytes(16).toString('base64url')
      await bench.pool.query(
        `insert into identity.passkey (realm, id, account_id, name, public_key, counter, transports, created_at)
         values ('441900', $1, $2, 'bench', $3, 0, '{}', now())`,
        [id, actor.accountId, cose],
      )
      const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64url')
      return { id, key: privateKey, spki }
    }),
  )
}

/** What a device answers to a challenge (WebAuthn level 2, section 7.2): its owner was there and unlocked it. */
function assertion({ id, key }: Device, challenge: string, origin: string) {
  const client = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin, crossOrigin: false }))
  const rp = createHash('sha256').update(new URL(origin).hostname).digest()
  const authenticator = Buffer.concat([rp, Buffer.from([0x05, 0, 0, 0, 0])])
  const data = Buffer.concat([authenticator, createHash('sha256').update(client).digest()])
  const signature = sign('sha256', data, key).toString('base64url')
  const response = {
    ...{ clientDataJSON: client.toString('base64url'), authenticatorData: authenticator.toString('base64url') },
    signature,
  }
  return {
    shown: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response },
    data: data.toString('base64url'),
    signature,
  }
}

/** The whole sign-in by a passkey: a challenge asked for, signed and shown. */
export const passkeySignIn: Scenario = {
  name: 'passkey',
  operation:
    'POST /passkey-sign-ins/options and /passkey-sign-ins: a challenge, an ES256 assertion, a session, an audit line',
  floor: 'a challenge kept; one ES256 check, the challenge taken and a session row in one transaction',
  target: { rate: 150 },
  async prepare(bench) {
    const { ask, askFloor, floor } = await clientsFor(bench, 'passkey')
    const device = inTurn(await openDevices(bench, ask))
    return {
      scenario: {
        ...bench.city,
        async operation() {
          const { challenge } = expectStatus(await ask('POST', '/api/v1/passkey-sign-ins/options'), 200)
          const { shown } = assertion(device(), challenge, bench.url)
          expectStatus(await ask('POST', '/api/v1/passkey-sign-ins', { body: { response: shown } }), 201)
        },
      },
      floor: {
        ...floor,
        async operation() {
          const { challenge } = expectStatus(await askFloor('POST', '/options'), 200)
          const own = device()
          const { data, signature } = assertion(own, challenge, bench.url)
          const body = { key: own.spki, data, signature, challenge }
          expectStatus(await askFloor('POST', '/', { body }), 200)
        },
      },
    }
  },
}

/** A program that people have agreed to, registered as an administrator does. */
async function programAt(ask: Ask) {
  const [token = ''] = await signInAll(ask, ['admin'])
  const given = { ...library, scopes: ['openid', 'profile'] as ('openid' | 'profile')[] }
  const register = async () => expectStatus(await ask('POST', '/api/v1/openid-clients', { token, body: given }), 201)
  const program = await openProgram({ register }, given)
  const authorization = `Basic ${Buffer.from(`${program.id}:${program.secret}`).toString('base64')}`
  return { program, scope: given.scopes.join(' '), headers: { authorization } }
}

/** The code of an answer that sends the browser back to the program. */
const codeIn = (url: string): string => {
  const code = new URL(url).searchParams.get('code')
  if (!code) throw new Error(`no code in ${url.slice(0, 200)}`)
  return code
}

/** Single sign-on: who is signed in comes from a program and goes back with a code, which the program exchanges. */
export const codeSignIn: Scenario = {
  name: 'code',
  operation: 'GET /oidc/auth and POST /oidc/token: a code with PKCE for who is signed in, exchanged for three tokens',
  floor: 'a code kept; one transaction that uses it and keeps two tokens, one ES256 signature',
  target: { rate: 150 },
  async prepare(bench) {
    const { ask, askFloor, floor } = await clientsFor(bench, 'code')
    const { program, scope, headers } = await programAt(ask)
    const browsers = await Promise.all(
      people.map(async (username) => {
        const { browser } = await signInAt(program, username, { scope })
        return [...browser.jar].map(([name, { value }]) => `${name.split(' ')[0]}=${value}`).join('; ')
      }),
    )
    const cookie = inTurn(browsers)
    return {
      scenario: {
        ...bench.city,
        async operation() {
          const { url, checks } = await authorizationUrl(program, scope)
          const { location = '' } = (await ask('GET', url.pathname + url.search, { headers: { cookie: cookie() } }))
            .headers
          const form = {
            ...{ grant_type: 'authorization_code', code: codeIn(location), redirect_uri: callback },
            code_verifier: checks.pkceCodeVerifier,
          }
          expectStatus(await ask('POST', '/oidc/token', { form, headers }), 200)
        },
      },
      floor: {
        ...floor,
        async operation() {
          const { code } = expectStatus(await askFloor('POST', '/begin'), 200)
          expectStatus(await askFloor('POST', '/', { body: { token: code } }), 200)
        },
      },
    }
  },
}

/** A program keeps somebody signed in: each refresh token is used once and gives the next. */
export const tokenRefresh: Scenario = {
  name: 'refresh',
  operation: 'POST /oidc/token: a refresh token used up, new access, refresh and identity tokens',
  floor: 'one transaction that uses the token and keeps two more, one ES256 signature',
  target: { rate: 1000 },
  async prepare(bench) {
    const { ask, askFloor, floor } = await clientsFor(bench, 'refresh')
    const { program, scope, headers } = await programAt(ask)
    const chains: string[] = []
    for (let i = 0; i < bench.concurrency; i++) {
      const { back, checks } = await signInAt(program, people[i % people.length]!, { scope })
      const form = {
        ...{ grant_type: 'authorization_code', code: codeIn(back.href), redirect_uri: callback },
        code_verifier: checks.pkceCodeVerifier,
      }
      chains.push(expectStatus(await ask('POST', '/oidc/token', { form, headers }), 200).refresh_token)
    }
    const floorChains: string[] = []
    return {
      scenario: {
        ...bench.city,
        async operation() {
          const token = chains.shift()
          if (!token) throw new Error('no chain is free')
          const form = { grant_type: 'refresh_token', refresh_token: token }
          chains.push(expectStatus(await ask('POST', '/oidc/token', { form, headers }), 200).refresh_token)
        },
      },
      floor: {
        ...floor,
        async operation() {
          const token = floorChains.shift()
          floorChains.push(
            expectStatus(await askFloor('POST', '/', { body: token ? { token } : {} }), 200).refresh_token,
          )
        },
      },
    }
  },
}
