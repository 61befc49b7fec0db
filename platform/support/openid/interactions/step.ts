import type { FastifyReply, FastifyRequest } from 'fastify'
import type Provider from 'oidc-provider'
import { errors } from 'oidc-provider'
import { Value } from 'typebox/value'
import type { AssuranceLevel } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { Scope } from '../contract.ts'

/** What the provider waits for from the person. */
export type Step = {
  uid: string
  prompt: string
  clientId: string
  scopes: Scope[]
  uiLocales?: string
  /** Who the provider takes the person for, before this step. */
  accountId?: string
  grantId?: string
  level?: AssuranceLevel
  /** The program wants the person asked, whoever is signed in already. */
  mustAskAgain: boolean
}

/** The step of the browser that asks; refuses one that another browser began, or that has run out. */
export async function stepOf(provider: Provider, request: FastifyRequest, reply: FastifyReply): Promise<Step> {
  const found = await provider.interactionDetails(request.raw, reply.raw).catch((error: unknown) => {
    if (error instanceof errors.SessionNotFound)
      throw new Refusal('missing', 'openid.step-over', 'No such step in this browser')
    throw error
  })
  const { uid, prompt, params, session, grantId } = found
  // The cookie names the step; an address that names another was not made for this browser.
  if (uid !== (request.params as { uid: string }).uid)
    throw new Refusal('missing', 'openid.step-over', 'No such step in this browser')
  const scopes = String(params.scope ?? 'openid')
    .split(' ')
    .filter((each): each is Scope => Value.Check(Scope, each))
  const level = prompt.details.level as AssuranceLevel | undefined
  return {
    uid,
    prompt: prompt.name,
    clientId: String(params.client_id),
    scopes,
    ...(params.ui_locales ? { uiLocales: String(params.ui_locales) } : {}),
    ...(session?.accountId ? { accountId: session.accountId } : {}),
    ...(grantId ? { grantId } : {}),
    ...(level ? { level } : {}),
    mustAskAgain: prompt.reasons.some((reason) => ['login_prompt', 'max_age', 'id_token_hint'].includes(reason)),
  }
}
