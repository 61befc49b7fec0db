import { useQuery } from '@tanstack/react-query'
import type { DatasetView } from '@zhengtong/platform/nets/data/opening/portal/contract.ts'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { pointsQuery } from './queries.ts'
import { openDataWords } from './words.ts'

/** How often the values of a field occur, as bars with their numbers beside them. */
export function Bars({ dataset, chart }: { dataset: DatasetView; chart: DatasetView['charts'][number] }) {
  const t = useWords(openDataWords)
  const pick = usePick()
  const format = useFormat()
  const field = dataset.fields.find(({ key }) => key === chart.key)
  if (!field) return null
  const most = Math.max(...chart.top.map(({ count }) => count))
  return (
    <figure className="data-figure">
      <figcaption>{t.chartOf(pick(field.name, field.nameEn))}</figcaption>
      <dl className="data-bars">
        {chart.top.map(({ value, count }) => (
          <Bar key={value} name={field.codes?.[value] ?? value} share={count / most} count={format.number(count)} />
        ))}
      </dl>
    </figure>
  )
}

function Bar({ name, share, count }: { name: string; share: number; count: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd aria-hidden>
        <div className="data-bars__bar" style={{ width: `${share * 100}%` }} />
      </dd>
      <dd>{count}</dd>
    </>
  )
}

const size = 300
const drawn = 1000

/** The places of the rows by their coordinates. It says nothing that the rows do not. */
export function PlaceMap({ id }: { id: string }) {
  const t = useWords(openDataWords)
  const format = useFormat()
  const query = useQuery(pointsQuery(id))
  if (query.isPending) return <Skeleton blocks={1} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  const points = query.data.features.flatMap(({ geometry }) => (geometry ? [geometry.coordinates] : []))
  if (points.length === 0) return null
  const [west, east] = ends(points.map(([x]) => x))
  const [south, north] = ends(points.map(([, y]) => y))
  // One scale for both: a degree of longitude is shorter than one of latitude by the cosine of the latitude.
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const span = Math.max((east - west) * narrow, north - south, 0.001)
  const place = ([x, y]: [number, number]) => ({
    cx: size / 2 + (((x - (west + east) / 2) * narrow) / span) * size * 0.85,
    cy: size / 2 - ((y - (south + north) / 2) / span) * size * 0.85,
  })
  return (
    <figure className="data-figure">
      <svg
        className="data-map"
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={t.points(format.number(points.length))}
      >
        {points.slice(0, drawn).map((point, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two rows may lie at one place, and nothing moves
          <circle key={at} {...place(point)} r={4} />
        ))}
      </svg>
      <figcaption className="soft">
        {t.points(format.number(points.length))}。{t.mapHelp}
      </figcaption>
    </figure>
  )
}

const ends = (values: number[]): [number, number] => [
  values.reduce((least, each) => Math.min(least, each)),
  values.reduce((most, each) => Math.max(most, each)),
]
