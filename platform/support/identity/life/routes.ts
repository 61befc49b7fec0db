import Type from 'typebox'
import { type App, actorOf, empty, problems, type Routes, route } from '#ground/http/index.ts'
import { AccountLife, ClosingReason, MergeRequest } from './contract.ts'
import type { AccountLives } from './service.ts'

const tags = ['identity']
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })
const nothing = { 204: empty, ...problems }

/** How my account ends, and how an administrator closes one. */
export const accountLifeRoutes =
  (lives: AccountLives): Routes =>
  (app: App) => {
    app.get(
      '/me/account',
      {
        schema: {
          operationId: 'getMyAccount',
          tags,
          summary: 'My account: whether it is closing, and other accounts of mine',
          response: { 200: AccountLife, ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      (request) => lives.get(actorOf(request)),
    )
    app.post(
      '/me/account/merges',
      {
        schema: {
          operationId: 'mergeMyAccount',
          tags,
          summary: 'Merge another account of mine into this one; it is not undone',
          body: MergeRequest,
          response: nothing,
        },
        config: route({ access: 'citizen', level: 'L3', perMinute: 20 }),
      },
      async (request, reply) => {
        await lives.merge(actorOf(request), request.body.accountId)
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/me/account/closing',
      {
        schema: {
          operationId: 'closeMyAccount',
          tags,
          summary: 'Close my account after the cooling-off days',
          response: { 201: AccountLife, ...problems },
        },
        config: route({ access: 'citizen', level: 'L3', perMinute: 20 }),
      },
      async (request, reply) => reply.code(201).send(await lives.beginClosing(actorOf(request))),
    )
    app.delete(
      '/me/account/closing',
      {
        schema: {
          operationId: 'keepMyAccount',
          tags,
          summary: 'Keep my account after all',
          response: nothing,
        },
        config: route({ access: 'citizen' }),
      },
      async (request, reply) => {
        await lives.stopClosing(actorOf(request))
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/accounts/:id/closing',
      {
        schema: {
          operationId: 'closeAccount',
          tags: ['administration'],
          summary: 'Close an account at once, and say why',
          params: ById,
          body: ClosingReason,
          response: nothing,
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => {
        await lives.deactivate(actorOf(request), request.params.id, request.body.reason)
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/accounts/:id/reopening',
      {
        schema: {
          operationId: 'reopenAccount',
          tags: ['administration'],
          summary: 'Open an account again that was closed, and say why',
          params: ById,
          body: ClosingReason,
          response: nothing,
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => {
        await lives.reactivate(actorOf(request), request.params.id, request.body.reason)
        return reply.code(204).send(null)
      },
    )
  }
