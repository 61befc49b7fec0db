import { buffer } from 'node:stream/consumers'
import Type from 'typebox'
import { actorOf, pageOf, paging, problems, type Routes, route, uploadOf } from '#ground/http/index.ts'
import { Bundle, CredentialAct, CredentialLine, CredentialWithMay, FileVerification, Verification } from './contract.ts'
import type { CredentialService } from './service.ts'

const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })
const largestFile = 10 * 1024 * 1024

export function credentialRoutes(credentials: CredentialService): Routes {
  return (app) => {
    const tags = ['credentials']
    app.get(
      '/credentials',
      {
        schema: {
          operationId: 'listCredentials',
          tags,
          summary: 'My licences, certificates and letters, newest first; officials ask by case',
          querystring: Type.Object({ ...paging, caseId: Type.Optional(Type.String({ format: 'uuid' })) }),
          response: { 200: pageOf(CredentialLine), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => credentials.list(actorOf(request), request.query),
    )
    app.get(
      '/credentials/:id',
      {
        schema: {
          operationId: 'getCredential',
          tags,
          summary: 'One credential, what became of it, and what the reader may do',
          params: ById,
          response: { 200: CredentialWithMay, ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => credentials.get(actorOf(request), request.params.id),
    )
    app.post(
      '/credentials/:id/acts',
      {
        schema: {
          operationId: 'actOnCredential',
          tags,
          summary: 'Suspend, resume, withdraw, annul or revoke, with reason and legal basis',
          params: ById,
          body: CredentialAct,
          response: { 200: CredentialWithMay, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => credentials.act(actorOf(request), request.params.id, request.body),
    )
    app.get(
      '/credentials/:id/pdf',
      {
        schema: {
          operationId: 'getCredentialPdf',
          tags,
          summary: 'The sealed and signed PDF',
          params: ById,
          produces: ['application/pdf'],
          response: { 200: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      async (request, reply) => {
        const { name, pdf } = await credentials.paper(actorOf(request), request.params.id)
        return reply
          .type('application/pdf')
          .header('cache-control', 'private, no-store')
          .header(
            'content-disposition',
            `inline; filename="credential.pdf"; filename*=UTF-8''${encodeURIComponent(name)}`,
          )
          .send(pdf)
      },
    )
    app.get(
      '/credentials/:id/ofd',
      {
        schema: {
          operationId: 'getCredentialOfd',
          tags,
          summary: 'The same as OFD (GB/T 33190) under the SM2 seal (GB/T 38540)',
          params: ById,
          produces: ['application/ofd'],
          response: { 200: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      async (request, reply) => {
        const { name, ofd } = await credentials.ofd(actorOf(request), request.params.id)
        return reply
          .type('application/ofd')
          .header('cache-control', 'private, no-store')
          .header(
            'content-disposition',
            `attachment; filename="credential.ofd"; filename*=UTF-8''${encodeURIComponent(name)}`,
          )
          .send(ofd)
      },
    )
    app.get(
      '/credentials/:id/bundle',
      {
        schema: {
          operationId: 'getCredentialBundle',
          tags,
          summary: 'Record, signature, key, log proof and signed head: checkable without us',
          params: ById,
          response: { 200: Bundle, ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      async (request, reply) => {
        const bundle = await credentials.bundle(actorOf(request), request.params.id)
        // Exactly as signed: a serializer that drops a member it does not know would break the signature.
        return reply
          .type('application/json')
          .serializer(JSON.stringify)
          .header('content-disposition', `attachment; filename="${bundle.record.verifyCode}.bundle.json"`)
          .send(bundle)
      },
    )
    app.get(
      '/verifications/:code',
      {
        schema: {
          operationId: 'verifyByCode',
          tags,
          summary: 'Check a credential by the 12 characters below its QR code',
          params: Type.Object({ code: Type.String({ minLength: 1, maxLength: 40 }) }),
          response: { 200: Verification, ...problems },
        },
        config: route({ access: 'public', perMinute: 300 }),
      },
      (request) => credentials.verifyCode(actorOf(request).realm, request.params.code),
    )
    app.post(
      '/verifications',
      {
        schema: {
          operationId: 'verifyFile',
          tags,
          summary: 'Check a file: a PDF or OFD of ours, or a bundle (multipart, one file)',
          consumes: ['multipart/form-data'],
          response: { 200: FileVerification, ...problems },
        },
        config: route({ access: 'public', perMinute: 60 }),
      },
      async (request) => {
        const { bytes } = await uploadOf(request, largestFile)
        return credentials.verifyFile(actorOf(request).realm, await buffer(bytes))
      },
    )
  }
}
