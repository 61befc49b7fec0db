import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../database/index.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { MachineState } from '../watch/watch.ts'
import type { App } from './app.ts'
import { languageOf, type ProblemTexts } from './problem.ts'

/** Milliseconds for the database to answer whoever asks whether we are ready. */
const patience = 3_000

/** For whoever watches the server: alive, ready, figures, and a page behind each problem's `type`. */
export function operatorRoutes(
  app: App,
  needs: {
    db: Db
    metrics: Metrics
    problems: ProblemTexts
    isReady: () => boolean
    /** What the machine lacks; the server goes on as well as it can. */
    machine: () => MachineState
  },
): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }))

  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    // A database that does not answer at all is as good as down, and whoever watches does not wait for it.
    const database = await Promise.race([
      sql`select 1`.execute(needs.db).then(
        () => true,
        () => false,
      ),
      sleep(patience, false, { ref: false }),
    ])
    const ready = database && needs.isReady()
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ready' : 'not ready', database: database ? 'ok' : 'down', ...needs.machine() })
  })

  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(needs.metrics.registry.contentType).send(await needs.metrics.text()),
  )

  app.get<{ Params: { code: string } }>('/problems/:code', { schema: { hide: true } }, async (request, reply) => {
    const text = needs.problems[request.params.code]
    if (!text) return reply.callNotFound()
    return reply.type('text/plain; charset=utf-8').send(`${request.params.code}\n\n${text[languageOf(request)]}\n`)
  })
}
