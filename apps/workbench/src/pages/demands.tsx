import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { DemandLine } from '@zhengtong/platform/nets/data/sharing/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { Share2 } from 'lucide-react'
import { useState } from 'react'
import { FileDialog } from '../features/demands/file-dialog.tsx'
import { tones, words } from '../features/demands/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { StateWord } from '../parts/state-word.tsx'
import { useTitle } from '../parts/title.ts'
import { holdsAny, useMe } from '../session.ts'

const states = Object.keys(tones) as (keyof typeof tones)[]

/** 数据供需: what my departments ask for and have to answer; the data office sees all. */
export function DemandsPage() {
  const w = useWords(words)
  const { state } = useSearch({ from: '/work/demands' })
  const navigate = useNavigate()
  const demands = usePaged<DemandLine>('demands', '/sharing/demands', { state })
  const me = useMe()
  const [filing, setFiling] = useState(false)
  useTitle(w.title)
  return (
    <>
      <div className="page-head page-head--line">
        <h1>{w.title}</h1>
        {holdsAny(me, ['intake', 'reviewer', 'decider', 'head', 'supervisor']) && (
          <Button type="primary" onClick={() => setFiling(true)}>
            {w.file}
          </Button>
        )}
      </div>
      <p className="pad soft">{w.intro}</p>
      <div className="filters">
        <Choice
          label={w.show}
          any={w.any}
          width={240}
          value={state}
          options={states.map((value) => ({ value, label: w.state[value] }))}
          onChange={(next) => void navigate({ to: '/demands', search: { state: next }, replace: true })}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="list-box" tabIndex={0} aria-label={w.title}>
        <Content of={demands.list}>
          {(rows) =>
            rows.length > 0 ? (
              <table className="list list--cards">
                <caption className="unseen">{w.title}</caption>
                <thead>
                  <tr>
                    <th scope="col">{w.no}</th>
                    <th scope="col">{w.data}</th>
                    <th scope="col">{w.user}</th>
                    <th scope="col">{w.provider}</th>
                    <th scope="col">{w.show}</th>
                    <th scope="col">{w.due}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={row.id}>
                      <th scope="row" className="nowrap">
                        <Link to="/demands/$id" params={{ id: row.id }}>
                          {row.no}
                        </Link>
                      </th>
                      <td>{row.registerName}</td>
                      <td>{row.user}</td>
                      <td>{row.provider}</td>
                      <td>
                        <StateWord tone={tones[row.state]}>{w.state[row.state]}</StateWord>
                      </td>
                      <td className={row.overdue ? 'light--red nowrap' : 'nowrap'}>
                        {row.due ? `${w.due} ${row.due}${row.overdue ? ` ${w.overdue}` : ''}` : ''}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ) : (
              <Blank icon={Share2} title={w.noneTitle}>
                <p>{w.none}</p>
              </Blank>
            )
          }
        </Content>
        {demands.rows && demands.rows.length > 0 && <More of={demands} />}
      </section>
      {filing && <FileDialog onClose={() => setFiling(false)} />}
    </>
  )
}
