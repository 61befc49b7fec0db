import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { resultsQuery } from './queries.ts'
import { hallWords } from './words.ts'

/** Results of one's own that wait at a service point: where, until when, and what to bring. */
export function MyResults() {
  const t = useWords(hallWords)
  const format = useFormat()
  const query = useQuery(resultsQuery)
  if (query.isPending) return <Skeleton blocks={1} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  if (query.data.items.length === 0) return <p className="soft">{t.noResults}</p>
  return (
    <>
      <p className="soft">{t.resultsHelp}</p>
      <ul className="rows" aria-label={t.results}>
        {query.data.items.map((row) => (
          <li key={row.id} className="stack-8">
            <p className="row row--wrap">
              <Link to="/cases/$id" params={{ id: row.caseId }}>
                {row.itemName}
              </Link>
              {row.overdue ? <StateMark tone="danger">{t.resultOverdue}</StateMark> : null}
            </p>
            <p>{row.documents.map(({ name, no }) => (no ? `${name}（${no}）` : name)).join('、')}</p>
            <p>
              <Link to="/halls/$key" params={{ key: row.point }}>
                {row.pointName}
              </Link>{' '}
              {row.address} · {t.keptUntil(format.day(row.keepUntil))}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
