import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { HandoverSheet } from '@zhengtong/platform/nets/service/handovers/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { todayInCity, useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input, Select } from 'antd'
import { ClipboardList } from 'lucide-react'
import { usePoints } from '../features/hall/queries.ts'
import { words } from '../features/handovers/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { Note } from '../parts/note.tsx'
import { useTitle } from '../parts/title.ts'
import { useSentence } from '../parts/trouble.tsx'

const parts = ['received', 'handed', 'returned', 'left'] as const

/** 每日交接单: what a window received, handed over and had left, signed by both clerks, to be printed. */
export function HandoverSheetPage() {
  const w = useWords(words)
  const { point, window: chosenWindow, day = todayInCity() } = useSearch({ from: '/work/handover-sheet' })
  const navigate = useNavigate()
  const points = usePoints()
  const windows = points.data?.find(({ key }) => key === point)?.windows ?? []
  const path = `/service-points/${point}/handover-sheets/${day}/${encodeURIComponent(chosenWindow ?? '')}`
  const ready = point !== undefined && chosenWindow !== undefined
  const sheet = useQuery({
    queryKey: ['handover-sheet', path],
    queryFn: ({ signal }) => request<HandoverSheet>(path, { signal }),
    enabled: ready,
  })
  const look = (more: Partial<Record<'point' | 'window' | 'day', string | undefined>>) =>
    void navigate({
      to: '/handover-sheet',
      search: (before) => ({ point: before.point, window: before.window, day: before.day, ...more }),
      replace: true,
    })
  useTitle(w.sheetTitle)
  return (
    <>
      <div className="page-head">
        <h1>{w.sheetTitle}</h1>
      </div>
      <p className="pad soft no-print">{w.sheetHelp}</p>
      <div className="filters">
        <Select
          aria-label={w.point}
          placeholder={w.point}
          style={{ width: 280, maxWidth: '100%' }}
          value={point ?? null}
          options={(points.data ?? []).map(({ key, name }) => ({ value: key, label: name, title: name }))}
          onChange={(next: string) => look({ point: next, window: undefined })}
        />
        <Select
          aria-label={w.window}
          placeholder={w.window}
          style={{ width: 200, maxWidth: '100%' }}
          value={chosenWindow ?? null}
          options={windows.map(({ no, name }) => ({ value: no, label: `${no} ${name}`, title: `${no} ${name}` }))}
          onChange={(next: string) => look({ window: next })}
        />
        <Input
          type="date"
          aria-label={w.day}
          style={{ width: 160 }}
          value={day}
          onChange={({ target }) => look({ day: target.value || undefined })}
        />
        <span className="grow" />
        <Button onClick={() => window.print()}>{w.print}</Button>
      </div>
      {ready ? (
        <Content of={sheet}>{(of) => <Sheet of={of} path={path} />}</Content>
      ) : (
        <Blank icon={ClipboardList} title={w.choose} />
      )}
    </>
  )
}

function Sheet({ of, path }: { of: HandoverSheet; path: string }) {
  const w = useWords(words)
  const sentence = useSentence()
  const { day, instant } = useFormat()
  const queries = useQueryClient()
  const act = useMutation({
    mutationFn: (what: 'signature' | 'take-over') => request<HandoverSheet>(`${path}/${what}`, { method: 'POST' }),
    onSuccess: (after) => queries.setQueryData(['handover-sheet', path], after),
  })
  return (
    <div className="pad flow">
      <h2>
        {of.pointName} · {of.window} · {day(of.day)}
      </h2>
      {act.error && (
        <Note tone="danger" alert>
          {sentence(act.error)}
        </Note>
      )}
      {parts.map((part) => (
        <section key={part} className="flow" aria-labelledby={`sheet-${part}`}>
          <h3 id={`sheet-${part}`}>
            {w.parts[part]} <span className="soft">{w.count(of[part].length)}</span>
          </h3>
          {of[part].length === 0 ? (
            <p className="soft">{w.noLines}</p>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys
            <section className="list-box" tabIndex={0} aria-label={w.parts[part]}>
              <table className="list">
                <thead>
                  <tr>
                    <th scope="col">{w.caseNo}</th>
                    <th scope="col">{w.item}</th>
                    <th scope="col">{w.person}</th>
                    <th scope="col" className="num">
                      {w.files}
                    </th>
                    <th scope="col">{w.time}</th>
                  </tr>
                </thead>
                <tbody>
                  {of[part].map((line) => (
                    <tr key={`${line.caseNo}${line.at}`}>
                      <th scope="row">{line.caseNo}</th>
                      <td>{line.itemName}</td>
                      <td>{line.person}</td>
                      <td className="num">{line.documents}</td>
                      <td className="nowrap">{instant(line.at)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )}
        </section>
      ))}
      <dl className="pairs">
        <dt>{w.signedBy}</dt>
        <dd>{of.signed ? `${of.signed.by} · ${instant(of.signed.at)}` : w.unsigned}</dd>
        <dt>{w.takenBy}</dt>
        <dd>{of.takenOver ? `${of.takenOver.by} · ${instant(of.takenOver.at)}` : w.unsigned}</dd>
        {of.signed && (
          <>
            <dt>{w.digest}</dt>
            <dd className="break">{of.signed.digest}</dd>
          </>
        )}
      </dl>
      {of.may.length > 0 && (
        <p className="line-row no-print">
          {of.may.includes('sign') && (
            <Button type="primary" loading={act.isPending} onClick={() => act.mutate('signature')}>
              {w.signNow}
            </Button>
          )}
          {of.may.includes('take-over') && (
            <Button type="primary" loading={act.isPending} onClick={() => act.mutate('take-over')}>
              {w.takeOver}
            </Button>
          )}
        </p>
      )}
    </div>
  )
}
