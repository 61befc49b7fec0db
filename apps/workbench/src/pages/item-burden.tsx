import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ItemMeasure, ItemProfile } from '@zhengtong/platform/nets/service/items/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { FileSearch } from 'lucide-react'
import { words } from '../features/burden/words.ts'
import { sayLimit } from '../features/items/say-limit.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { Scroll } from '../parts/scroll.tsx'

const parts = ['materials', 'fields', 'seals', 'signatures'] as const

/** One item's 四免 part by part, and its burden in the first version and now. */
export function ItemBurdenPage() {
  const w = useWords(words)
  const { itemId } = useParams({ from: '/work/items/$itemId/burden' })
  const found = useQuery({
    queryKey: ['item-profiles', itemId],
    queryFn: ({ signal }) =>
      request<ItemProfile>(`/items/${itemId}/profile`, { signal }).catch((error: unknown) => {
        if (error instanceof ApiProblem && error.status === 404) return null
        throw error
      }),
  })
  return (
    <Scroll className="guide-page" label={w.title}>
      <Content of={found}>
        {(profile) =>
          profile ? (
            <Profile profile={profile} />
          ) : (
            <Blank icon={FileSearch} title={w.notYet}>
              <p>{w.notYetHelp}</p>
            </Blank>
          )
        }
      </Content>
    </Scroll>
  )
}

function Profile({ profile }: { profile: ItemProfile }) {
  const w = useWords(words)
  const { exemptions, score, cuts } = profile
  return (
    <article className="sheet flow">
      <h2>{w.exemptions}</h2>
      <table className="list">
        <tbody>
          {parts.map((part) => (
            <tr key={part}>
              <th scope="row">{w.part[part]}</th>
              <td>{w.of(exemptions[part].done, exemptions[part].of)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{w.total}</th>
            <td>
              <b>{score ?? w.totalNone}</b>
            </td>
          </tr>
        </tbody>
      </table>
      <h2>{w.before}</h2>
      <Before profile={profile} />
      <p>{w.cutSaid(cuts.uploads, cuts.days, cuts.becameInstant)}</p>
    </article>
  )
}

function Before({ profile: { first, measure } }: { profile: ItemProfile }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const lines: [string, (of: ItemMeasure) => string | number][] = [
    [w.materialsCount, (of) => of.materials],
    [w.uploads, (of) => of.uploads],
    [w.free, (of) => of.free],
    [w.visits, (of) => w.times(of.visits)],
    [w.promised, (of) => (of.promised ? (sayLimit(of.promised, language) ?? '—') : '—')],
    [w.instant, (of) => (of.instant ? w.yes : '—')],
  ]
  return (
    <table className="list">
      <thead>
        <tr>
          <td />
          <th scope="col">{w.was}</th>
          <th scope="col">{w.now}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(([name, say]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{say(first)}</td>
            <td>{say(measure)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
