import Type from 'typebox'
import { type App, actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { Signing, SigningAsked, SigningDraft } from './contract.ts'
import type { Signings } from './service.ts'

const tags = ['signings']
const id = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** Signatures of citizens on papers of their own. Signing needs more than a password: L3. */
export const signingRoutes =
  (signings: Signings): Routes =>
  (app: App) => {
    const signing = route({ access: 'citizen', level: 'L3' })
    const reading = route({ access: 'citizen' })
    app.post(
      '/me/signings',
      {
        schema: {
          operationId: 'beginSigning',
          tags,
          summary: 'Ready a signature on a paper of one’s own that was shown whole; the key stays on the phone',
          body: SigningDraft,
          response: { 201: SigningAsked, ...problems },
        },
        config: signing,
      },
      async (request, reply) => reply.code(201).send(await signings.begin(actorOf(request), request.body)),
    )
    app.put(
      '/me/signings/:id/signature',
      {
        schema: {
          operationId: 'finishSigning',
          tags,
          summary: 'Put the signature into the paper',
          params: id,
          body: Type.Object({
            signature: Type.String({ pattern: '^[A-Za-z0-9+/]{86}==$', description: 'r‖s, base64' }),
          }),
          response: { 200: Signing, ...problems },
        },
        config: signing,
      },
      (request) => signings.finish(actorOf(request), request.params.id, request.body.signature),
    )
    app.get(
      '/me/signings',
      {
        schema: {
          operationId: 'listMySignings',
          tags,
          summary: 'What one has signed, the newest first',
          querystring: Type.Object(paging),
          response: { 200: pageOf(Signing), ...problems },
        },
        config: reading,
      },
      (request) => signings.list(actorOf(request), request.query),
    )
    app.get(
      '/me/signings/:id/pdf',
      {
        schema: {
          operationId: 'getSignedPdf',
          tags,
          summary: 'The paper with both signatures',
          params: id,
          produces: ['application/pdf'],
          response: { 200: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }), ...problems },
        },
        config: reading,
      },
      async (request, reply) => {
        const { name, pdf } = await signings.pdf(actorOf(request), request.params.id)
        return reply
          .header(
            'content-disposition',
            `inline; filename*=UTF-8''${encodeURIComponent(`${name.replace(/\.pdf$/, '')}-signed.pdf`)}`,
          )
          .type('application/pdf')
          .send(pdf)
      },
    )
  }
