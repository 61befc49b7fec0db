import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ReleaseRow } from '@zhengtong/platform/nets/data/opening/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { DatabaseZap } from 'lucide-react'
import { tones, words } from '../features/open-data/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { StateWord } from '../parts/state-word.tsx'
import { useTitle } from '../parts/title.ts'
import { holdsAny, useMe } from '../session.ts'

const states = ['unsafe', 'ready', 'returned', 'published', 'withdrawn', 'expired'] as const

/** What is open, and what is on its way there. */
export function OpenDataPage() {
  const w = useWords(words)
  const me = useMe()
  const pick = usePick()
  const format = useFormat()
  const navigate = useNavigate()
  const { state } = useSearch({ from: '/work/open-data' })
  const releases = usePaged<ReleaseRow>('open-data', '/open-data/releases', state ? { state } : {})
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1 className="grow">{w.title}</h1>
        {holdsAny(me, ['data-manager']) && <Link to="/open-data/letters">{w.letters}</Link>}
        <a href="/open-data">{w.portal}</a>
      </div>
      <div className="filters">
        <Choice
          label={w.state}
          any={w.any}
          width={180}
          value={state}
          options={states.map((value) => ({ value, label: w.stateWord[value] }))}
          onChange={(next) => void navigate({ to: '/open-data', search: next ? { state: next } : {}, replace: true })}
        />
      </div>
      <div className="list-box">
        <Content of={releases.list}>
          {(rows) =>
            rows.length > 0 ? (
              <ul className="ratings">
                {rows.map((row) => (
                  <li key={row.id}>
                    <div className="line-row line-row--wrap">
                      <b className="grow">
                        <Link to="/open-data/$releaseId" params={{ releaseId: row.id }}>
                          {pick(row.name, row.nameEn ?? row.name)}
                        </Link>
                      </b>
                      <StateWord tone={tones[row.state]}>{w.stateWord[row.state]}</StateWord>
                    </div>
                    <p className="soft">
                      {row.department} · {w.access[row.access]} · {w.rows(format.number(row.rows))} ·{' '}
                      {w.until(format.day(row.until))}
                      {row.no && ` · ${row.no}`}
                    </p>
                  </li>
                ))}
              </ul>
            ) : (
              <Blank icon={DatabaseZap} title={w.none}>
                <p>{w.noneText}</p>
                <Link to="/data-catalogue">{w.toCatalogue}</Link>
              </Blank>
            )
          }
        </Content>
      </div>
      {releases.rows && releases.rows.length > 0 && <More of={releases} />}
    </>
  )
}
