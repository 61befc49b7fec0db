import type { CalendarVersion } from '@zhengtong/platform/support/calendars/contract.ts'
import type { Recalculation } from '@zhengtong/platform/support/cases/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { CalendarDays } from 'lucide-react'
import { useState } from 'react'
import { MovedDialog } from '../features/calendar/moved-dialog.tsx'
import { OfficeSection } from '../features/calendar/office-section.tsx'
import { ReplaceDialog } from '../features/calendar/replace-dialog.tsx'
import { words } from '../features/calendar/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { useTitle } from '../parts/title.ts'
import { holdsAny, useMe } from '../session.ts'

/** Versions of the working calendar, the newest in force, and what each of them moved. */
export function CalendarPage() {
  const w = useWords(words)
  const me = useMe()
  const versions = usePaged<CalendarVersion>('calendars', '/calendars', {})
  const runs = usePaged<Recalculation>('calendars-runs', '/recalculations', {}, { refetchInterval: 5_000 })
  const [replacing, setReplacing] = useState(false)
  const [looking, setLooking] = useState<string>()
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <span className="soft grow">{w.help}</span>
        {holdsAny(me, ['administrator']) && <Button onClick={() => setReplacing(true)}>{w.replace}</Button>}
      </div>
      <div className="list-box">
        <Content of={versions.list} whole>
          {(rows) =>
            rows.length === 0 ? (
              <Blank icon={CalendarDays} title={w.emptyTitle}>
                <p>{w.empty}</p>
              </Blank>
            ) : (
              <VersionTable rows={rows} runs={runs.rows ?? []} onLook={setLooking} />
            )
          }
        </Content>
      </div>
      {versions.rows && versions.rows.length > 0 && <More of={versions} />}
      <OfficeSection may={holdsAny(me, ['administrator'])} />
      {replacing && <ReplaceDialog onClose={() => setReplacing(false)} />}
      {looking && <MovedDialog version={looking} onClose={() => setLooking(undefined)} />}
    </>
  )
}

function VersionTable(props: { rows: CalendarVersion[]; runs: Recalculation[]; onLook: (version: string) => void }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.title}</caption>
      <thead>
        <tr>
          <th scope="col">{w.version}</th>
          <th scope="col">{w.years}</th>
          <th scope="col">{w.reason}</th>
          <th scope="col">{w.by}</th>
          <th scope="col">{w.at}</th>
          <th scope="col">{w.moved}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ no, version, years, reason, by, at, current }) => {
          const run = props.runs.find((each) => each.version === version)
          return (
            <tr key={no}>
              <th scope="row">
                {version} {current && <span className="soft">{w.inForce}</span>}
              </th>
              <td>
                {years[0]}–{years.at(-1)}
              </td>
              <td className="wide">{no === 0 ? w.shipped : reason}</td>
              <td>{no === 0 ? '' : by}</td>
              <td className="nowrap">{at && format.instant(at)}</td>
              <td>
                {run && (
                  <Button size="small" onClick={() => props.onLook(version)}>
                    {run.finishedAt ? w.result(run.seen, run.touched) : w.counting}
                  </Button>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
