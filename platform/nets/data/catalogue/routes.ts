import Type from 'typebox'
import { type App, actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import {
  Cycle,
  DepartmentRates,
  EntryAct,
  EntryEdit,
  EntryRow,
  EntryState,
  EntryView,
  Facets,
  Measure,
  NewEntry,
  OpeningType,
  Ratio,
  SharingType,
} from './contract.ts'
import type { CatalogueService } from './service.ts'

const tags = ['data-catalogue']
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })
const filters = {
  q: Type.Optional(Type.String({ maxLength: 100, description: 'Words in name, abstract, keywords, fields or code' })),
  department: Type.Optional(Type.String({ maxLength: 64 })),
  sharing: Type.Optional(SharingType),
  opening: Type.Optional(OpeningType),
  grade: Type.Optional(Type.String({ pattern: '^[0-4]$' })),
  cycle: Type.Optional(Cycle),
  state: Type.Optional(EntryState),
  measure: Type.Optional(Measure),
  holds: Type.Optional(Type.Boolean({ description: 'With `measure`: those that count, or those that do not' })),
}

export const catalogueRoutes =
  (catalogue: CatalogueService): Routes =>
  (app: App) => {
    const config = route({ access: 'official' })
    app.get(
      '/data-catalogue/entries',
      {
        schema: {
          operationId: 'listCatalogueEntries',
          tags,
          summary: 'The data catalogue by words and facets, and the entries behind a rate; the latest changed first',
          querystring: Type.Object({ ...paging, ...filters }),
          response: { 200: pageOf(EntryRow), ...problems },
        },
        config,
      },
      (request) => catalogue.list(actorOf(request), request.query),
    )
    app.get(
      '/data-catalogue/facets',
      {
        schema: {
          operationId: 'countCatalogueFacets',
          tags,
          summary: 'How many of what the filter finds have each value of each facet',
          querystring: Type.Object(filters),
          response: { 200: Facets, ...problems },
        },
        config,
      },
      (request) => catalogue.facets(actorOf(request), request.query),
    )
    app.get(
      '/data-catalogue/rates',
      {
        schema: {
          operationId: 'getCatalogueRates',
          tags,
          summary: 'Rates of cataloguing, collection, sharing and mounting by department, computed now',
          response: {
            200: Type.Object({
              total: Type.Object({
                entries: Type.Integer(),
                rows: Type.Integer(),
                ...{ catalogued: Ratio, collected: Ratio, shared: Ratio, mounted: Ratio },
              }),
              departments: Type.Array(DepartmentRates),
            }),
            ...problems,
          },
        },
        config,
      },
      (request) => catalogue.rates(actorOf(request)),
    )
    app.get(
      '/data-catalogue/entries/:id',
      {
        schema: {
          operationId: 'getCatalogueEntry',
          tags,
          summary: 'One entry: what is in force, what is being worked on, its history, and what I may do with it',
          params,
          response: { 200: EntryView, ...problems },
        },
        config,
      },
      (request) => catalogue.get(actorOf(request), request.params.id),
    )
    app.post(
      '/data-catalogue/entries',
      {
        schema: {
          operationId: 'draftCatalogueEntry',
          tags,
          summary: 'Begin an entry for a department of mine',
          body: NewEntry,
          response: { 201: EntryView, ...problems },
        },
        config,
      },
      async (request, reply) => reply.code(201).send(await catalogue.draft(actorOf(request), request.body)),
    )
    app.put(
      '/data-catalogue/entries/:id',
      {
        schema: {
          operationId: 'editCatalogueEntry',
          tags,
          summary: 'Write the draft of an entry or of its revision',
          params,
          body: EntryEdit,
          response: { 200: EntryView, ...problems },
        },
        config,
      },
      (request) => catalogue.edit(actorOf(request), request.params.id, request.body),
    )
    app.post(
      '/data-catalogue/entries/:id/acts',
      {
        schema: {
          operationId: 'actOnCatalogueEntry',
          tags,
          summary: 'Submit, return, publish, revise or withdraw an entry, or test its mount now',
          params,
          body: EntryAct,
          response: { 200: EntryView, ...problems },
        },
        config,
      },
      (request) => catalogue.act(actorOf(request), request.params.id, request.body),
    )
  }
