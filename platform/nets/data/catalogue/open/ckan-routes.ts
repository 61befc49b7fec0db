import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { type App, type Routes, route } from '#ground/http/index.ts'
import type { Arguments, createActions } from './actions.ts'
import { ActionError } from './ckan.ts'

/** CKAN's Action API v3 at `/api/3/action`: every answer in its envelope, and its errors in its words. */
export const ckanRoutes =
  (actions: ReturnType<typeof createActions>, publicUrl: string): Routes =>
  (app: App) => {
    async function answer(reply: FastifyReply, name: string, given: Arguments) {
      const help = `${publicUrl}/api/3/action/help_show?name=${encodeURIComponent(name)}`
      reply.header('access-control-allow-origin', '*')
      const action = Object.hasOwn(actions, name) ? actions[name] : undefined
      if (!action)
        return reply.code(404).send({
          help,
          success: false,
          error: { __type: 'Not Found Error', message: `Action name not known: ${name}` },
        })
      try {
        return await reply.send({ help, success: true, result: await action.run(given) })
      } catch (error) {
        if (!(error instanceof ActionError)) throw error
        const said = { __type: error.type, message: error.message, ...error.fields }
        return reply.code(error.type === 'Not Found Error' ? 404 : 409).send({ help, success: false, error: said })
      }
    }
    const config = route({ access: 'public' })
    const params = Type.Object({ name: Type.String({ maxLength: 80 }) })
    for (const base of ['/api/3/action', '/api/action']) {
      app.get(`${base}/:name`, { schema: { hide: true, params }, config }, (request, reply) =>
        answer(reply, request.params.name, request.query as Arguments),
      )
      app.post(
        `${base}/:name`,
        { schema: { hide: true, params, body: Type.Optional(Type.Record(Type.String(), Type.Unknown())) }, config },
        (request, reply) => answer(reply, request.params.name, request.body ?? {}),
      )
    }
    app.get('/api/3', { schema: { hide: true }, config }, async () => ({ version: 3 }))
  }
