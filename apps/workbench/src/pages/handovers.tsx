import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { HandoverRow } from '@zhengtong/platform/nets/service/handovers/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Select } from 'antd'
import { PackageOpen } from 'lucide-react'
import { useState } from 'react'
import { useDuty, usePoints } from '../features/hall/queries.ts'
import { ReceiveDialog } from '../features/handovers/receive-dialog.tsx'
import { words } from '../features/handovers/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { SearchBox } from '../parts/search-box.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { useTitle } from '../parts/title.ts'
import { holdsAny, useMe } from '../session.ts'

const tones = { waiting: 'yellow', overdue: 'red', handed: 'green', returned: 'yellow' } as const

/** 出件: results that wait at a service point, and what became of them. */
export function HandoversPage() {
  const w = useWords(words)
  const { day } = useFormat()
  const { point, state, q } = useSearch({ from: '/work/handovers' })
  const navigate = useNavigate()
  const me = useMe()
  const clerk = holdsAny(me, ['intake'])
  const points = usePoints()
  const duty = useDuty()
  const chosen = point ?? duty.data?.duty?.point ?? points.data?.[0]?.key
  const list = usePaged<HandoverRow>(
    'handovers',
    `/service-points/${chosen}/handovers`,
    { state, q },
    { enabled: chosen !== undefined },
  )
  const [receiving, setReceiving] = useState(false)
  const look = (more: Partial<Record<'point' | 'state' | 'q', string | undefined>>) =>
    void navigate({
      to: '/handovers',
      search: (before) => ({ point: before.point, state: before.state, q: before.q, ...more }),
      replace: true,
    })
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
      </div>
      <p className="pad soft">{w.help}</p>
      <div className="filters">
        <Select
          aria-label={w.point}
          placeholder={w.point}
          style={{ width: 280, maxWidth: '100%' }}
          value={chosen ?? null}
          options={(points.data ?? []).map(({ key, name }) => ({ value: key, label: name, title: name }))}
          onChange={(next: string) => look({ point: next })}
        />
        <Choice
          label={w.state}
          any={w.any}
          width={200}
          value={state}
          options={(['overdue', 'handed', 'returned'] as const).map((value) => ({ value, label: w.states[value] }))}
          onChange={(next) => look({ state: next })}
        />
        <SearchBox label={w.search} value={q} onChange={(next) => look({ q: next })} />
        <span className="grow" />
        {chosen && (
          <Link to="/handover-sheet" search={{ point: chosen, window: duty.data?.duty?.window }}>
            {w.sheet}
          </Link>
        )}
        {clerk && chosen && (
          <Button type="primary" onClick={() => setReceiving(true)}>
            {w.receive}
          </Button>
        )}
      </div>
      <Content of={{ ...list.list, error: points.error ?? list.error }}>
        {(rows) =>
          rows.length === 0 ? (
            <Blank icon={PackageOpen} title={state || q ? w.noneFound : w.none}>
              <p>{w.noneHelp}</p>
            </Blank>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys
            <section className="list-box" tabIndex={0} aria-label={w.title}>
              <table className="list">
                <thead>
                  <tr>
                    <th scope="col">{w.caseNo}</th>
                    <th scope="col">{w.stateColumn}</th>
                    <th scope="col">{w.item}</th>
                    <th scope="col">{w.person}</th>
                    <th scope="col">{w.shelf}</th>
                    <th scope="col">{w.keep}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => {
                    const shown = row.overdue ? 'overdue' : row.state
                    return (
                      <tr key={row.id}>
                        <th scope="row">
                          <Link to="/handovers/$id" params={{ id: row.id }}>
                            {row.caseNo}
                          </Link>
                        </th>
                        <td>
                          <StateWord tone={tones[shown]}>{w.states[shown]}</StateWord>
                          {row.state === 'waiting' && !row.told && <span className="soft"> {w.untold}</span>}
                        </td>
                        <td>{row.itemName}</td>
                        <td>{row.person}</td>
                        <td>{row.shelf ?? '—'}</td>
                        <td className="nowrap">{day(row.keepUntil)}</td>
                      </tr>
                    )
                  })}
                </tbody>
              </table>
              <More of={list} />
            </section>
          )
        }
      </Content>
      {receiving && chosen && <ReceiveDialog point={chosen} onClose={() => setReceiving(false)} />}
    </>
  )
}
