import { Link } from '@tanstack/react-router'
import type { Audience, ItemFacets } from '@zhengtong/platform/nets/service/items/contract.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { X } from 'lucide-react'
import { useId } from 'react'
import type { ItemAddress } from './address.ts'
import { itemWords } from './words.ts'

const words = defineWords(
  {
    narrow: '缩小范围',
    audience: '谁来办',
    type: '事项类型',
    theme: '主题',
    department: '部门',
    onlineOnly: '只看可以网上办的',
    chosen: '已选的条件',
    remove: (name: string) => `去掉条件：${name}`,
    count: (count: number) => `${count} 个`,
  },
  {
    narrow: 'Narrow down',
    audience: 'For',
    type: 'Kind',
    theme: 'Theme',
    department: 'Department',
    onlineOnly: 'Only what can be done online',
    chosen: 'Chosen filters',
    remove: (name: string) => `Remove filter: ${name}`,
    count: (count: number) => `${count} found`,
  },
)
type Facet = keyof ItemFacets
const MOST = 12

/** What the found items can be narrowed by, each with its count. Filters live in the address. */
export function Facets({ facets, search }: { facets: ItemFacets; search: ItemAddress }) {
  const t = useWords(words)
  const name = useFacetName()
  return (
    <nav className="facets" aria-label={t.narrow}>
      <Link
        to="/items"
        search={toggled(search, 'online', search.online ? undefined : true)}
        aria-current={search.online}
      >
        {t.onlineOnly}
      </Link>
      {(['audience', 'theme', 'type', 'department'] as const).map((facet) => (
        <FacetList key={facet} title={t[facet]} facet={facet} counts={facets[facet]} search={search} name={name} />
      ))}
    </nav>
  )
}

function FacetList(props: {
  title: string
  facet: Facet
  counts: { value: string; count: number }[]
  search: ItemAddress
  name: (facet: Facet, value: string) => string
}) {
  const { facet, search, counts } = props
  const id = useId()
  const t = useWords(words)
  const chosen = search[facet]
  if (counts.length < 2 && !chosen) return null
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{props.title}</h2>
      <ul>
        {counts.slice(0, MOST).map(({ value, count }) => (
          <li key={value}>
            <Link
              to="/items"
              search={toggled(search, facet, value === chosen ? undefined : value)}
              aria-current={value === chosen ? 'true' : undefined}
            >
              <span>{props.name(facet, value)}</span>
              <span className="soft" aria-hidden>
                {count}
              </span>
              <span className="unseen">{t.count(count)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The filters that are on, each with a way to take it off. */
export function ChosenFilters({ search }: { search: ItemAddress }) {
  const t = useWords(words)
  const name = useFacetName()
  const chosen = (['audience', 'theme', 'type', 'department'] as const).flatMap((facet) => {
    const value = search[facet]
    return value ? [{ facet, said: name(facet, value) } as const] : []
  })
  const all = [...chosen, ...(search.online ? [{ facet: 'online', said: t.onlineOnly } as const] : [])]
  if (all.length === 0) return null
  return (
    <ul className="filters" aria-label={t.chosen}>
      {all.map(({ facet, said }) => (
        <li key={facet}>
          <Link to="/items" search={toggled(search, facet, undefined)} aria-label={t.remove(said)}>
            {said}
            <X className="icon icon--small" aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  )
}

function useFacetName() {
  const t = useWords(itemWords)
  return (facet: Facet, value: string): string => {
    if (facet === 'audience') return t.audiences[value as Audience] ?? value
    return facet === 'type' ? (t.types[value] ?? value) : value
  }
}

function toggled(search: ItemAddress, key: keyof ItemAddress, value: string | true | undefined): ItemAddress {
  const { [key]: _, ...others } = search
  return value === undefined ? others : { ...others, [key]: value }
}
