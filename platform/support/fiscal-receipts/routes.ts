import type { Readable } from 'node:stream'
import Type from 'typebox'
import { type App, actorOf, claimOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import type { createBooks } from './books.ts'
import { BookView, EntryView, NewBook, NewEntry, ReceiptKey, ReceiptView, VerifiedReceipt } from './contract.ts'
import type { Entries } from './entries/service.ts'
import type { Receipts } from './service.ts'

const tags = ['fiscal-receipts']
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const receiptRoutes =
  (services: {
    receipts: Receipts
    entries: Entries
    books: ReturnType<typeof createBooks>
    paper: (credentialId: string) => Promise<Readable>
  }): Routes =>
  (app: App) => {
    const { receipts, entries, books, paper } = services
    app.get(
      '/fiscal-receipts',
      {
        schema: {
          operationId: 'listFiscalReceipts',
          tags,
          summary: '财政电子票据 of mine (citizens) or of my offices (officials), the newest first',
          querystring: Type.Object({
            ...paging,
            billId: Type.Optional(Type.String({ format: 'uuid' })),
            report: Type.Optional(Type.Enum(['waiting', 'accepted', 'refused'])),
          }),
          response: { 200: pageOf(ReceiptView), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => receipts.list(actorOf(request), request.query),
    )
    app.get(
      '/fiscal-receipts/:id',
      {
        schema: {
          operationId: 'getFiscalReceipt',
          tags,
          summary: 'One receipt',
          params,
          response: { 200: ReceiptView, ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => receipts.get(actorOf(request), request.params.id),
    )
    app.post(
      '/fiscal-receipts/:id/reports',
      {
        schema: {
          operationId: 'reportFiscalReceiptAgain',
          tags,
          summary: 'Hand a receipt that the treasury refused over again',
          params,
          response: { 200: ReceiptView, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => receipts.reportAgain(actorOf(request), request.params.id),
    )
    app.post(
      '/fiscal-receipt-checks',
      {
        schema: {
          operationId: 'checkFiscalReceipt',
          tags,
          summary: '票据查验: by code, number and check code, whether a receipt is good, taken back, or booked already',
          body: ReceiptKey,
          response: { 200: VerifiedReceipt, ...problems },
        },
        config: route({ access: 'public', perMinute: 20 }),
      },
      (request) => receipts.verify(request.body),
    )
    app.post(
      '/fiscal-receipt-checks/papers',
      {
        schema: {
          operationId: 'printFiscalReceipt',
          tags,
          summary: 'Its face as PDF, for whoever has code, number and check code: at kiosks, or to keep',
          body: ReceiptKey,
          produces: ['application/pdf'],
          response: { 200: Type.Any(), ...problems },
        },
        config: route({ access: 'public', perMinute: 10 }),
      },
      async (request, reply) =>
        reply
          .type('application/pdf')
          .header('cache-control', 'private, no-store')
          .header('content-disposition', 'inline; filename="receipt.pdf"')
          .send(await paper((await receipts.byKey(request.body)).credential_id)),
    )
    app.post(
      '/fiscal-receipt-entries',
      {
        schema: {
          operationId: 'enterFiscalReceipt',
          tags,
          summary: '入账: my unit books a receipt, once in the whole city',
          body: NewEntry,
          response: { 201: EntryView, ...problems },
        },
        config: route({ access: 'citizen', idempotency: 'optional', perMinute: 60 }),
      },
      async (request, reply) =>
        reply.code(201).send(await entries.enter(actorOf(request), request.body, claimOf(request))),
    )
    app.get(
      '/fiscal-receipt-entries',
      {
        schema: {
          operationId: 'listReceiptEntries',
          tags,
          summary: 'What my unit has booked; those whose receipt was taken back since are marked',
          querystring: Type.Object({ ...paging, unitId: Type.String({ format: 'uuid' }) }),
          response: { 200: pageOf(EntryView), ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      (request) => entries.list(actorOf(request), request.query),
    )
    app.post(
      '/fiscal-receipt-entries/:id/withdrawal',
      {
        schema: {
          operationId: 'withdrawReceiptEntry',
          tags,
          summary: 'Take an entry back',
          params,
          body: Type.Object({ reason: Type.String({ minLength: 2, maxLength: 300 }) }, { additionalProperties: false }),
          response: { 200: EntryView, ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      (request) => entries.withdraw(actorOf(request), request.params.id, request.body.reason),
    )
    app.get(
      '/receipt-books',
      {
        schema: {
          operationId: 'listReceiptBooks',
          tags,
          summary: '票据领用: numbers that the treasury gave out, and how many are left',
          response: {
            200: Type.Object({
              connected: Type.Boolean(),
              waiting: Type.Integer({ description: 'Paid bills that wait for a receipt' }),
              items: Type.Array(BookView),
            }),
            ...problems,
          },
        },
        config: route({ access: 'official' }),
      },
      (request) => books.list(actorOf(request)),
    )
    app.post(
      '/receipt-books',
      {
        schema: {
          operationId: 'applyForReceiptBook',
          tags,
          summary: 'Apply to the treasury for numbers',
          body: NewBook,
          response: { 201: BookView, ...problems },
        },
        config: route({ access: 'official', idempotency: 'optional' }),
      },
      async (request, reply) =>
        reply.code(201).send(await books.apply(actorOf(request), request.body, claimOf(request))),
    )
  }
