import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ServicePoint } from '@zhengtong/platform/nets/service/halls/contract.ts'
import { Skeleton } from '@zhengtong/ui/components/states.tsx'
import { Facts, Section } from '@zhengtong/ui/components/surfaces.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { BookSlot } from '../features/halls/book-slot.tsx'
import { PointSaid } from '../features/halls/point-said.tsx'
import { pointQuery } from '../features/halls/queries.ts'
import { TakeNumber } from '../features/halls/take-number.tsx'
import { hallWords } from '../features/halls/words.ts'
import { useMe } from '../features/sessions/queries.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'

const route = getRouteApi('/halls/$key')

/** One point: where it is, what it handles, how long one waits, and a number for its queue. */
export function HallPage() {
  const { key } = route.useParams()
  const { itemId } = route.useSearch()
  const query = useQuery(pointQuery(key))
  if (query.isPending) return <Skeleton />
  if (query.isError) return <PageTrouble error={query.error} onRetry={() => void query.refetch()} />
  return <Hall point={query.data} {...(itemId ? { itemId } : {})} />
}

function Hall({ point, itemId }: { point: ServicePoint; itemId?: string }) {
  const t = useWords(hallWords)
  const pick = usePick()
  const name = pick(point.name, point.nameEn)
  const me = useMe()
  const queues = point.windows.length > 0
  return (
    <>
      <Crumbs way={[{ to: '/halls', name: t.title }]} here={name} />
      <div className="reading">
        <div className="stack">
          <PageTitle>{name}</PageTitle>
          <p className="soft">{t.tiers[point.tier]}</p>
          <PointSaid point={point} />
          <Facts
            rows={[
              [t.address, point.address],
              point.phone
                ? [
                    t.phone,
                    <a key="phone" href={`tel:${point.phone}`}>
                      {point.phone}
                    </a>,
                  ]
                : undefined,
              [t.hours, <Hours key="hours" point={point} />],
              [t.run, point.department],
            ]}
          />
          <p>
            <a href={`geo:${point.latitude},${point.longitude}?q=${encodeURIComponent(point.address)}`}>{t.navigate}</a>
          </p>
        </div>
        {queues ? (
          <Section
            title={t.take}
            aside={
              <Link to="/halls/$key/screen" params={{ key: point.key }}>
                {t.screen}
              </Link>
            }
          >
            <TakeNumber point={point} {...(itemId ? { itemId } : {})} />
          </Section>
        ) : null}
        {point.appointments && me.data ? (
          <Section title={t.bookTitle}>
            <BookSlot point={point.key} {...(itemId ? { itemId } : {})} />
          </Section>
        ) : null}
        <Section title={t.canDo}>
          <ul className="rows">
            {point.items.map((item) => (
              <li key={item.id}>
                <Link to="/items/$id" params={{ id: item.id }}>
                  {pick(item.name, item.nameEn)}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </>
  )
}

function Hours({ point }: { point: ServicePoint }) {
  const t = useWords(hallWords)
  return point.hours.map(({ days, opens, closes, holidays }) => (
    <span key={`${days.join()} ${opens}`} className="hours">
      {days.map((day) => t.days[day]).join(' ')} {opens}–{closes}
      {holidays ? ` (${t.holidays})` : ''}
      <br />
    </span>
  ))
}
