import { accessUrl, groupName, licences, slugOf } from './links.ts'
import type { OpenEntry, OpenFilter, Order } from './store.ts'

/** What an action of CKAN answers with instead of a result. */
export class ActionError extends Error {
  readonly type: 'Not Found Error' | 'Validation Error'
  readonly fields: Record<string, string[]>
  constructor(type: ActionError['type'], message: string, fields: Record<string, string[]> = {}) {
    super(message)
    this.type = type
    this.fields = fields
  }
}

export type Organisation = { id: string; name: string; nameEn?: string | undefined }
type Surroundings = { publicUrl: string; organisation: (id: string) => Organisation }

/** CKAN says instants in UTC without their zone. */
const stamp = (date: Date): string => date.toISOString().replace('Z', '')

/** An entry as CKAN's `package_show` gives a dataset. What CKAN has no word for stands in `extras`. */
export function packageOf(entry: OpenEntry, { publicUrl, organisation }: Surroundings) {
  const { live, id, code } = entry
  const group = live.classification.slice(0, 3)
  const licence = licences[live.opening.type === 'conditional' ? 'conditional' : 'unconditional']
  const owner = organisation(entry.department_id)
  return {
    id,
    name: slugOf(entry),
    title: live.name,
    notes: live.abstract,
    author: owner.name,
    maintainer: owner.name,
    private: false,
    isopen: live.opening.type === 'unconditional',
    state: 'active',
    type: 'dataset',
    version: String(entry.version),
    url: `${publicUrl}/api/3/action/package_show?id=${slugOf(entry)}`,
    license_id: licence.id,
    license_title: licence.title,
    metadata_created: stamp(entry.first_published_at),
    metadata_modified: stamp(entry.changed_at),
    owner_org: owner.id,
    organization: organisationOf(owner),
    num_resources: 1,
    num_tags: live.keywords.length,
    tags: live.keywords.map((name) => tagOf(name)),
    groups: [{ id: group, name: group, title: groupName(group), display_name: groupName(group) }],
    resources: [resourceOf(entry, publicUrl)],
    extras: [
      { key: 'identifier', value: code },
      { key: 'frequency', value: live.cycle },
      { key: 'sharing', value: live.sharing.type },
      ...(live.opening.condition ? [{ key: 'opening_condition', value: live.opening.condition }] : []),
      ...(live.nameEn ? [{ key: 'title_en', value: live.nameEn }] : []),
    ],
  }
}

export function resourceOf(entry: OpenEntry, publicUrl: string) {
  const { id, live } = entry
  return {
    id,
    package_id: id,
    name: live.name,
    description: live.abstract,
    format: live.format,
    url: accessUrl(publicUrl, entry),
    state: 'active',
    position: 0,
    created: stamp(entry.first_published_at),
    last_modified: stamp(entry.published_at),
    schema: live.items.map(({ key, name, type }) => ({ key, name, type })),
  }
}

export const organisationOf = ({ id, name, nameEn }: Organisation) => ({
  ...{ id, name: id, title: name, description: nameEn ?? '', display_name: name },
  ...{ type: 'organization', is_organization: true, state: 'active', approval_status: 'approved' },
})

export const groupOf = (key: string) => ({
  ...{ id: key, name: key, title: groupName(key), display_name: groupName(key) },
  ...{ type: 'group', is_organization: false, state: 'active', approval_status: 'approved' },
})

export const tagOf = (name: string) => ({ id: name, name, display_name: name, state: 'active', vocabulary_id: null })

/** `q` of Solr as far as catalogues use it: words, all of which must occur; `*:*` is everything. */
export const wordsOf = (q: string | undefined): string[] =>
  (q ?? '')
    .replace(/\*:\*/g, ' ')
    .replace(/["()]|\bAND\b/g, ' ')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word && word !== '*')
    .slice(0, 10)

const fields: Record<string, keyof OpenFilter> = {
  organization: 'departments',
  owner_org: 'departments',
  tags: 'tags',
  res_format: 'formats',
  license_id: 'licences',
  groups: 'groups',
  id: 'ids',
  name: 'ids',
}
const harmless = new Set(['state:active', 'dataset_type:dataset', 'private:false', 'capacity:public', '*:*'])

/** `fq`: `field:value`, `field:"a value"`, `field:(a OR b)`. Refuses what it would otherwise pass over in silence. */
export function filterOf(fq: string): OpenFilter {
  const filter: { -readonly [Key in keyof OpenFilter]: string[] } = {}
  let rest = fq.replace(/\bAND\b/g, ' ').trim()
  while (rest) {
    const found = /^\+?([a-z_*]+):("[^"]*"|\([^)]*\)|[^\s"()]+)\s*/.exec(rest)
    if (!found) throw new ActionError('Validation Error', 'fq is not understood', { fq: [`Not understood: ${rest}`] })
    rest = rest.slice(found[0].length)
    const [, name = '', said = ''] = found
    const values = said.startsWith('(')
      ? [...said.slice(1, -1).matchAll(/"([^"]*)"|(\S+)/g)]
          .map(([, quoted, plain]) => quoted ?? plain ?? '')
          .filter((one) => one !== 'OR')
      : [said.replace(/^"|"$/g, '')]
    if (harmless.has(`${name}:${values[0]}`)) continue
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!field) throw new ActionError('Validation Error', 'fq is not understood', { fq: [`No such field: ${name}`] })
    filter[field] = [...(filter[field] ?? []), ...values]
  }
  return filter
}

const sortable: Record<string, Order['by']> = {
  score: 'changed',
  metadata_modified: 'changed',
  metadata_created: 'published',
  title_string: 'name',
  title: 'name',
  name: 'name',
}

/** `sort`: the first field that is said decides. */
export function orderOf(sort: string | undefined): Order {
  const found = /^\s*([a-z_]+)(?:\s+(asc|desc))?/i.exec(sort ?? 'metadata_modified desc')
  const name = found?.[1] ?? ''
  const by = Object.hasOwn(sortable, name) ? sortable[name] : undefined
  if (!by) throw new ActionError('Validation Error', 'sort is not understood', { sort: [`Cannot sort by ${sort}`] })
  return { by, descending: (found?.[2] ?? 'asc').toLowerCase() === 'desc' }
}
