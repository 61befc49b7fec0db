import { DataFactory, type Quad, type Quad_Object, type Quad_Subject, Writer } from 'n3'

export const prefixes = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  hydra: 'http://www.w3.org/ns/hydra/core#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const

/** The full name of `dcat:Dataset`. */
export function full(name: string): string {
  const at = name.indexOf(':')
  const space = prefixes[name.slice(0, at) as keyof typeof prefixes]
  if (!space) throw new RangeError(`No prefix of ${name}`)
  return space + name.slice(at + 1)
}

const { namedNode, literal, quad } = DataFactory
export const iri = (address: string) => namedNode(address)
export const term = (name: string) => namedNode(full(name))
export const said = (text: string, language?: string) => literal(text, language)
export const typed = (text: string, type: string) => literal(text, namedNode(full(type)))
export const triple = (subject: Quad_Subject, predicate: string, object: Quad_Object): Quad =>
  quad(subject, namedNode(full(predicate)), object)

export async function toTurtle(quads: readonly Quad[]): Promise<string> {
  const writer = new Writer({ prefixes })
  writer.addQuads([...quads])
  return new Promise((done, failed) =>
    writer.end((error: Error | null, text: string) => (error ? failed(error) : done(text))),
  )
}

function bySubject(quads: readonly Quad[]): Map<string, Quad[]> {
  const found = new Map<string, Quad[]>()
  for (const each of quads) {
    const of = found.get(each.subject.value)
    if (of) of.push(each)
    else found.set(each.subject.value, [each])
  }
  return found
}

/** `dcat:Dataset` for its full name; undefined for a name of no prefix. */
function short(name: string): string | undefined {
  for (const [prefix, space] of Object.entries(prefixes)) {
    const local = name.startsWith(space) ? name.slice(space.length) : ''
    if (/^[A-Za-z_][\w-]*$/.test(local)) return `${prefix}:${local}`
  }
  return undefined
}

/** Flat JSON-LD 1.1: one node per subject, with our prefixes as its context. */
export function toJsonLd(quads: readonly Quad[]): string {
  const objectOf = (object: Quad_Object): unknown => {
    if (object.termType !== 'Literal') return { '@id': object.value }
    if (object.language) return { '@value': object.value, '@language': object.language }
    const type = object.datatype.value
    return type === full('xsd:string') ? object.value : { '@value': object.value, '@type': short(type) ?? type }
  }
  const graph = [...bySubject(quads)].map(([subject, of]) => {
    const node: Record<string, unknown> = { '@id': subject }
    for (const { predicate, object } of of) {
      const isType = predicate.value === full('rdf:type')
      const name = isType ? '@type' : (short(predicate.value) ?? predicate.value)
      const value = isType ? (short(object.value) ?? object.value) : objectOf(object as Quad_Object)
      const before = node[name]
      node[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
    }
    return node
  })
  return JSON.stringify({ '@context': prefixes, '@graph': graph })
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write these
const unspeakable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const xml = (text: string) => text.replace(unspeakable, ' ').replace(/[&<>"]/g, (char) => escapes[char]!)

/** RDF/XML: one rdf:Description per subject. RangeError for a predicate that has no short name, which XML cannot write. */
export function toRdfXml(quads: readonly Quad[]): string {
  const spaces = Object.entries(prefixes).map(([prefix, space]) => `xmlns:${prefix}="${space}"`)
  const property = ({ predicate, object }: Quad): string => {
    const name = short(predicate.value)
    if (!name) throw new RangeError(`${predicate.value} has no prefix`)
    if (object.termType !== 'Literal') return `<${name} rdf:resource="${xml(object.value)}"/>`
    const kind = object.language
      ? ` xml:lang="${object.language}"`
      : object.datatype.value === full('xsd:string')
        ? ''
        : ` rdf:datatype="${xml(object.datatype.value)}"`
    return `<${name}${kind}>${xml(object.value)}</${name}>`
  }
  const nodes = [...bySubject(quads)].map(
    ([subject, of]) => `<rdf:Description rdf:about="${xml(subject)}">${of.map(property).join('')}</rdf:Description>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF ${spaces.join(' ')}>\n${nodes.join('\n')}\n</rdf:RDF>\n`
}
