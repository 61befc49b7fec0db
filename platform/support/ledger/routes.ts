import Type from 'typebox'
import { actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { readTilePath } from '#kernel/tlog/tile.ts'
import { KeyStatement, RootKeys } from '#support/keys/contract.ts'
import type { Keys } from '#support/keys/index.ts'
import { ConsistencyProof, Head, ProofAnswer } from './contract.ts'
import type { Ledger } from './service.ts'

/** The public log, outside of /api/v1: `/log/…`. Hashes, heads and keys only; nothing about anybody. */
export function logRoutes(ledger: Ledger, keys: Keys): Routes {
  return (app) => {
    const config = route({ access: 'public' })
    app.get(
      '/log/head',
      {
        schema: {
          operationId: 'getLogHead',
          tags: ['ledger'],
          summary: 'The newest signed head of the log',
          response: { 200: Head, ...problems },
        },
        config,
      },
      (request) => ledger.head(actorOf(request).realm),
    )
    app.get(
      '/log/proof/:hash',
      {
        schema: {
          operationId: 'getLogProof',
          tags: ['ledger'],
          summary: 'The proof that a leaf is in the log, with the signed head it leads to',
          params: Type.Object({ hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
          response: { 200: ProofAnswer, ...problems },
        },
        config,
      },
      (request) => ledger.proof(actorOf(request).realm, request.params.hash),
    )
    app.get(
      '/log/consistency',
      {
        schema: {
          operationId: 'getLogConsistency',
          tags: ['ledger'],
          summary: 'The proof that a later tree only appends to an earlier one',
          querystring: Type.Object({
            first: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
            second: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
          }),
          response: { 200: ConsistencyProof, ...problems },
        },
        config,
      },
      (request) => ledger.consistency(actorOf(request).realm, request.query.first, request.query.second),
    )
    app.get(
      '/log/leaves',
      {
        schema: {
          operationId: 'listLogLeaves',
          tags: ['ledger'],
          summary: 'Leaf hashes by position, to rebuild the tree',
          querystring: Type.Object({
            from: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 }),
            limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
          }),
          response: {
            200: Type.Object({ items: Type.Array(Type.Object({ position: Type.Integer(), hash: Type.String() })) }),
            ...problems,
          },
        },
        config,
      },
      async (request) => ({
        items: await ledger.leaves(actorOf(request).realm, request.query.from, request.query.limit),
      }),
    )
    app.get(
      '/log/tile/*',
      {
        schema: {
          operationId: 'getLogTile',
          tags: ['ledger'],
          summary:
            'A tile of the tree or its entries (C2SP tlog-tiles), as `0/x001/234` or `entries/000.p/7`; never changes',
          produces: ['application/octet-stream'],
          response: { 200: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }), ...problems },
        },
        config,
      },
      async (request, reply) => {
        const { '*': path = '' } = request.params as Record<string, string>
        const tile = readTilePath(path)
        const bytes = tile && (await ledger.tile(actorOf(request).realm, tile))
        if (!bytes) throw new Refusal('missing', 'ledger.no-tile', `No tile ${path.slice(0, 60)}`)
        return reply
          .header('cache-control', 'public, max-age=31536000, immutable')
          .type('application/octet-stream')
          .send(bytes)
      },
    )
    app.get(
      '/log/keys',
      {
        schema: {
          operationId: 'getLogKeys',
          tags: ['ledger'],
          summary: 'The root of this realm and the key that signs heads: save the root, to verify offline',
          response: { 200: Type.Object({ root: RootKeys, log: KeyStatement }), ...problems },
        },
        config,
      },
      async (request) => {
        const { realm } = actorOf(request)
        const { keyId } = await keys.logSigner(realm)
        return { root: await keys.root(realm), log: await keys.statement(realm, keyId) }
      },
    )
  }
}
