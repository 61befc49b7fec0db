import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as client from 'openid-client'
import { type Clock, systemClock } from '#ground/clock.ts'
import { type App, createHttp } from '#ground/http/index.ts'
import { newId } from '#ground/ids.ts'
import { jobs, startJobs } from '#ground/jobs.ts'
import { startDispatcher } from '#ground/outbox/dispatcher.ts'
import { createSecrets } from '#ground/secrets.ts'
import { createLog } from '#ground/telemetry/log.ts'
import { createMetrics } from '#ground/telemetry/metrics.ts'
import { systemActor } from '#kernel/actor.ts'
import {
  createIdentity,
  identityModule,
  problems as identityProblems,
  identityRoutes,
} from '#support/identity/index.ts'
import {
  clientRoutes,
  createOpenId,
  type NewClient,
  openIdModule,
  problems as openIdProblems,
  openIdRoutes,
} from '#support/openid/index.ts'
import { createOrganisations, organisationsModule } from '#support/organisations/index.ts'
import {
  problems as checkProblems,
  checksInSession,
  createPersonChecks,
  personCheckRoutes,
  personChecksModule,
} from '#support/person-checks/index.ts'
import { createAskSystem, type System, type Systems } from '#support/systems/index.ts'
import { testDatabase } from './database.ts'

export const realm = '441900'
export const password = 'Zhengtong-2026'

export type OpenIdStage = Awaited<ReturnType<typeof openIdStage>>

/** A server with accounts and the two OpenID providers on a real port, and people to sign in with. */
export async function openIdStage(options: { clock?: Clock; provider?: System } = {}) {
  const { clock = systemClock } = options
  const database = await testDatabase([organisationsModule, identityModule, openIdModule, personChecksModule])
  const { db } = database
  const secrets = createSecrets(Buffer.alloc(32, 7))
  const log = createLog('error')
  const organisations = createOrganisations({ db, clock })
  // The issuer must be known before the server listens.
  const port = await freePort()
  const publicUrl = `http://localhost:${port}`
  const codes: { mobile: string; code: string }[] = []
  const sendCode = async () => async (_tx: unknown, code: { mobile: string; code: string }) => void codes.push(code)
  const identity = createIdentity({ db, clock, newId, secrets, organisations, publicUrl, sendCode })
  const config = { publicUrl, realm, trustProxy: false, profile: 'demo' as const }
  const systems: Systems = options.provider ? { 'person-check': options.provider } : {}
  const checks = createPersonChecks({
    ...{ db, clock, newId, systems, publicUrl, parties: identity.parties, recordAudit: identity.audit.record },
    ask: createAskSystem({ systems, clock, newNonce: newId }),
    appendLeaf: async () => undefined,
  })
  const openId = createOpenId({ db, clock, secrets, jobs, log, config, identity, evidenceOf: checks.evidenceOf })
  const problems = { ...identityProblems, ...openIdProblems, ...checkProblems }
  const app: App = await createHttp({
    config: { ...config, rateLimit: 1_000_000 },
    ...{ db, newId, log, problems },
    metrics: createMetrics(),
    authenticate: identity.sessions.authenticate,
    onChange: () => undefined,
  })
  await app.register(
    async (api) => {
      identityRoutes(identity, { realm, secureCookies: false })(api as App)
      clientRoutes(openId.clients)(api as App)
      personCheckRoutes(checks, { realm, sessions: identity.sessions, secureCookies: false })(api as App)
    },
    { prefix: '/api/v1' },
  )
  openIdRoutes({
    ...{ openId, identity, realm, secureCookies: false },
    ...(checks.isOn ? { checks: checksInSession(checks, identity.sessions) } : {}),
    say: (code, language) => (problems as Record<string, { zh: string; en: string }>)[code]?.[language] ?? code,
  })(app)
  await app.listen({ port, host: 'localhost' })

  const citizen = async (username: string, name: string, idNumber: string) => {
    const party = await identity.parties.registerNatural(realm, { name, idNumber, mobile: '19900000001' })
    const account = { username, password, name, kind: 'citizen', level: 'L3' } as const
    return identity.accounts.open(realm, { ...account, partyId: party.id })
  }
  const official = (username: string, name: string) =>
    identity.accounts.open(realm, { username, password, name, kind: 'official', level: 'L3' })
  const admin = await official('admin', '管理演示')
  const stopping: (() => Promise<unknown>)[] = []
  return {
    ...{ codes, database, identity, openId, app, publicUrl, secrets, citizen, official, admin },
    administrator: administrator(admin.id),
    register: (given: NewClient) => openId.clients.register(administrator(admin.id), given),
    /** Reactions and jobs, as a worker does them. */
    async work() {
      const dispatcher = startDispatcher({ db, clock, log, reactions: openId.reactions })
      const running = await startJobs({ pool: database.pool, log, handlers: openId.jobHandlers })
      stopping.push(
        () => dispatcher.stop(),
        () => running.stop(),
      )
    },
    async stop() {
      await app.close()
      for (const stop of stopping) await stop()
      await database.close()
    },
  }
}

function administrator(accountId: string) {
  return {
    ...systemActor(realm),
    kind: 'official' as const,
    accountId,
    posts: [
      {
        id: 'p',
        role: 'administrator' as const,
        departmentId: 'd',
        departmentName: '部门',
        divisionCode: '441900000000',
      },
    ],
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

/** A browser without scripts: it keeps cookies by path, follows redirects on our own site, and fills in forms. */
export function openBrowser() {
  const jar = new Map<string, { value: string; path: string }>()

  async function go(
    url: string,
    init: RequestInit = {},
  ): Promise<{ url: string; status: number; text: string; headers: Headers }> {
    const { pathname } = new URL(url)
    const cookie = [...jar]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`)
      .join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...rest] = line.split(/;\s*/)
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
      const path = rest.find((each) => /^path=/i.test(each))?.slice(5) ?? '/'
      const isOver = rest.some((each) => /^expires=Thu, 01 Jan 1970|^max-age=0/i.test(each)) || value === ''
      if (isOver) jar.delete(`${name} ${path}`)
      else jar.set(`${name} ${path}`, { value, path })
    }
    const location = response.headers.get('location')
    if (response.status >= 300 && response.status < 400 && location) {
      const next = new URL(location, url)
      // The program's own address: a person would be there now.
      if (next.origin !== new URL(url).origin || next.pathname.startsWith('/cb'))
        return { url: next.href, status: response.status, text: '', headers: response.headers }
      return go(next.href)
    }
    return { url, status: response.status, text: await response.text(), headers: response.headers }
  }

  /** Sends the form whose action ends so, with its hidden fields and what is given. */
  async function submit(page: { url: string; text: string }, action: RegExp, fields: Record<string, string> = {}) {
    const forms = [...page.text.matchAll(/<form method="post" action="([^"]+)">(.*?)<\/form>/gs)]
    const form = forms.find(([, to = '']) => action.test(to))
    if (!form) throw new Error(`No form ${action} on the page: ${page.text.slice(0, 2000)}`)
    const hidden = [...form[2]!.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(
      ([, name = '', value = '']) => [name, value] as [string, string],
    )
    return go(new URL(form[1]!, page.url).href, {
      method: 'POST',
      body: new URLSearchParams({ ...Object.fromEntries(hidden), ...fields }),
    })
  }

  return { go, submit, jar }
}

/** A program of the city's library, as an administrator would register it. */
export const callback = 'http://127.0.0.1:9/cb'
export const library: NewClient = {
  name: '图书馆读者证',
  nameEn: 'Library card',
  purpose: '办读者证时核对您是谁',
  purposeEn: 'To know who you are when you ask for a library card',
  owner: '东莞图书馆（演示）',
  directory: 'public',
  kind: 'web',
  scopes: ['openid', 'profile', 'mandates'],
  redirectUris: [callback],
  signedOutUris: ['http://127.0.0.1:9/cb/left'],
}

export type Program = Awaited<ReturnType<typeof openProgram>>

/** An unmodified openid-client as some program would set it up. */
export async function openProgram(stage: Pick<OpenIdStage, 'register'>, given: NewClient = library) {
  const { client: registered, issuer, secret } = await stage.register(given)
  const auth = secret ? client.ClientSecretBasic(secret) : client.None()
  const plain = { execute: [client.allowInsecureRequests] }
  const config = await client.discovery(new URL(issuer), registered.id, undefined, auth, plain)
  return { id: registered.id, secret: secret ?? '', issuer, config }
}

/** Where the program sends the browser, and what it checks when the browser comes back. */
export async function authorizationUrl({ config }: Program, scope: string, more: Record<string, string> = {}) {
  const verifier = client.randomPKCECodeVerifier()
  const checks = {
    pkceCodeVerifier: verifier,
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
  }
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...more,
  })
  return { url, checks }
}

/** Signs in at the program and agrees, up to the point where the browser comes back to it. */
export async function signInAt(
  program: Program,
  username: string,
  options: { browser?: ReturnType<typeof openBrowser>; scope?: string; more?: Record<string, string> } = {},
) {
  const { browser = openBrowser(), scope = library.scopes.join(' ') } = options
  const { url, checks } = await authorizationUrl(program, scope, options.more)
  let page = await browser.go(url.href)
  if (/action="[^"]+\/sign-in"/.test(page.text)) page = await browser.submit(page, /sign-in$/, { username, password })
  const asked = page.text
  if (/action="[^"]+\/consent"/.test(page.text)) page = await browser.submit(page, /consent$/, { agree: 'yes' })
  return { browser, back: new URL(page.url), checks, asked, page }
}
