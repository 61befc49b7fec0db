import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, type AssuranceLevel, anonymousActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { RouteConfig } from './app.ts'
import { admitProgram, type ProgramGate } from './programs.ts'

/** Turns a session token into the actor it stands for, or nothing when it stands for nobody (any more). */
export type Authenticate = (token: string) => Promise<Actor | undefined>

/** Refuses an actor of whom we are less sure than this, with the ways to step up. */
export type NeedLevel = (actor: Actor, needed: AssuranceLevel) => Promise<void>

export const sessionCookie = 'zt_session'

const actors = new WeakMap<FastifyRequest, Actor>()

/** The actor of this request. Set before any handler runs. */
export function actorOf(request: FastifyRequest): Actor {
  const actor = actors.get(request)
  if (!actor) throw new Error('The actor was asked for before authentication ran')
  return actor
}

type Admitting = {
  authenticate: Authenticate
  realm: string
  publicUrl: string
  needLevel?: NeedLevel | undefined
  gate?: ProgramGate | undefined
}

/** Finds the actor behind the request and keeps out who may not knock at this route. */
export async function admit(request: FastifyRequest, reply: FastifyReply, needs: Admitting): Promise<void> {
  const { access, bare, level, programs } = request.routeOptions.config as Partial<RouteConfig>
  const { realm, gate, publicUrl } = needs
  const nobody = anonymousActor(realm, request.ip)
  if (bare) return void actors.set(request, nobody)
  const actor = await identify(request, needs)
  actors.set(request, actor)
  if (gate && actor.kind === 'anonymous') {
    const program = await admitProgram(request, reply, { gate, publicUrl, token: bearerOf(request) })
    // What is public answers a program as it answers anybody; it has a name only where programs are expected.
    if (program && programs)
      actors.set(request, { ...nobody, kind: 'program', accountId: program.id, name: program.name })
    if (program) return
  }
  if (access === undefined || access === 'public') return
  if (actor.kind === 'anonymous')
    throw new Refusal('unauthenticated', 'http.sign-in-needed', 'This needs a signed-in person')
  if (access !== 'signed-in' && access !== actor.kind)
    throw new Refusal('forbidden', `http.${access}-only`, `Only for ${access} accounts`)
  if (level) {
    if (!needs.needLevel) throw new Error('A route asks for a level of assurance, and nobody is there to tell it')
    await needs.needLevel(actor, level)
  }
}

const bearerOf = ({ headers }: FastifyRequest): string | undefined =>
  /^Bearer ([\w-]{20,200})$/i.exec(headers.authorization ?? '')?.[1]

async function identify(request: FastifyRequest, { authenticate, realm }: Admitting): Promise<Actor> {
  const bearer = bearerOf(request)
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
