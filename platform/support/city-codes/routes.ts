import Type from 'typebox'
import { actorOf, claimOf, empty, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import type { Cards } from './cards.ts'
import { Card, CityCode, CodeScan, NewCard, NewCityCode, ScannedCode, ScanRequest } from './contract.ts'
import type { CityCodes } from './service.ts'

const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })
const tags = ['city-codes']

export function cityCodeRoutes(codes: CityCodes, cards: Cards): Routes {
  return (app) => {
    app.post(
      '/me/city-codes',
      {
        schema: {
          operationId: 'showCityCode',
          tags,
          summary: '城市码, 企业码 or a card of mine: a code for one scan within a minute',
          body: NewCityCode,
          response: { 201: CityCode, ...problems },
        },
        config: route({ access: 'citizen', perMinute: 60 }),
      },
      async (request, reply) => reply.code(201).send(await codes.show(actorOf(request), request.body)),
    )
    app.get(
      '/me/city-codes/:id',
      {
        schema: {
          operationId: 'getCityCode',
          tags,
          summary: 'Whether my code was scanned, when and by whom',
          params: ById,
          response: { 200: CityCode, ...problems },
        },
        config: route({ access: 'citizen', perMinute: 300 }),
      },
      (request) => codes.get(actorOf(request), request.params.id),
    )
    app.post(
      '/city-codes/scans',
      {
        schema: {
          operationId: 'scanCityCode',
          tags,
          summary: 'Scan a code: once. A person’s by an official only; a firm’s and a card by anybody',
          body: ScanRequest,
          response: { 200: ScannedCode, ...problems },
        },
        config: route({ access: 'public', idempotency: 'optional', perMinute: 120 }),
      },
      (request) => codes.scan(actorOf(request), request.body, claimOf(request)),
    )
    app.get(
      '/me/city-code-scans',
      {
        schema: {
          operationId: 'listMyCodeScans',
          tags,
          summary: 'Who scanned my codes and cards, for what, and what they were shown; newest first',
          querystring: Type.Object(paging),
          response: { 200: pageOf(CodeScan), ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      (request) => codes.scans(actorOf(request), request.query),
    )
    app.post(
      '/me/cards',
      {
        schema: {
          operationId: 'makeCard',
          tags,
          summary: '数字名片: choose which licences and fields to show, and until when',
          body: NewCard,
          response: { 201: Card, ...problems },
        },
        config: route({ access: 'citizen', idempotency: 'optional' }),
      },
      async (request, reply) =>
        reply.code(201).send(await cards.make(actorOf(request), request.body, claimOf(request))),
    )
    app.get(
      '/me/cards',
      {
        schema: {
          operationId: 'listMyCards',
          tags,
          summary: 'My cards, newest first, with how often each was seen',
          querystring: Type.Object(paging),
          response: { 200: pageOf(Card), ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      (request) => cards.list(actorOf(request), request.query),
    )
    app.delete(
      '/me/cards/:id',
      {
        schema: {
          operationId: 'revokeCard',
          tags,
          summary: 'Take a card back',
          params: ById,
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      async (request, reply) => {
        await cards.revoke(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
}
