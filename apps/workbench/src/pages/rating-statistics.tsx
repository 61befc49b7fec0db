import { useNavigate, useSearch } from '@tanstack/react-router'
import type { RatingStatistics } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { address } from '@zhengtong/ui/api/request.ts'
import { todayInCity } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input } from 'antd'
import { ChartColumn } from 'lucide-react'
import { RatingTabs } from '../features/ratings/rating-tabs.tsx'
import { StatisticsTable } from '../features/ratings/statistics-table.tsx'
import { words } from '../features/ratings/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { CopyAddress } from '../parts/copy-address.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { useTitle } from '../parts/title.ts'

/** Satisfaction, call-back and rectification by department. */
export function RatingStatisticsPage() {
  const w = useWords(words)
  const period = useSearch({ from: '/work/ratings/statistics' })
  const navigate = useNavigate()
  const today = todayInCity()
  const { from = `${today.slice(0, 4)}-01-01`, to = today, by } = period
  const figures = usePaged<RatingStatistics>('rating-statistics', '/rating-statistics', { from, to, by })
  const change = (part: typeof period) =>
    void navigate({ to: '/ratings/statistics', search: { ...period, ...part }, replace: true })
  useTitle(w.statistics)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <RatingTabs />
      </div>
      <div className="filters">
        <Input
          type="date"
          prefix={<span className="soft">{w.from}</span>}
          aria-label={w.from}
          style={{ width: 176 }}
          value={from}
          onChange={({ target }) => target.value && change({ from: target.value })}
        />
        <Input
          type="date"
          prefix={<span className="soft">{w.to}</span>}
          aria-label={w.to}
          style={{ width: 176 }}
          value={to}
          onChange={({ target }) => target.value && change({ to: target.value })}
        />
        <Choice
          label={w.by}
          any={w.department}
          width={180}
          value={by}
          options={(['item', 'window'] as const).map((value) => ({ value, label: w.parts[value] }))}
          onChange={(next) => change({ by: next })}
        />
        <span className="grow" />
        <a href={address('/rating-statistics.csv', { from, to, by })} download>
          {w.csv}
        </a>
        <CopyAddress />
      </div>
      <div className="list-box">
        <Content of={figures.list}>
          {(rows) =>
            rows.length > 0 ? (
              <StatisticsTable rows={rows} />
            ) : (
              <Blank icon={ChartColumn} title={w.noFigures}>
                <p>{w.noFiguresHelp}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      {figures.rows && figures.rows.length > 0 && <More of={figures}>{w.figuresHelp}</More>}
    </>
  )
}
