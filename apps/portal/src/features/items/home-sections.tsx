import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { LayoutGrid } from 'lucide-react'
import { lifeEvents, stages, themeWithItems } from './life-events.ts'
import { overviewQuery } from './queries.ts'
import './home-sections.css'

const words = defineWords(
  {
    often: '网上能办',
    life: '人生大事',
    business: '办企业、开店',
    all: '全部事项',
    count: (count: number) => `${count} 个事项`,
    none: '暂无事项',
  },
  {
    often: 'Online now',
    life: 'Life events',
    business: 'Starting and running a business',
    all: 'All services',
    count: (count: number) => (count === 1 ? '1 service' : `${count} services`),
    none: 'No services yet',
  },
)
const MOST_TILES = 9
const FEWEST_TILES = 3
/** The theme of items that nobody could place. */
const OTHER = '其他'
/** Themes that a tile or a stage stands for already. */
const known = new Set([...lifeEvents, ...stages].flatMap(({ themes }) => themes))

/** A few real items that can be applied for at once. */
export function OnlineNow() {
  const t = useWords(words)
  const pick = usePick()
  const { data } = useQuery(overviewQuery)
  if (!data?.online.length) return null
  return (
    <ul className="often" aria-label={t.often}>
      <li className="soft" aria-hidden>
        {t.often}
      </li>
      {data.online.map((item) => (
        <li key={item.id}>
          <Link to="/items/$id" params={{ id: item.id }}>
            {pick(item.name, item.nameEn)}
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** Tiles for what happens in a life: only those that have items, filled up with other themes that do. */
export function LifeEvents() {
  const t = useWords(words)
  const pick = usePick()
  const { data } = useQuery(overviewQuery)
  const counts = data?.facets?.theme ?? []
  const events = lifeEvents.flatMap((event) => {
    const theme = themeWithItems(event.themes, counts)
    return theme
      ? [{ theme, icon: event.icon, name: pick(event.zh, event.en), about: pick(event.about, event.aboutEn) }]
      : []
  })
  const used = new Set(events.map(({ theme }) => theme))
  const plain = counts
    .filter(({ value }) => value !== OTHER && !used.has(value))
    .map(({ value, count }) => ({ theme: value, icon: LayoutGrid, name: value, about: t.count(count) }))
  const others = plain.filter(({ theme }) => !known.has(theme))
  // A city with few items yet shows the themes of its enterprises here, too, instead of an empty row.
  const enough = events.length + others.length >= FEWEST_TILES
  const tiles = [...events, ...(enough ? others : plain)].slice(0, MOST_TILES)
  if (tiles.length === 0) return null
  return (
    <Section title={t.life} aside={<AllItems />}>
      <ul className="tiles">
        {tiles.map(({ theme, icon: Icon, name, about }) => (
          <li key={theme}>
            <Link className="tile" to="/items" search={{ theme }}>
              <Icon className="icon" aria-hidden />
              <b>{name}</b>
              <small>{about}</small>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The way of an enterprise, from its first day to its last. A stage without items is named but leads nowhere. */
export function BusinessStages() {
  const t = useWords(words)
  const pick = usePick()
  const { data } = useQuery(overviewQuery)
  const counts = data?.facets?.theme ?? []
  const placed = stages.map((stage) => ({ ...stage, theme: themeWithItems(stage.themes, counts) }))
  if (placed.every(({ theme }) => theme === undefined)) return null
  return (
    <Section title={t.business}>
      <ol className="stages">
        {placed.map((stage) => (
          <li key={stage.zh}>
            {stage.theme ? (
              <Link to="/items" search={{ theme: stage.theme }}>
                <b>{pick(stage.zh, stage.en)}</b>
                <span>{pick(stage.about, stage.aboutEn)}</span>
              </Link>
            ) : (
              <>
                <b>{pick(stage.zh, stage.en)}</b>
                <span>{t.none}</span>
              </>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}

function AllItems() {
  const t = useWords(words)
  return (
    <Link className="quiet-link" to="/items">
      {t.all}
    </Link>
  )
}
