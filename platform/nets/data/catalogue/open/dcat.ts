import type { Quad } from 'n3'
import type { EntryContent } from '../contract.ts'
import type { Organisation } from './ckan.ts'
import { accessUrl, groupName, groupNames, licences, slugOf } from './links.ts'
import { iri, said, term, triple, typed } from './rdf.ts'
import type { OpenEntry } from './store.ts'

/** The vocabularies that DCAT-AP 3 names for frequency, access and language (EU Publications Office). */
const authority = 'http://publications.europa.eu/resource/authority'
const frequencies: Record<EntryContent['cycle'], string> = {
  'real-time': 'UPDATE_CONT',
  daily: 'DAILY',
  weekly: 'WEEKLY',
  monthly: 'MONTHLY',
  quarterly: 'QUARTERLY',
  yearly: 'ANNUAL',
  irregular: 'IRREG',
}

export type Page = { number: number; of: number; total: number; size: number }
type CatalogOf = {
  publicUrl: string
  cityName: string
  /** When the youngest entry changed; the catalogue as a whole changed then. */
  entries: readonly OpenEntry[]
  organisation: (id: string) => Organisation
  page: Page
}

/** The open part of the catalogue as DCAT-AP 3: catalogue, datasets, distributions, publishers and what they refer to. */
export function catalogQuads({ publicUrl, cityName, entries, organisation, page }: CatalogOf): Quad[] {
  const at = (path: string) => iri(`${publicUrl}${path}`)
  const catalog = at('/catalog')
  const city = at('/catalog/publisher/city')
  const quads: Quad[] = []
  const add = (...[subject, predicate, object]: Parameters<typeof triple>) =>
    quads.push(triple(subject, predicate, object))
  const named = new Set<string>()
  /** A node that others refer to is described once, with its type. */
  const once = (node: ReturnType<typeof iri>, describe: () => void) => {
    if (named.has(node.value)) return node
    named.add(node.value)
    describe()
    return node
  }
  const agent = (node: ReturnType<typeof iri>, name: string, nameEn?: string) =>
    once(node, () => {
      add(node, 'rdf:type', term('foaf:Agent'))
      add(node, 'foaf:name', said(name, 'zh'))
      if (nameEn) add(node, 'foaf:name', said(nameEn, 'en'))
    })
  const of = (list: string, code: string, type: string) => {
    const node = iri(`${authority}/${list}/${code}`)
    return once(node, () => add(node, 'rdf:type', term(type)))
  }
  const scheme = at('/catalog/themes')
  const theme = (key: string) => {
    const node = at(`/catalog/themes/${key}`)
    return once(node, () => {
      add(node, 'rdf:type', term('skos:Concept'))
      add(node, 'skos:prefLabel', said(groupName(key), 'zh'))
      const english = groupNames[key]?.en
      if (english) add(node, 'skos:prefLabel', said(english, 'en'))
      add(node, 'skos:inScheme', scheme)
    })
  }

  add(catalog, 'rdf:type', term('dcat:Catalog'))
  add(catalog, 'dct:title', said(`${cityName}公共数据开放目录`, 'zh'))
  add(catalog, 'dct:title', said('Open data catalogue', 'en'))
  add(catalog, 'dct:description', said(`${cityName}各部门向社会开放的公共数据资源。`, 'zh'))
  add(catalog, 'dct:publisher', agent(city, cityName))
  add(
    catalog,
    'foaf:homepage',
    once(at('/'), () => add(at('/'), 'rdf:type', term('foaf:Document'))),
  )
  add(catalog, 'dct:language', of('language', 'ZHO', 'dct:LinguisticSystem'))
  add(catalog, 'dcat:themeTaxonomy', scheme)
  add(scheme, 'rdf:type', term('skos:ConceptScheme'))
  add(scheme, 'dct:title', said('公共数据资源分类', 'zh'))
  const service = at('/catalog/service/ckan')
  add(catalog, 'dcat:service', service)
  add(service, 'rdf:type', term('dcat:DataService'))
  add(service, 'dct:title', said('CKAN Action API v3', 'en'))
  add(service, 'dcat:endpointURL', at('/api/3/action'))
  add(at('/api/3/action'), 'rdf:type', term('rdfs:Resource'))

  for (const entry of entries) {
    const { live } = entry
    const dataset = at(`/catalog/dataset/${slugOf(entry)}`)
    const distribution = at(`/catalog/dataset/${slugOf(entry)}/distribution`)
    const owner = organisation(entry.department_id)
    const open = live.opening.type === 'unconditional'
    add(catalog, 'dcat:dataset', dataset)
    add(dataset, 'rdf:type', term('dcat:Dataset'))
    add(dataset, 'dct:title', said(live.name, 'zh'))
    if (live.nameEn) add(dataset, 'dct:title', said(live.nameEn, 'en'))
    add(dataset, 'dct:description', said(live.abstract, 'zh'))
    add(dataset, 'dct:identifier', said(entry.code))
    for (const word of live.keywords) add(dataset, 'dcat:keyword', said(word, 'zh'))
    add(dataset, 'dcat:theme', theme(live.classification.slice(0, 3)))
    add(dataset, 'dct:publisher', agent(at(`/catalog/publisher/${owner.id}`), owner.name, owner.nameEn))
    add(dataset, 'dct:issued', typed(entry.first_published_at.toISOString(), 'xsd:dateTime'))
    add(dataset, 'dct:modified', typed(entry.published_at.toISOString(), 'xsd:dateTime'))
    add(dataset, 'dct:accrualPeriodicity', of('frequency', frequencies[live.cycle], 'dct:Frequency'))
    add(dataset, 'dct:accessRights', of('access-right', open ? 'PUBLIC' : 'RESTRICTED', 'dct:RightsStatement'))
    add(dataset, 'dct:language', of('language', 'ZHO', 'dct:LinguisticSystem'))
    add(dataset, 'dcat:distribution', distribution)
    add(distribution, 'rdf:type', term('dcat:Distribution'))
    add(distribution, 'dct:title', said(live.name, 'zh'))
    const access = iri(accessUrl(publicUrl, entry))
    add(distribution, 'dcat:accessURL', access)
    once(access, () => add(access, 'rdf:type', term('rdfs:Resource')))
    const licence = at(`/catalog/licence/${open ? 'unconditional' : 'conditional'}`)
    add(distribution, 'dct:license', licence)
    once(licence, () => {
      add(licence, 'rdf:type', term('dct:LicenseDocument'))
      add(licence, 'dct:title', said(licences[open ? 'unconditional' : 'conditional'].title, 'zh'))
    })
    if (live.opening.condition) {
      const rights = at(`/catalog/dataset/${slugOf(entry)}/rights`)
      add(distribution, 'dct:rights', rights)
      add(rights, 'rdf:type', term('dct:RightsStatement'))
      add(rights, 'rdfs:label', said(live.opening.condition, 'zh'))
    }
  }
  addPaging(add, publicUrl, page)
  return quads
}

/** Hydra, as CKAN's DCAT end point pages: first, last, previous and next. */
function addPaging(add: (...given: Parameters<typeof triple>) => unknown, publicUrl: string, page: Page) {
  const on = (number: number) => iri(`${publicUrl}/catalog?page=${number}`)
  const here = on(page.number)
  add(here, 'rdf:type', term('hydra:PagedCollection'))
  add(here, 'hydra:totalItems', typed(String(page.total), 'xsd:integer'))
  add(here, 'hydra:itemsPerPage', typed(String(page.size), 'xsd:integer'))
  add(here, 'hydra:firstPage', on(1))
  add(here, 'hydra:lastPage', on(page.of))
  if (page.number > 1) add(here, 'hydra:previousPage', on(page.number - 1))
  if (page.number < page.of) add(here, 'hydra:nextPage', on(page.number + 1))
}
