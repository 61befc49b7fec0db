import Type from 'typebox'
import { type App, actorOf, pageOf, problems, type Routes, route } from '#ground/http/index.ts'
import type { Items } from '../items.ts'
import { AuthorityItem, AuthorityQuery, ItemProfile, ProfileQuery, UnitProfile } from './contract.ts'
import { profilesCsv } from './csv.ts'

const mostLines = 20_000

/** Public: what items cost the applicant, which need the ID alone, the ranking of units, and the list of powers. */
export const profileRoutes =
  (items: Items): Routes =>
  (app: App) => {
    app.get(
      '/item-profiles',
      {
        schema: {
          operationId: 'listItemProfiles',
          tags: ['item-profiles'],
          summary: '四免, 免提交, visits, before and after of each item, the best first; `idOnly` lists 一证通办',
          querystring: ProfileQuery,
          response: { 200: pageOf(ItemProfile), ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => items.profiles.list(actorOf(request).realm, request.query),
    )
    app.get(
      '/item-profiles/units',
      {
        schema: {
          operationId: 'rankUnits',
          tags: ['item-profiles'],
          summary: 'Units by their items: 四免, 一证通办, visits, what was cut, what became instant',
          response: { 200: Type.Object({ items: Type.Array(UnitProfile) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async (request) => ({ items: await items.profiles.units(actorOf(request).realm) }),
    )
    app.get(
      '/item-profiles.csv',
      {
        schema: {
          operationId: 'exportItemProfiles',
          tags: ['item-profiles'],
          summary: 'The same list as a table for spreadsheets, at most 20,000 lines',
          querystring: Type.Omit(ProfileQuery, ['limit', 'cursor']),
          produces: ['text/csv'],
          response: { 200: Type.String(), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => {
        const { items: rows } = await items.profiles.list(actorOf(request).realm, {
          ...request.query,
          limit: mostLines,
        })
        reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="item-profiles.csv"')
        return reply.send(profilesCsv(rows))
      },
    )
    app.get(
      '/items/:id/profile',
      {
        schema: {
          operationId: 'getItemProfile',
          tags: ['item-profiles'],
          summary: 'What one item costs the applicant, and its 四免 part by part',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          response: { 200: ItemProfile, ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => items.profiles.get(actorOf(request).realm, request.params.id),
    )
    app.get(
      '/authority-items',
      {
        schema: {
          operationId: 'listAuthorityItems',
          tags: ['item-profiles'],
          summary:
            'The authorised powers by unit, level, region and type, for any system to bind to; public services are not among them',
          querystring: AuthorityQuery,
          response: { 200: pageOf(AuthorityItem), ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => items.profiles.authority(actorOf(request).realm, request.query),
    )
  }
