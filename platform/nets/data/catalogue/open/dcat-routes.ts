import type { FastifyReply } from 'fastify'
import type { Quad } from 'n3'
import Type from 'typebox'
import { type App, type Routes, route } from '#ground/http/index.ts'
import { Refusal } from '#kernel/errors.ts'
import type { OpenNeeds } from './actions.ts'
import { catalogQuads } from './dcat.ts'
import { toJsonLd, toRdfXml, toTurtle } from './rdf.ts'
import { countOpen, listOpen } from './store.ts'

const size = 100

/** In the order of preference when whoever asks has none. */
const forms = [
  { suffix: 'jsonld', type: 'application/ld+json', write: toJsonLd },
  { suffix: 'ttl', type: 'text/turtle', write: toTurtle },
  { suffix: 'rdf', type: 'application/rdf+xml', write: toRdfXml },
] as const satisfies { suffix: string; type: string; write: (quads: readonly Quad[]) => string | Promise<string> }[]

/** The form that `Accept` asks for most (RFC 9110 section 12.5.1); undefined when it takes none of ours. */
export function formFor(accept: string | undefined): (typeof forms)[number] | undefined {
  const wishes = (accept ?? '*/*').split(',').map((each) => {
    const [range = '', ...parameters] = each
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/)
    const weight = parameters.find((one) => one.startsWith('q='))
    return { range, weight: weight ? Number(weight.slice(2)) : 1 }
  })
  const liking = (type: string) => {
    const fits = [type, `${type.slice(0, type.indexOf('/'))}/*`, '*/*']
    for (const range of fits) {
      const wish = wishes.find((each) => each.range === range)
      if (wish) return wish.weight
    }
    return 0
  }
  const best = forms
    .map((form) => ({ form, weight: liking(form.type) }))
    .reduce((a, b) => (b.weight > a.weight ? b : a))
  return best.weight > 0 ? best.form : undefined
}

/** DCAT-AP 3 at `/catalog`, by suffix or by what is asked for. */
export const dcatRoutes =
  ({ db, realm, publicUrl, cityName, departments }: OpenNeeds): Routes =>
  (app: App) => {
    async function send(reply: FastifyReply, form: (typeof forms)[number], asked: number) {
      const total = await countOpen(db, realm, {})
      const of = Math.max(1, Math.ceil(total / size))
      if (asked > of) throw new Refusal('missing', 'catalogue.missing', `The catalogue has ${of} pages`)
      const order = { by: 'published', descending: false } as const
      const [entries, all, name] = await Promise.all([
        listOpen(db, realm, {}, { limit: size, offset: (asked - 1) * size, order }),
        departments(),
        cityName(),
      ])
      const known = new Map(all.map((each) => [each.id, each]))
      const quads = catalogQuads({
        ...{ publicUrl, cityName: name, entries },
        organisation: (id) => known.get(id) ?? { id, name: id, nameEn: id },
        page: { number: asked, of, total, size },
      })
      return reply
        .type(`${form.type}; charset=utf-8`)
        .header('vary', 'Accept')
        .header('access-control-allow-origin', '*')
        .send(await form.write(quads))
    }
    const querystring = Type.Object({ page: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 }) })
    const config = route({ access: 'public' })
    const schema = { hide: true, querystring }
    for (const form of forms)
      app.get(`/catalog.${form.suffix}`, { schema, config }, (request, reply) => send(reply, form, request.query.page))
    app.get('/catalog', { schema, config }, (request, reply) => {
      const form = formFor(request.headers.accept)
      if (form) return send(reply, form, request.query.page)
      return reply.code(406).send({ type: 'about:blank', title: 'Not Acceptable', status: 406 })
    })
  }
