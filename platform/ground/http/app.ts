import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { AssuranceLevel } from '#kernel/actor.ts'

/** The HTTP application as modules see it: TypeBox schemas type the request and filter the answer. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** A module's doors on the web: schema in, one service call, schema out. */
export type Routes = (app: App) => void

/**
 * Who may knock at a route. What they may do behind it is the service's policy; this only keeps strangers out.
 * - `public`: anybody, known or not
 * - `signed-in`: a citizen or an official
 * - `citizen`, `official`: that kind only
 */
export type Access = 'public' | 'signed-in' | 'citizen' | 'official'

/** Stands in `config` of each route; a route without `access` does not start. */
export type RouteConfig = {
  access: Access
  /** How sure we must be of the person (acr); who is less is told the ways to step up (`identity.level-needed`). */
  level?: AssuranceLevel
  /** `required` for what creates a case, a credential or a number: without a key it is refused. */
  idempotency?: 'required' | 'optional'
  /**
   * The route knows its visitors by other means than our token: the OpenID protocol, pages whose forms carry a token of
   * their own. It is told of nobody, and cookies count for nothing unless it looks at them itself.
   */
  bare?: true
  /** Programs that were granted access may call it, too, and are known by name (`actor.kind` is `program`). */
  programs?: true
  /** Requests a minute for one caller, where fewer than the general limit are decent. */
  perMinute?: number
}

/** Lets route options carry our `config` where Fastify's own type leaves it open. */
export const route = (config: RouteConfig): RouteConfig => config
