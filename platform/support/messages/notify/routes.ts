import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { type Db, inTransaction } from '#ground/database/index.ts'
import { type App, type Routes, route } from '#ground/http/index.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Channel, MessageStatus } from '../contract.ts'
import type { Messages } from '../service.ts'
import { asTemplate } from '../templates/service.ts'
import { fill } from '../templates/template.ts'
import * as answers from './answers.ts'
import { asNotifyFault, tokenFault } from './faults.ts'

const page = 250
const id = Type.String({ format: 'uuid' })
const personalisation = Type.Optional(Type.Record(Type.String(), Type.Unknown()))
const reference = Type.Optional(Type.Union([Type.String({ maxLength: 1000 }), Type.Null()]))
const statuses = [
  'created',
  'sending',
  'sent',
  'delivered',
  'permanent-failure',
  'temporary-failure',
  'technical-failure',
]

/**
 * The v2 API of GOV.UK Notify for programs of other departments: its unmodified clients send through us. Its tokens, paths,
 * answers and errors are its own, so it lies outside of /api/v1 and of our OpenAPI; its own documents describe it.
 */
export const notifyRoutes =
  (given: { messages: Messages; db: Db; realm: string; publicUrl: string }): Routes =>
  (app: App) => {
    const { messages, db, realm, publicUrl: baseUrl } = given
    const place = { baseUrl }

    async function senderOf(request: FastifyRequest) {
      const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
      if (!token) throw tokenFault('missing')
      const who = await messages.senders.whoSigned(realm, token)
      if ('fault' in who) throw tokenFault(who.fault)
      return who.sender
    }

    void app.register(async (scope) => {
      const api = scope as unknown as App
      api.setErrorHandler((error, request, reply) => {
        const fault = asNotifyFault(error)
        if (!fault) throw error
        request.log.debug({ code: fault.error }, 'a v2 request was refused')
        return reply
          .code(fault.status)
          .send({ status_code: fault.status, errors: [{ error: fault.error, message: fault.message }] })
      })
      const config = route({ access: 'public', perMinute: 60_000 })

      for (const channel of ['sms', 'email'] as const)
        api.post(
          `/v2/notifications/${channel}`,
          {
            schema: {
              hide: true,
              body: Type.Object({
                template_id: id,
                ...(channel === 'sms'
                  ? { phone_number: Type.String({ maxLength: 30 }) }
                  : { email_address: Type.String({ maxLength: 320 }) }),
                personalisation,
                reference,
              }),
              response: { 201: Type.Unknown() },
            },
            config,
          },
          async (request, reply) => {
            const sender = await senderOf(request)
            const body = request.body as { template_id: string; personalisation?: Record<string, unknown> } & Record<
              string,
              unknown
            >
            const named = typeof body.reference === 'string' ? { reference: body.reference } : {}
            const message = await inTransaction(db, (tx) =>
              messages.send(tx, realm, {
                senderId: sender.id,
                templateId: body.template_id,
                channel,
                to: String(channel === 'sms' ? body.phone_number : body.email_address),
                values: body.personalisation ?? {},
                ...named,
              }),
            )
            const given = { ...named, from: sender.name, templateId: body.template_id }
            return reply.code(201).send(answers.asked(place, message, given))
          },
        )

      api.get(
        '/v2/notifications/:id',
        {
          schema: {
            hide: true,
            params: Type.Object({ id }),
            response: { 200: Type.Unknown() },
          },
          config,
        },
        async (request) => {
          const sender = await senderOf(request)
          return answers.notification(place, await messages.getOf(realm, sender.id, request.params.id))
        },
      )

      api.get(
        '/v2/notifications',
        {
          schema: {
            hide: true,
            querystring: Type.Object({
              template_type: Type.Optional(Type.String({ maxLength: 20 })),
              status: Type.Optional(Type.String({ maxLength: 30 })),
              reference: Type.Optional(Type.String({ maxLength: 1000 })),
              older_than: Type.Optional(id),
            }),
            response: { 200: Type.Unknown() },
          },
          config,
        },
        async (request) => {
          const sender = await senderOf(request)
          const { template_type: type, status, reference, older_than: olderThan } = request.query
          if (status && !statuses.includes(status)) throw new Refusal('invalid', 'messages.missing', `status ${status}`)
          const after = olderThan ? (await messages.getOf(realm, sender.id, olderThan)).row : undefined
          const found = await messages.listOf(realm, {
            senderId: sender.id,
            limit: page,
            ...(type ? { channel: type as Channel } : {}),
            ...(status ? { status: status as MessageStatus } : {}),
            ...(reference ? { reference } : {}),
            ...(after ? { after: [after.created_at.toISOString(), after.id] as const } : {}),
          })
          const last = found.length === page ? found.at(-1)?.row.id : undefined
          return {
            notifications: found.map((one) => answers.notification(place, one)),
            links: {
              current: `${baseUrl}${request.url}`,
              ...(last ? { next: `${baseUrl}/v2/notifications?older_than=${last}` } : {}),
            },
          }
        },
      )

      const templateRoute = (path: string) =>
        api.get(
          path,
          {
            schema: {
              hide: true,
              params: Type.Object({ id, version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })) }),
              response: { 200: Type.Unknown() },
            },
            config,
          },
          async (request) => {
            const { id: templateId, version } = request.params
            return answers.template(asTemplate(await own(request, templateId, version)))
          },
        )
      templateRoute('/v2/template/:id')
      templateRoute('/v2/template/:id/version/:version')

      api.get(
        '/v2/templates',
        {
          schema: {
            hide: true,
            querystring: Type.Object({ type: Type.Optional(Type.String({ maxLength: 20 })) }),
            response: { 200: Type.Unknown() },
          },
          config,
        },
        async (request) => {
          const sender = await senderOf(request)
          const found = (await messages.templates.listOf(realm, sender.id)).filter(({ archived }) => !archived)
          const { type } = request.query
          return { templates: found.filter(({ channel }) => !type || channel === type).map(answers.template) }
        },
      )

      api.post(
        '/v2/template/:id/preview',
        {
          schema: {
            hide: true,
            params: Type.Object({ id }),
            body: Type.Object({ personalisation }),
            response: { 200: Type.Unknown() },
          },
          config,
        },
        async (request) => {
          const template = await own(request, request.params.id)
          return answers.preview(template, fill(template.texts, 'zh', request.body.personalisation ?? {}))
        },
      )

      async function own(request: FastifyRequest, templateId: string, version?: number) {
        const sender = await senderOf(request)
        const template = await messages.templates.find(realm, templateId, version)
        if (template.sender_id !== sender.id)
          throw new Refusal('missing', 'messages.template-missing', `No template ${templateId} of this sender`)
        return template
      }
    })
  }
