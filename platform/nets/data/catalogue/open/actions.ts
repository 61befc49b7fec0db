import type { Db } from '#ground/database/index.ts'
import {
  ActionError,
  filterOf,
  groupOf,
  type Organisation,
  orderOf,
  organisationOf,
  packageOf,
  resourceOf,
  tagOf,
  wordsOf,
} from './ckan.ts'
import { licences, slugOf } from './links.ts'
import { countOpen, countOpenFacets, type FacetName, listOpen, type OpenEntry } from './store.ts'

export type OpenNeeds = {
  db: Db
  realm: string
  publicUrl: string
  cityName: () => Promise<string>
  departments: () => Promise<Organisation[]>
}

/** What came with a call: the query of a GET, the JSON of a POST. */
export type Arguments = Record<string, unknown>
type Action = { help: string; run: (given: Arguments) => Promise<unknown> }

const facetTitles = ['organization', 'tags', 'res_format', 'license_id', 'groups'] as const
const everything = { limit: 100_000, offset: 0, order: { by: 'name', descending: false } } as const

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined

function whole(given: Arguments, name: string, otherwise: number, most: number): number {
  const said = text(given[name])
  if (said === undefined) return otherwise
  if (!/^\d{1,9}$/.test(said))
    throw new ActionError('Validation Error', `${name} is no number`, { [name]: ['Invalid integer'] })
  return Math.min(Number(said), most)
}

function needed(given: Arguments, name: string): string {
  const said = text(given[name])
  if (said === undefined) throw new ActionError('Validation Error', `${name} is missing`, { [name]: ['Missing value'] })
  return said
}

function truth(value: unknown): boolean {
  return value === true || ['true', 't', '1', 'yes'].includes(String(value).toLowerCase())
}

/** `facet.field` is a JSON list, in a GET as in a POST. */
function facetFields(given: Arguments): readonly FacetName[] {
  const said = given['facet.field']
  if (said === undefined || said === '') return []
  let list: unknown = said
  if (typeof said === 'string')
    try {
      list = JSON.parse(said.replaceAll("'", '"'))
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      list = undefined
    }
  if (!Array.isArray(list))
    throw new ActionError('Validation Error', 'facet.field is no list', { 'facet.field': ['Invalid list'] })
  return facetTitles.filter((name) => list.includes(name))
}

/** The reading half of CKAN's Action API v3 over what is open, so that harvesters and tools of others work unchanged. */
export function createActions({ db, realm, publicUrl, cityName, departments }: OpenNeeds): Record<string, Action> {
  async function surroundings() {
    const all = new Map((await departments()).map((each) => [each.id, each]))
    return { publicUrl, organisation: (id: string) => all.get(id) ?? { id, name: id, nameEn: id } }
  }

  async function find(id: string): Promise<OpenEntry> {
    const [entry] = await listOpen(db, realm, { ids: [id] }, { ...everything, limit: 1 })
    if (!entry) throw new ActionError('Not Found Error', 'Not found')
    return entry
  }

  async function search(given: Arguments) {
    const filter = {
      ...filterOf(
        [given.fq, given.fq_list]
          .flat()
          .map((each) => text(each) ?? '')
          .join(' '),
      ),
      words: wordsOf(text(given.q)),
    }
    const limit = whole(given, 'rows', 10, 1000)
    const fields = facetFields(given)
    const [count, entries, counts, around] = await Promise.all([
      countOpen(db, realm, filter),
      listOpen(db, realm, filter, {
        limit,
        offset: whole(given, 'start', 0, 1_000_000_000),
        order: orderOf(text(given.sort)),
      }),
      fields.length > 0 ? countOpenFacets(db, realm, filter) : [],
      surroundings(),
    ])
    const most = whole(given, 'facet.limit', 50, 1000)
    const of = (name: FacetName) => counts.filter(({ facet }) => facet === name).slice(0, most)
    const say = (name: FacetName, value: string) =>
      name === 'organization' ? around.organisation(value).name : name === 'groups' ? groupOf(value).title : value
    return {
      count,
      sort: text(given.sort) ?? 'metadata_modified desc',
      results: entries.map((entry) => packageOf(entry, around)),
      facets: Object.fromEntries(
        fields.map((name) => [name, Object.fromEntries(of(name).map(({ value, count: n }) => [value, n]))]),
      ),
      search_facets: Object.fromEntries(
        fields.map((name) => [
          name,
          {
            title: name,
            items: of(name).map(({ value, count: n }) => ({ name: value, display_name: say(name, value), count: n })),
          },
        ]),
      ),
    }
  }

  const counted = async (facet: FacetName) =>
    (await countOpenFacets(db, realm, {})).filter((each) => each.facet === facet)

  async function organisations(given: Arguments) {
    const [counts, { organisation }] = await Promise.all([counted('organization'), surroundings()])
    const all = counts.map(({ value, count }) => ({ ...organisationOf(organisation(value)), package_count: count }))
    return truth(given.all_fields) ? all : all.map(({ name }) => name)
  }

  async function shown(given: Arguments, kind: 'organization' | 'groups') {
    const id = needed(given, 'id')
    const found = (await counted(kind)).find(({ value }) => value === id)
    if (!found) throw new ActionError('Not Found Error', 'Not found')
    const around = await surroundings()
    const body = kind === 'groups' ? groupOf(id) : organisationOf(around.organisation(id))
    const filter = kind === 'groups' ? { groups: [id] } : { departments: [id] }
    const packages = truth(given.include_datasets)
      ? await listOpen(db, realm, filter, { ...everything, limit: 1000 })
      : []
    return { ...body, package_count: found.count, packages: packages.map((entry) => packageOf(entry, around)) }
  }

  const actions: Record<string, Action> = {
    site_read: { help: 'Whether the site may be read', run: async () => true },
    status_show: {
      help: 'The version of the API and what it supports',
      run: async () => ({
        ...{ ckan_version: '2.11.0', site_title: `${await cityName()}公共数据开放目录`, site_url: publicUrl },
        ...{ site_description: '', locale_default: 'zh_Hans_CN', extensions: ['dcat'], error_emails_to: null },
      }),
    },
    package_list: {
      help: 'The names of all datasets; limit and offset',
      run: async (given) =>
        (
          await listOpen(
            db,
            realm,
            {},
            {
              ...everything,
              limit: whole(given, 'limit', 100_000, 100_000),
              offset: whole(given, 'offset', 0, 1_000_000_000),
            },
          )
        ).map(slugOf),
    },
    current_package_list_with_resources: {
      help: 'Datasets with their resources, the latest changed first; limit and offset',
      run: async (given) => {
        const page = { limit: whole(given, 'limit', 10, 1000), offset: whole(given, 'offset', 0, 1_000_000_000) }
        const [entries, around] = await Promise.all([
          listOpen(db, realm, {}, { ...page, order: { by: 'changed', descending: true } }),
          surroundings(),
        ])
        return entries.map((entry) => packageOf(entry, around))
      },
    },
    package_show: {
      help: 'One dataset by id, name or identifier',
      run: async (given) => {
        const [entry, around] = await Promise.all([find(needed(given, 'id')), surroundings()])
        return packageOf(entry, around)
      },
    },
    package_search: { help: 'Datasets by q, fq, sort, rows, start, facet.field', run: search },
    resource_show: {
      help: 'One resource by id',
      run: async (given) => resourceOf(await find(needed(given, 'id')), publicUrl),
    },
    resource_search: {
      help: 'Resources by query=field:word with the fields name, description and format',
      run: async (given) => {
        const query = [given.query].flat().map((each) => text(each) ?? '')
        const filter: { words: string[]; formats?: string[] } = { words: [] }
        for (const each of query) {
          const [, field, word = ''] = /^(name|description|format):(.+)$/.exec(each) ?? []
          if (!field)
            throw new ActionError('Validation Error', 'query is not understood', { query: [`Not understood: ${each}`] })
          if (field === 'format') filter.formats = [...(filter.formats ?? []), word]
          else filter.words.push(...wordsOf(word))
        }
        const page = { limit: whole(given, 'limit', 100, 1000), offset: whole(given, 'offset', 0, 1_000_000_000) }
        const [count, entries] = await Promise.all([
          countOpen(db, realm, filter),
          listOpen(db, realm, filter, { ...page, order: everything.order }),
        ])
        return { count, results: entries.map((entry) => resourceOf(entry, publicUrl)) }
      },
    },
    organization_list: { help: 'The departments with open datasets', run: organisations },
    organization_show: { help: 'One department by id', run: (given) => shown(given, 'organization') },
    group_list: {
      help: 'The subjects with open datasets',
      run: async (given) => {
        const all = (await counted('groups')).map(({ value, count }) => ({ ...groupOf(value), package_count: count }))
        return truth(given.all_fields) ? all : all.map(({ name }) => name)
      },
    },
    group_show: { help: 'One subject by id', run: (given) => shown(given, 'groups') },
    tag_list: {
      help: 'All keywords, or those with query in them',
      run: async (given) => {
        const query = text(given.query)?.toLowerCase() ?? ''
        const names = (await counted('tags'))
          .map(({ value }) => value)
          .filter((name) => name.toLowerCase().includes(query))
        return truth(given.all_fields) ? names.map(tagOf) : names.sort()
      },
    },
    tag_show: {
      help: 'One keyword by id',
      run: async (given) => {
        const name = needed(given, 'id')
        if ((await countOpen(db, realm, { tags: [name] })) === 0) throw new ActionError('Not Found Error', 'Not found')
        return tagOf(name)
      },
    },
    license_list: {
      help: 'The terms under which data is open',
      run: async () =>
        Object.values(licences).map(({ id, title }) => ({ id, title, status: 'active', url: '', family: '' })),
    },
  }
  actions.help_show = {
    help: 'What an action does, by name',
    run: async (given) => {
      const name = needed(given, 'name')
      const action = Object.hasOwn(actions, name) ? actions[name] : undefined
      if (!action) throw new ActionError('Not Found Error', 'Action name not known')
      return action.help
    },
  }
  return actions
}
