import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import { writeNoteKey } from '#kernel/tlog/note.ts'
import type { Evidence } from '../service.ts'

const tags = ['ledger']
const longest = 16_384
const text = (description: string) => Type.Unsafe<unknown>({ type: 'string', description })

/** The log as a tiled log has it (C2SP tlog-tiles), and the witness that others may ask (C2SP tlog-witness). */
export const checkpointRoutes =
  ({ checkpoints, witness }: Pick<Evidence, 'checkpoints' | 'witness'>): Routes =>
  (app: App) => {
    const config = route({ access: 'public' })
    app.get(
      '/log/checkpoint',
      {
        schema: {
          operationId: 'getLogCheckpoint',
          tags,
          summary: 'The head of the log as a signed note, with the cosignatures of witnesses',
          produces: ['text/plain'],
          response: { 200: text('A signed note (C2SP tlog-checkpoint)'), ...problems },
        },
        config,
      },
      async (request, reply) =>
        reply
          .header('cache-control', 'public, max-age=2')
          .type('text/plain; charset=utf-8')
          .send(Buffer.from(await checkpoints.checkpoint(actorOf(request).realm))),
    )
    app.get(
      '/log/note-keys',
      {
        schema: {
          operationId: 'getLogNoteKeys',
          tags,
          summary: 'The Ed25519 keys of the log and of its witness, as C2SP signed-note writes them',
          response: { 200: Type.Object({ log: Type.String(), witness: Type.String() }), ...problems },
        },
        config,
      },
      async (request) => {
        const { realm } = actorOf(request)
        return {
          log: writeNoteKey(await checkpoints.logKey(realm)),
          witness: writeNoteKey(await witness.ownKey(realm)),
        }
      },
    )
    app.register(async (inner) => {
      // Nobody is told by headers here: what counts is the signature on the checkpoint.
      inner.removeAllContentTypeParsers()
      inner.addContentTypeParser(
        '*',
        { parseAs: 'string', bodyLimit: longest },
        async (_: unknown, body: string | Buffer) => String(body),
      )
      inner.post(
        '/log/witness/add-checkpoint',
        {
          schema: {
            operationId: 'addWitnessCheckpoint',
            tags,
            summary: 'Another log asks for a cosignature (C2SP tlog-witness)',
            consumes: ['text/plain'],
            produces: ['text/plain'],
            response: { 200: text('Lines of cosignatures'), 409: text('The size it would go on from'), ...problems },
          },
          config: route({ access: 'public', bare: true, perMinute: 600 }),
        },
        async (request, reply) => {
          const { realm } = actorOf(request)
          const { status, type, body } = await witness.addCheckpoint(realm, String(request.body ?? ''))
          return reply
            .code(status as 200)
            .type(type)
            .send(Buffer.from(body))
        },
      )
    })
  }
