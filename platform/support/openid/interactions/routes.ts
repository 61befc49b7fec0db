import type { FastifyReply, FastifyRequest } from 'fastify'
import type Provider from 'oidc-provider'
import { type App, sessionCookie } from '#ground/http/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { bindBrowser, type Identity, type Opened, type Origin, reaches } from '#support/identity/index.ts'
import type { Clients } from '../clients/service.ts'
import type { Client, Directory, Scope } from '../contract.ts'
import { guardForms } from '../forms.ts'
import { pageOf } from '../pages/layout.ts'
import { lookOf } from '../pages/look.ts'
import { words } from '../pages/words.ts'
import { belongsTo, needsConsent, pathOf } from '../policy.ts'
import { type CheckWaiting, consentForm, signInForm, stepUpForm, type Told, type Waiting } from './pages.ts'
import { type Step, stepOf } from './step.ts'

export type InteractionNeeds = {
  directory: Directory
  open: () => Promise<Provider>
  realm: string
  identity: Pick<Identity, 'sessions' | 'factors'>
  clients: Clients
  secureCookies: boolean
  /** A token for the forms of one interaction, which no other page can make. */
  formToken: (uid: string) => string
  /** Face and document checks, where a provider of them is connected. */
  checks?: PersonCheckDoor
  /** The sentence of a refusal. */
  say: (code: string, language: 'zh' | 'en') => string
}

/** What the pages need of checks of the person: there to the provider, and the session at its new level. */
export type PersonCheckDoor = {
  begin: (actor: Actor, kind: 'face' | 'document') => Promise<CheckWaiting & { browser: string }>
  finish: (actor: Actor, id: string, origin: Origin) => Promise<Opened>
}

/** Where a person signs in and agrees on the way from a program and back: pages without scripts. */
export function interactionRoutes(app: App, needs: InteractionNeeds): void {
  const { open, directory, identity, clients, realm, formToken } = needs
  const base = `${pathOf(directory)}/interaction/:uid`
  const config = { access: 'public', bare: true } as const
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: needs.secureCookies } as const

  async function actorOf(request: FastifyRequest) {
    const token = request.cookies[sessionCookie]
    const actor = token ? await identity.sessions.authenticate(token) : undefined
    return actor && belongsTo(actor, directory) ? { ...actor, ip: request.ip } : undefined
  }

  async function toldOf(request: FastifyRequest, step: Step): Promise<Told & { look: ReturnType<typeof lookOf> }> {
    const found = await clients.find(step.clientId)
    if (!found) throw new Refusal('missing', 'openid.client-missing', `No program ${step.clientId}`)
    const look = lookOf(request.headers, step.uiLocales)
    const path = `${pathOf(directory)}/interaction/${step.uid}`
    return { language: look.language, look, action: path, token: formToken(step.uid), client: found.client }
  }

  function show(
    reply: FastifyReply,
    told: Awaited<ReturnType<typeof toldOf>>,
    page: ReturnType<typeof signInForm>,
    answer: { status?: number; trouble?: string } = {},
  ) {
    return (
      reply
        .code(answer.status ?? 200)
        .header('content-security-policy', policyFor(told.client))
        .header('cache-control', 'no-store')
        // So that a browser says truly where our form comes from; without it, it says "null".
        .header('referrer-policy', 'same-origin')
        .type('text/html; charset=utf-8')
        .send(
          pageOf({
            ...page,
            look: told.look,
            here: told.action,
            ...(answer.trouble ? { trouble: answer.trouble } : {}),
          }),
        )
    )
  }

  async function finish(
    request: FastifyRequest,
    reply: FastifyReply,
    result: Parameters<Provider['interactionResult']>[2],
  ) {
    const provider = await open()
    const to = await provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: true })
    return reply.header('cache-control', 'no-store').redirect(to, 303)
  }

  const loginOf = ({ actor }: Pick<Opened, 'actor'>) => ({
    login: {
      accountId: actor.accountId,
      acr: actor.level,
      amr: [...(actor.methods ?? [])],
      remember: false,
      ts: Math.floor(Date.now() / 1000),
    },
  })

  async function consented(
    request: FastifyRequest,
    reply: FastifyReply,
    step: Step,
    accountId: string,
    scopes: Scope[],
  ) {
    const provider = await open()
    const known = step.grantId ? await provider.Grant.find(step.grantId) : undefined
    const grant = known ?? new provider.Grant({ accountId, clientId: step.clientId })
    grant.addOIDCScope(scopes.join(' '))
    return finish(request, reply, { consent: { grantId: await grant.save() } })
  }

  const stepUpPage = async (told: Told, actor: Actor, waiting: Waiting = {}) => {
    const { mobile, totp } = await identity.factors.list(actor)
    const checks = needs.checks !== undefined && actor.partyId !== undefined
    return stepUpForm(told, { ...(mobile ? { mobile } : {}), totp, checks, ...waiting })
  }

  guardForms(app, { tokenOf: formToken, say: needs.say }, (scope) => {
    scope.get(base, { schema: { hide: true }, config }, async (request, reply) => {
      const step = await stepOf(await open(), request, reply)
      const told = await toldOf(request, step)
      const actor = await actorOf(request)
      if (step.prompt === 'login' || !actor) {
        const isEnough = actor && !step.mustAskAgain && (!step.level || reaches(actor.level, step.level))
        if (isEnough) return finish(request, reply, loginOf({ actor }))
        // Signed in already, and only not surely enough: what is asked for is one factor more.
        if (actor && !step.mustAskAgain) return show(reply, told, await stepUpPage(told, actor))
        return show(reply, told, signInForm(told))
      }
      const given = await clients.consentTo(actor, step.clientId)
      const missing = step.scopes.filter((each) => !given.includes(each))
      if (!needsConsent(told.client) || missing.length === 0)
        return consented(request, reply, step, actor.accountId, step.scopes)
      return show(reply, told, consentForm(told, { scopes: step.scopes, personName: actor.name, level: actor.level }))
    })

    scope.post(
      `${base}/sign-in`,
      { schema: { hide: true }, config: { ...config, perMinute: 120 } },
      async (request, reply) => {
        const step = await stepOf(await open(), request, reply)
        const told = await toldOf(request, step)
        const { username = '', password = '' } = request.body as Record<string, string>
        const refuse = (trouble: string) =>
          show(reply, told, signInForm(told, username.slice(0, 128)), { status: 422, trouble })
        try {
          const origin = { ip: request.ip, device: request.headers['user-agent']?.slice(0, 200) ?? '' }
          const opened = await identity.sessions.signIn(realm, { username, password: password.slice(0, 256) }, origin)
          if (!belongsTo(opened.actor, directory)) {
            await identity.sessions.signOut(opened.actor)
            return refuse(words[told.language].wrongSide)
          }
          reply.setCookie(sessionCookie, opened.token, { ...cookie, expires: opened.expiresAt })
          return finish(request, reply, loginOf(opened))
        } catch (error) {
          if (error instanceof Refusal) return refuse(needs.say(error.code, told.language))
          throw error
        }
      },
    )

    const again = async (
      request: FastifyRequest,
      reply: FastifyReply,
      act: (actor: Actor) => Promise<Opened | Waiting>,
      waiting: Waiting = {},
    ) => {
      const step = await stepOf(await open(), request, reply)
      const told = await toldOf(request, step)
      const actor = await actorOf(request)
      if (!actor) return show(reply, told, signInForm(told))
      try {
        const opened = await act(actor)
        if (!('token' in opened)) return show(reply, told, await stepUpPage(told, actor, opened))
        // One factor more may still not be enough: the page asks for another.
        if (step.level && !reaches(opened.actor.level, step.level)) {
          reply.setCookie(sessionCookie, opened.token, { ...cookie, expires: opened.expiresAt })
          return show(reply, told, await stepUpPage(told, opened.actor))
        }
        reply.setCookie(sessionCookie, opened.token, { ...cookie, expires: opened.expiresAt })
        return finish(request, reply, loginOf(opened))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const trouble = needs.say(error.code, told.language)
        return show(reply, told, await stepUpPage(told, actor, waiting), { status: 422, trouble })
      }
    }
    scope.post(`${base}/code`, { schema: { hide: true }, config: { ...config, perMinute: 20 } }, (request, reply) =>
      again(
        request,
        reply,
        async (actor) => {
          await identity.factors.codes.send(actor)
          return { sent: true }
        },
        { sent: true },
      ),
    )
    scope.post(
      `${base}/step-up`,
      { schema: { hide: true }, config: { ...config, perMinute: 120 } },
      (request, reply) => {
        const { method, code = '' } = request.body as Record<string, string>
        const origin = { ip: request.ip, device: request.headers['user-agent']?.slice(0, 200) ?? '' }
        const shown = { method: method === 'otp' ? ('otp' as const) : ('sms' as const), code: code.trim().slice(0, 12) }
        const waiting = { sent: shown.method === 'sms' }
        return again(request, reply, (actor) => identity.factors.stepUp(actor, shown, origin), waiting)
      },
    )
    const { checks } = needs
    if (checks) {
      scope.post(
        `${base}/check`,
        { schema: { hide: true }, config: { ...config, perMinute: 20 } },
        (request, reply) => {
          const kind = (request.body as Record<string, string>).kind === 'document' ? 'document' : 'face'
          return again(request, reply, async (actor) => {
            const { browser, ...check } = await checks.begin(actor, kind)
            bindBrowser(reply, browser, needs.secureCookies)
            return { check }
          })
        },
      )
      scope.post(
        `${base}/checked`,
        { schema: { hide: true }, config: { ...config, perMinute: 60 } },
        (request, reply) => {
          const { id = '', url = '', provider = '', simulated } = request.body as Record<string, string>
          if (!/^[0-9a-f-]{36}$/.test(id)) throw new Refusal('missing', 'openid.step-over', 'No such check')
          const origin = { ip: request.ip, device: request.headers['user-agent']?.slice(0, 200) ?? '' }
          // What the form brings back is shown again as a link of this page while the check is not finished.
          const check = { id, url: /^https?:\/\//.test(url) ? url : '', provider, simulated: simulated === 'yes' }
          return again(request, reply, (actor) => checks.finish(actor, id, origin), { check })
        },
      )
    }

    scope.post(`${base}/consent`, { schema: { hide: true }, config }, async (request, reply) => {
      const step = await stepOf(await open(), request, reply)
      const actor = await actorOf(request)
      // Who left in another window is not asked to agree; they sign in again.
      if (!actor || actor.accountId !== step.accountId)
        return reply.redirect(`${request.url.replace(/\/consent$/, '')}`, 303)
      if ((request.body as Record<string, string>).agree !== 'yes')
        return finish(request, reply, { error: 'access_denied', error_description: 'the person did not agree' })
      const given = await clients.consentTo(actor, step.clientId)
      await clients.consent(actor, step.clientId, [...new Set([...given, ...step.scopes])])
      return consented(request, reply, step, actor.accountId, step.scopes)
    })

    scope.post(`${base}/another`, { schema: { hide: true }, config }, async (request, reply) => {
      const step = await stepOf(await open(), request, reply)
      const actor = await actorOf(request)
      if (actor) await identity.sessions.signOut(actor)
      reply.clearCookie(sessionCookie, cookie)
      const told = await toldOf(request, step)
      return show(reply, told, signInForm(told))
    })

    scope.post(`${base}/cancel`, { schema: { hide: true }, config }, async (request, reply) => {
      await stepOf(await open(), request, reply)
      return finish(request, reply, { error: 'access_denied', error_description: 'the person did not sign in' })
    })
  })
}

/** A form's answer may lead back to the program and nowhere else. */
function policyFor({ redirectUris = [] }: Client): string {
  const places = redirectUris.map((uri) => {
    const { protocol, origin } = new URL(uri)
    return protocol.startsWith('http') ? origin : protocol
  })
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action ${["'self'", ...new Set(places)].join(' ')}`,
  ].join('; ')
}
