import type { FastifyRequest } from 'fastify'
import { type Actor, anonymousActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { RouteConfig } from './app.ts'

/** Turns a session token into the actor it stands for, or nothing when it stands for nobody (any more). */
export type Authenticate = (token: string) => Promise<Actor | undefined>

export const sessionCookie = 'zt_session'

const actors = new WeakMap<FastifyRequest, Actor>()

/** The actor of this request. Set before any handler runs. */
export function actorOf(request: FastifyRequest): Actor {
  const actor = actors.get(request)
  if (!actor) throw new Error('The actor was asked for before authentication ran')
  return actor
}

/** Finds the actor behind the request and keeps out who may not knock at this route. */
export async function admit(
  request: FastifyRequest,
  needs: { authenticate: Authenticate; realm: string },
): Promise<void> {
  const { access, bare } = request.routeOptions.config as Partial<RouteConfig>
  if (bare) return void actors.set(request, anonymousActor(needs.realm, request.ip))
  const actor = await identify(request, needs)
  actors.set(request, actor)
  if (access === undefined || access === 'public') return
  if (actor.kind === 'anonymous')
    throw new Refusal('unauthenticated', 'http.sign-in-needed', 'This needs a signed-in person')
  if (access !== 'signed-in' && access !== actor.kind)
    throw new Refusal('forbidden', `http.${access}-only`, `Only for ${access} accounts`)
}

async function identify(
  request: FastifyRequest,
  { authenticate, realm }: { authenticate: Authenticate; realm: string },
): Promise<Actor> {
  const bearer = /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? '')?.[1]
  const cookie = bearer ? undefined : request.cookies[sessionCookie]
  const token = bearer ?? cookie
  const actor = token ? await authenticate(token) : undefined
  if (!actor) return anonymousActor(realm, request.ip)
  if (cookie) refuseForgery(request)
  return { ...actor, ip: request.ip }
}

/** A browser sends the cookie by itself, so an act by cookie must also show that our own page asked for it. */
function refuseForgery(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return
  const origin = request.headers.origin
  const sameOrigin = origin === undefined || origin === `${request.protocol}://${request.host}`
  if (request.headers['x-zt-csrf'] === undefined || !sameOrigin)
    throw new Refusal('forbidden', 'http.forged-request', 'The act did not come from our own page')
}
