import Type from 'typebox'
import { type App, actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { csvOf } from '#kernel/csv.ts'
import { ExchangeRow, ExchangeRowState, ExchangeState, ExchangeTableName, ResendInput } from './contract.ts'
import type { ExchangeService } from './service.ts'
import { exchangeTables } from './tables.ts'

const tags = ['exchange']
const filters = {
  state: Type.Optional(ExchangeRowState),
  q: Type.Optional(Type.String({ maxLength: 60, description: 'Part of the case number' })),
}

/** The most rows one table is written out with. */
const mostExported = 50_000

export const exchangeRoutes =
  (exchange: ExchangeService): Routes =>
  (app: App) => {
    app.get(
      '/exchange/state',
      {
        schema: {
          operationId: 'getExchangeState',
          tags,
          summary: 'What waits, what was sent, received and refused, and the latest batches',
          response: { 200: ExchangeState, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => exchange.state(actorOf(request)),
    )
    app.get(
      '/exchange/rows',
      {
        schema: {
          operationId: 'listExchangeRows',
          tags,
          summary: 'Rows of the exchange tables, the newest first, persons masked',
          querystring: Type.Object({ ...paging, ...filters, table: Type.Optional(ExchangeTableName) }),
          response: { 200: pageOf(ExchangeRow), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => exchange.list(actorOf(request), request.query),
    )
    app.get(
      '/exchange/rows.csv',
      {
        schema: {
          operationId: 'exportExchangeRows',
          tags,
          summary: 'One table as CSV under its national field names, persons masked, 50,000 rows at most',
          querystring: Type.Object({ ...filters, table: ExchangeTableName }),
          produces: ['text/csv'],
          response: { 200: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }), ...problems },
        },
        config: route({ access: 'official', perMinute: 10 }),
      },
      async (request, reply) => {
        const { table } = request.query
        const fields = exchangeTables[table]
        const { items } = await exchange.list(actorOf(request), { ...request.query, limit: mostExported })
        const rows = items.map((row) => [
          ...fields.map((name) => row.fields[name] ?? ''),
          row.cdOperation,
          row.cdTime,
          row.cdBatch ?? '',
        ])
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${table}.csv"`)
          .send(csvOf([...fields, 'cd_operation', 'cd_time', 'cd_batch'], rows))
      },
    )
    app.post(
      '/exchange/resends',
      {
        schema: {
          operationId: 'resendExchangeRows',
          tags,
          summary: 'Send refused rows again: all, those of a table, or those named',
          body: ResendInput,
          response: { 200: Type.Object({ rows: Type.Integer() }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => exchange.resend(actorOf(request), request.body),
    )
  }
