import Type from 'typebox'
import { type App, actorOf, claimOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import {
  BenefitAnswer,
  BenefitCheck,
  BenefitCode,
  BenefitCount,
  BenefitOffer,
  BenefitReport,
  BenefitUse,
} from '../benefits/contract.ts'
import type { CreditService } from '../service.ts'

const tags = ['credit']

/** 信易+: for holders, and for partners by a program of theirs or at a counter. */
export const benefitRoutes =
  ({ benefits }: CreditService): Routes =>
  (app: App) => {
    app.post(
      '/me/credit/benefit-codes',
      {
        schema: {
          operationId: 'showCreditBenefit',
          tags,
          summary: 'A code to show to a partner: for one benefit, one question, ten minutes',
          body: BenefitOffer,
          response: { 201: BenefitCode, ...problems },
        },
        config: route({ access: 'citizen', perMinute: 30 }),
      },
      async (request, reply) => reply.code(201).send(await benefits.offer(actorOf(request), request.body)),
    )
    app.get(
      '/me/credit/benefit-uses',
      {
        schema: {
          operationId: 'listMyBenefitUses',
          tags,
          summary: 'Where my benefits were asked about and used, newest first',
          querystring: Type.Object({ ...paging, partyId: Type.Optional(Type.String({ format: 'uuid' })) }),
          response: { 200: pageOf(BenefitUse), ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      (request) => benefits.uses(actorOf(request), request.query),
    )
    app.post(
      '/credit/benefit-checks',
      {
        schema: {
          operationId: 'checkCreditBenefit',
          tags,
          summary: 'Whether a benefit is due to whoever shows this code: yes or no, and nothing else',
          body: BenefitCheck,
          response: { 200: BenefitAnswer, ...problems },
        },
        config: route({ access: 'official', programs: true, idempotency: 'optional', perMinute: 120 }),
      },
      (request) => benefits.check(actorOf(request), request.body, claimOf(request)),
    )
    app.post(
      '/credit/benefit-uses/:id/report',
      {
        schema: {
          operationId: 'reportBenefitUse',
          tags,
          summary: 'Report back whether the benefit was used',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          body: BenefitReport,
          response: { 200: BenefitUse, ...problems },
        },
        config: route({ access: 'official', programs: true }),
      },
      (request) => benefits.report(actorOf(request), request.params.id, request.body),
    )
    app.get(
      '/credit/benefit-uses',
      {
        schema: {
          operationId: 'countBenefitUses',
          tags,
          summary: 'How often each benefit was asked about, due and used, by partner',
          response: { 200: Type.Object({ items: Type.Array(BenefitCount) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await benefits.counts(actorOf(request)) }),
    )
  }
