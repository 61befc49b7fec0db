import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { iconOf } from '../life-maps/icons.ts'
import { lifeMapsQuery } from '../life-maps/queries.ts'
import { overviewQuery } from './queries.ts'
import { recentItems } from './recent.ts'
import './home-sections.css'

const words = defineWords(
  {
    often: '网上能办',
    recent: '最近看过',
    all: '全部事项',
    matters: '一件事一次办',
    none: '暂无事项',
  },
  {
    often: 'Online now',
    recent: 'Looked at lately',
    all: 'All services',
    matters: 'Done as one matter',
    none: 'No services yet',
  },
)
const MOST_TILES = 9

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

/** Tiles for what happens in a life: only those that have items, so that no tile leads nowhere. */
export function LifeEvents() {
  const t = useWords(words)
  const pick = usePick()
  const { data } = useQuery(lifeMapsQuery)
  const map = data?.find(({ key }) => key === 'person')
  const stages = map?.stages.filter(({ count }) => count > 0).slice(0, MOST_TILES) ?? []
  if (!map || stages.length === 0) return null
  return (
    <Section
      title={pick(map.title, map.titleEn)}
      aside={
        <span className="row row--wrap">
          <Link className="quiet-link" to="/matters">
            {t.matters}
          </Link>
          <AllItems />
        </span>
      }
    >
      <ul className="tiles">
        {stages.map((stage) => {
          const Icon = iconOf(stage.icon)
          return (
            <li key={stage.key}>
              <Link className="tile" to="/life/$map/$stage" params={{ map: 'person', stage: stage.key }}>
                <Icon className="icon" aria-hidden />
                <b>{pick(stage.name, stage.nameEn)}</b>
                <small>{pick(stage.about, stage.aboutEn)}</small>
              </Link>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** The way of an enterprise, from its first day to its last. A stage without items is named but leads nowhere. */
export function BusinessStages() {
  const t = useWords(words)
  const pick = usePick()
  const { data } = useQuery(lifeMapsQuery)
  const map = data?.find(({ key }) => key === 'enterprise')
  if (!map || map.stages.every(({ count }) => count === 0)) return null
  return (
    <Section title={pick(map.title, map.titleEn)}>
      <ol className="stages">
        {map.stages.map((stage) => (
          <li key={stage.key}>
            {stage.count > 0 ? (
              <Link to="/life/$map/$stage" params={{ map: 'enterprise', stage: stage.key }}>
                <b>{pick(stage.name, stage.nameEn)}</b>
                <span>{pick(stage.about, stage.aboutEn)}</span>
              </Link>
            ) : (
              <>
                <b>{pick(stage.name, stage.nameEn)}</b>
                <span>{t.none}</span>
              </>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** What was looked at last on this device. */
export function RecentItems() {
  const t = useWords(words)
  const pick = usePick()
  const [recent] = useState(recentItems)
  if (recent.length === 0) return null
  return (
    <ul className="often" aria-label={t.recent}>
      <li className="soft" aria-hidden>
        {t.recent}
      </li>
      {recent.map((item) => (
        <li key={item.id}>
          <Link to="/items/$id" params={{ id: item.id }}>
            {pick(item.name, item.nameEn)}
          </Link>
        </li>
      ))}
    </ul>
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
