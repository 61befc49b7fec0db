import Type from 'typebox'
import { type App, actorOf, type Routes, route } from '#ground/http/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { ProtocolError } from './protocol-error.ts'
import type { Wallets } from './service.ts'
import { keepFor } from './status-list.ts'

const config = route({ access: 'public', perMinute: 300 })
const Text = Type.String({ maxLength: 20_000 })
const Json = Type.Unsafe<unknown>({ type: 'object', additionalProperties: true })
const answers = { 200: Json }
const hide = { hide: true }

const CredentialRequest = Type.Object(
  {
    credential_configuration_id: Type.Optional(Text),
    credential_identifier: Type.Optional(Text),
    format: Type.Optional(Text),
    vct: Type.Optional(Text),
    proofs: Type.Optional(Type.Object({ jwt: Type.Optional(Type.Array(Text, { maxItems: 10 })) })),
    proof: Type.Optional(Type.Object({ proof_type: Type.Optional(Text), jwt: Type.Optional(Text) })),
  },
  { additionalProperties: true },
)

const Notification = Type.Object(
  {
    notification_id: Type.String({ format: 'uuid' }),
    event: Type.Enum(['credential_accepted', 'credential_failure', 'credential_deleted']),
    event_description: Type.Optional(Text),
  },
  { additionalProperties: true },
)

/**
 * The doors of OpenID4VCI 1.0 and OpenID4VP 1.0 under `/openid4vci`, and their well-known addresses. They speak OAuth's own
 * forms and errors, so they live in a scope of their own.
 */
export function protocolRoutes({ protocol }: Wallets): Routes {
  const { path } = protocol
  return (root) => {
    root.register(async (scope) => {
      const app = scope as App
      takeForms(app)
      app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
        const { status, body } = said(error)
        if (status === 401) reply.header('www-authenticate', 'Bearer error="invalid_token"')
        if (status >= 500) throw error
        return reply.code(status).header('cache-control', 'no-store').send(body)
      })
      // Wallets run in browsers, too, and none of this is behind a cookie.
      app.addHook('onSend', async (_request, reply) => void reply.header('access-control-allow-origin', '*'))

      const open = { schema: { ...hide, response: answers }, config }
      app.get(`/.well-known/openid-credential-issuer${path}`, open, () => protocol.issuerMetadata())
      app.get(`${path}/.well-known/openid-credential-issuer`, open, () => protocol.issuerMetadata())
      app.get(`/.well-known/oauth-authorization-server${path}`, open, async () => protocol.serverMetadata())
      app.get(`${path}/.well-known/oauth-authorization-server`, open, async () => protocol.serverMetadata())
      // Wallets look in several places: what is not here is no page either.
      app.get(`${path}/*`, open, async () => {
        throw new ProtocolError('invalid_request', 'There is nothing at this address', 404)
      })
      app.get(`/.well-known/jwt-vc-issuer${path}`, open, (request) => protocol.issuerKeys(actorOf(request).realm))
      app.get(
        `${path}/types/:key`,
        { schema: { ...hide, params: Type.Object({ key: Text }), response: answers }, config },
        (request) => protocol.typeMetadata(request.params.key),
      )
      app.get(
        `${path}/offers/:address`,
        { schema: { ...hide, params: Type.Object({ address: Text }), response: answers }, config },
        (request) => protocol.offerObject(actorOf(request).realm, request.params.address),
      )
      app.post(`${path}/token`, { schema: { ...hide, response: answers }, config }, async (request, reply) => {
        reply.header('cache-control', 'no-store')
        return protocol.token(actorOf(request).realm, formOf(request.body))
      })
      app.post(`${path}/nonce`, { schema: { ...hide, response: answers }, config }, async (request, reply) => {
        reply.header('cache-control', 'no-store')
        return protocol.nonce(actorOf(request).realm)
      })
      app.post(
        `${path}/credential`,
        { schema: { ...hide, body: CredentialRequest, response: answers }, config },
        async (request, reply) => {
          reply.header('cache-control', 'no-store')
          const bearer = bearerOf(request.headers.authorization)
          return protocol.credential(actorOf(request).realm, bearer, request.body)
        },
      )
      app.post(`${path}/notification`, { schema: { ...hide, body: Notification }, config }, async (request, reply) => {
        const bearer = bearerOf(request.headers.authorization)
        await protocol.notification(actorOf(request).realm, bearer, request.body)
        return reply.code(204).send()
      })
      app.get(
        `${path}/status-lists/:list`,
        {
          schema: { ...hide, params: Type.Object({ list: Type.Integer({ minimum: 0, maximum: 1_000_000 }) }) },
          config,
        },
        async (request, reply) =>
          reply
            .type('application/statuslist+jwt')
            .header('cache-control', `public, max-age=${keepFor}`)
            .send(await protocol.statusList(actorOf(request).realm, request.params.list)),
      )
      app.post(
        `${path}/presentations/:id`,
        {
          schema: { ...hide, params: Type.Object({ id: Type.String({ format: 'uuid' }) }), response: answers },
          config,
        },
        async (request, reply) => {
          reply.header('cache-control', 'no-store')
          await protocol.answer(actorOf(request).realm, request.params.id, formOf(request.body))
          return {}
        },
      )
      app.post(
        `${path}/sign-ins/:id`,
        {
          schema: { ...hide, params: Type.Object({ id: Type.String({ format: 'uuid' }) }), response: answers },
          config,
        },
        async (request, reply) => {
          reply.header('cache-control', 'no-store')
          return protocol.answerSignIn(actorOf(request).realm, request.params.id, formOf(request.body))
        },
      )
    })
  }
}

/** OAuth sends forms; elsewhere the platform takes none. */
function takeForms(app: App): void {
  const type = 'application/x-www-form-urlencoded'
  if (app.hasContentTypeParser(type)) return
  app.addContentTypeParser(
    type,
    { parseAs: 'string', bodyLimit: 100_000 },
    async (_request: unknown, body: string | Buffer) => Object.fromEntries(new URLSearchParams(String(body))),
  )
}

function formOf(body: unknown): Record<string, string> {
  if (body === null || typeof body !== 'object') throw new ProtocolError('invalid_request', 'Send a form')
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer ([\w-]{20,200})$/i.exec(header ?? '')?.[1]
}

function said(error: Error & { statusCode?: number }): { status: number; body: Record<string, unknown> } {
  if (error instanceof ProtocolError)
    return { status: error.status, body: { error: error.code, error_description: error.message, ...error.more } }
  if (error instanceof Refusal)
    return { status: 400, body: { error: 'credential_request_denied', error_description: error.message } }
  const status = error.statusCode ?? 500
  return { status, body: { error: 'invalid_request', error_description: error.message } }
}
