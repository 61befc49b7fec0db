import Type from 'typebox'
import { type App, actorOf, claimOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { ProofCheck, ProofCheckAnswer, ProofCheckInput, ProofCheckLine } from './contract.ts'
import type { ProofChecks } from './service.ts'

const tags = ['sharing']
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const proofCheckRoutes =
  (checks: ProofChecks): Routes =>
  (app: App) => {
    app.post(
      '/proof-checks',
      {
        schema: {
          operationId: 'checkProof',
          tags,
          summary:
            'Whether records of the owning office bear out what was claimed: yes, partly or no, never the values',
          body: ProofCheckInput,
          response: { 201: ProofCheck, ...problems },
        },
        config: route({ access: 'official', idempotency: 'required' }),
      },
      async (request, reply) =>
        reply.code(201).send(await checks.check(actorOf(request), request.body, claimOf(request))),
    )
    app.get(
      '/proof-checks',
      {
        schema: {
          operationId: 'listProofChecks',
          tags,
          summary: 'Checks that my offices asked for, or that wait for an answer of my offices or had one',
          querystring: Type.Object({ ...paging, side: Type.Enum(['asked', 'owed'], { default: 'asked' }) }),
          response: { 200: pageOf(ProofCheckLine), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => checks.list(actorOf(request), request.query),
    )
    app.get(
      '/proof-checks/:id',
      {
        schema: {
          operationId: 'getProofCheck',
          tags,
          summary: 'A check, with what was claimed for the office that has to answer',
          params,
          response: { 200: ProofCheck, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => checks.get(actorOf(request), request.params.id),
    )
    app.post(
      '/proof-checks/:id/answer',
      {
        schema: {
          operationId: 'answerProofCheck',
          tags,
          summary: 'Say for the owning office whether the claim holds',
          params,
          body: ProofCheckAnswer,
          response: { 200: ProofCheck, ...problems },
        },
        config: route({ access: 'official', idempotency: 'required' }),
      },
      (request) => checks.answer(actorOf(request), request.params.id, request.body, claimOf(request)),
    )
  }
