import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Skeleton } from '@zhengtong/ui/components/states.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { screenQuery } from '../features/halls/queries.ts'
import { hallWords } from '../features/halls/words.ts'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'
import '../features/halls/halls.css'

const route = getRouteApi('/halls/$key/screen')

/** 叫号屏: what hangs in the hall, in type that is read from the last row. Numbers and windows, nobody's name. */
export function HallScreenPage() {
  const t = useWords(hallWords)
  const { key } = route.useParams()
  const query = useQuery(screenQuery(key))
  if (query.isPending) return <Skeleton />
  if (query.isError && !query.data) return <PageTrouble error={query.error} onRetry={() => void query.refetch()} />
  const { pointName, calls, next, skipped, waiting, minutes } = query.data
  return (
    <div className="calling">
      <PageTitle>{pointName}</PageTitle>
      <section aria-labelledby="calling">
        <h2 id="calling">{t.calling}</h2>
        {calls.length > 0 ? (
          <table aria-labelledby="calling" aria-live="polite">
            <tbody>
              {calls.map((call) => (
                <tr key={`${call.no} ${call.at}`}>
                  <th scope="row">{call.no}</th>
                  <td>
                    {t.window(call.window)}
                    {call.again ? ` · ${t.again}` : ''}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : (
          <p className="calling__next">{t.noCalls}</p>
        )}
      </section>
      <p className="calling__next">
        {waiting === 0 ? t.queue(0, 0) : `${t.queue(waiting, minutes)} · ${t.nextNumbers} ${next.join(' ')}`}
      </p>
      {skipped.length > 0 ? (
        <p className="calling__next">
          {t.skippedNumbers}：{skipped.join(' ')}
        </p>
      ) : null}
      <p>
        <Link to="/halls/$key" params={{ key }}>
          {t.back}
        </Link>
      </p>
    </div>
  )
}
