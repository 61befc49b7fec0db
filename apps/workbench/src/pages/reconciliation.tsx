import { useNavigate, useSearch } from '@tanstack/react-router'
import type { DifferenceView, ReconciliationView } from '@zhengtong/platform/support/payments/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { Scale } from 'lucide-react'
import { useState } from 'react'
import { differenceWords } from '../features/bills/difference-words.ts'
import { Differences } from '../features/bills/differences.tsx'
import { ReconcileNow } from '../features/bills/reconcile-now.tsx'
import { words, yuanOf } from '../features/bills/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { useTitle } from '../parts/title.ts'

const states = ['open', 'settled'] as const

/** Our books beside those of channels and the treasury: what differs is work, what fits is a line. */
export function ReconciliationPage() {
  const w = useWords(differenceWords)
  const { state } = useSearch({ from: '/work/reconciliation' })
  const navigate = useNavigate()
  const differences = usePaged<DifferenceView>('payment-differences', '/payment-differences', { state })
  const [asking, setAsking] = useState<'channel' | 'voucher'>()
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
      </div>
      <div className="filters">
        <Choice
          label={w.show}
          any={w.any}
          width={240}
          value={state}
          options={states.map((value) => ({ value, label: w.state[value] }))}
          onChange={(next) => void navigate({ to: '/reconciliation', search: { state: next }, replace: true })}
        />
        <span className="grow" />
        <Button onClick={() => setAsking('voucher')}>{w.voucher}</Button>
        <Button type="primary" onClick={() => setAsking('channel')}>
          {w.now}
        </Button>
      </div>
      <div className="list-box">
        <Content of={differences.list}>
          {(rows) =>
            rows.length > 0 ? (
              <Differences rows={rows} />
            ) : (
              <Blank icon={Scale} title={w.noneTitle}>
                <p>{w.none}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      {differences.rows && differences.rows.length > 0 && <More of={differences} />}
      <Days />
      {asking && <ReconcileNow what={asking} onClose={() => setAsking(undefined)} />}
    </>
  )
}

function Days() {
  const w = useWords(differenceWords)
  const names = useWords(words)
  const format = useFormat()
  const days = usePaged<ReconciliationView>('reconciliations', '/reconciliations', {})
  return (
    <section className="list-box flow" aria-labelledby="days">
      <h2 id="days" className="page-head">
        {w.days}
      </h2>
      <Content of={days.list}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="soft">{w.noDays}</p>
          ) : (
            <ul className="ratings">
              {rows.map((row) => (
                <li key={`${row.channel} ${row.day}`} className="line-row line-row--wrap">
                  <b className="grow">
                    {format.day(row.day)} {names.channel[row.channel] ?? row.channel}
                  </b>
                  <span>
                    {w.ours} {w.lines(row.ours, yuanOf(row.oursFen))}
                  </span>
                  <span>
                    {w.theirs} {w.lines(row.theirs, yuanOf(row.theirsFen))}
                  </span>
                  {row.mended > 0 && <span>{w.mended(row.mended)}</span>}
                  <span className={row.differences > 0 ? 'light--red' : 'soft'}>
                    {w.found} {row.differences > 0 ? row.differences : w.fits}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Content>
      {days.rows && days.rows.length > 0 && <More of={days} />}
    </section>
  )
}
