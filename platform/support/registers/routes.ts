import Type from 'typebox'
import { actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { ReadLogEntry, RecordVersion, Register, RegisterKey, RegisterLookup, RegisterSummary } from './contract.ts'
import type { Registers } from './service.ts'

export function registersRoutes(registers: Registers, realm: string): Routes {
  return (app) => {
    app.get(
      '/registers',
      {
        schema: {
          operationId: 'listRegisters',
          tags: ['registers'],
          summary: 'The registers of this government: what each holds, whose it is, how often it is renewed',
          response: { 200: Type.Object({ items: Type.Array(RegisterSummary) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async () => ({ items: await registers.list(realm) }),
    )
    app.get(
      '/registers/:key',
      {
        schema: {
          operationId: 'getRegister',
          tags: ['registers'],
          summary: 'The declaration of one register: fields with type, class, grade and kind of personal information',
          params: Type.Object({ key: RegisterKey }),
          response: { 200: Register, ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => registers.get(realm, request.params.key),
    )
    app.post(
      '/registers/:key/lookups',
      {
        schema: {
          operationId: 'lookUpRegister',
          tags: ['registers'],
          summary:
            'Records of a register as they are, as they were, or as they were known on a day; masked, for a stated purpose',
          params: Type.Object({ key: RegisterKey }),
          body: RegisterLookup,
          response: { 200: Type.Object({ items: Type.Array(RecordVersion) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await registers.lookUp(actorOf(request), request.params.key, request.body) }),
    )
    app.get(
      '/me/read-log',
      {
        schema: {
          operationId: 'listReadsOfMyData',
          tags: ['registers'],
          summary: 'Who read data about me, when, for what purpose and on what basis',
          querystring: Type.Object(paging),
          response: { 200: pageOf(ReadLogEntry), ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      (request) => registers.listReadsOf(actorOf(request), request.query),
    )
  }
}
