import Type from 'typebox'
import { type App, actorOf, claimOf, problems, type Routes, route } from '#ground/http/index.ts'
import type { CaseService } from '../engine.ts'
import { AwaitedView, BroadcastInput, KeyedMessageInput, MessageInput } from './contract.ts'

const tags = ['cases']
const CaseParams = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Moved = Type.Object({
  caseId: Type.String(),
  status: Type.String(),
  outcome: Type.Optional(Type.String()),
  version: Type.Integer(),
})

export const messageRoutes =
  (cases: CaseService): Routes =>
  (app: App) => {
    app.get(
      '/cases/:id/awaited',
      {
        schema: {
          operationId: 'listAwaited',
          tags,
          summary: 'The messages and signals a case waits for',
          params: CaseParams,
          response: { 200: Type.Object({ items: Type.Array(AwaitedView) }), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      async (request) => ({ items: await cases.awaited(actorOf(request), request.params.id) }),
    )

    app.post(
      '/cases/:id/messages',
      {
        schema: {
          operationId: 'sendCaseMessage',
          tags,
          summary: 'Bring a case the message it waits for',
          params: CaseParams,
          body: MessageInput,
          response: { 200: Moved, ...problems },
        },
        config: route({ access: 'signed-in', idempotency: 'optional' }),
      },
      (request) => cases.sendMessage(actorOf(request), request.params.id, request.body, claimOf(request)),
    )

    app.post(
      '/messages',
      {
        schema: {
          operationId: 'correlateMessage',
          tags,
          summary: 'Bring a message to the case that waits for it under a key',
          body: KeyedMessageInput,
          response: { 200: Moved, ...problems },
        },
        config: route({ access: 'official', idempotency: 'optional' }),
      },
      (request) => cases.correlate(actorOf(request), request.body, claimOf(request)),
    )

    app.post(
      '/signals',
      {
        schema: {
          operationId: 'broadcastSignal',
          tags,
          summary: 'Tell all cases within reach that wait for a signal; they move one by one after the answer',
          body: BroadcastInput,
          response: { 202: Type.Object({ id: Type.String() }), ...problems },
        },
        config: route({ access: 'official', idempotency: 'optional' }),
      },
      async (request, reply) =>
        reply.code(202).send(await cases.broadcast(actorOf(request), request.body, claimOf(request))),
    )
  }
