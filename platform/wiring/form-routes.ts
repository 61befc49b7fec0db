import Type from 'typebox'
import { type App, problems, type Routes, route } from '#ground/http/index.ts'
import type { Form } from '#support/forms/index.ts'
import type { Packs } from '#support/packs/index.ts'

/** Form documents, for pages that show answers under their titles or ask for the data of a task. */
export const formRoutes =
  (packs: Packs): Routes =>
  (app: App) => {
    app.get(
      '/forms/:key',
      {
        schema: {
          operationId: 'getForm',
          tags: ['forms'],
          summary: 'A form document: JSON Schema 2020-12 with pages and bindings',
          params: Type.Object({ key: Type.String({ maxLength: 60 }) }),
          querystring: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }),
          response: { 200: Type.Unknown(), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      async (request) => {
        const { version } = request.query
        return (await packs.get<Form>('form', request.params.key, version === undefined ? {} : { version })).content
      },
    )
  }
