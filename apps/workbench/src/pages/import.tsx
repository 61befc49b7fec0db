import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { ListX } from 'lucide-react'
import { RowTable } from '../features/imports/row-table.tsx'
import { RunSummary } from '../features/imports/run-summary.tsx'
import { useImportRows, useImportRun } from '../features/imports/use-imports.ts'
import { words } from '../features/imports/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { useTitle } from '../parts/title.ts'

const states = [undefined, 'refused', 'repaired', 'loaded'] as const

/** One import: how far it is, its counts, and its rows by result. */
export function ImportPage() {
  const w = useWords(words)
  const format = useFormat()
  const { runId } = useParams({ from: '/work/imports/$runId' })
  const { state } = useSearch({ from: '/work/imports/$runId' })
  const navigate = useNavigate()
  const run = useImportRun(runId)
  const rows = useImportRows(runId, state, run.data?.rows ?? 0)
  useTitle(run.data && w.runTitle(format.instant(run.data.createdAt)))
  const show = (next: string | undefined) =>
    void navigate({ to: '/imports/$runId', params: { runId }, search: { state: next }, replace: true })
  return (
    <Content whole of={run}>
      {(data) => (
        <>
          <div className="page-head">
            <div>
              <ul className="crumb">
                <li>
                  <Link to="/imports">{w.title}</Link>
                </li>
              </ul>
              <h1>{w.runTitle(format.instant(data.createdAt))}</h1>
            </div>
          </div>
          <RunSummary run={data} />
          <div className="tabs">
            {states.map((each) => (
              <button key={each ?? 'all'} type="button" aria-pressed={state === each} onClick={() => show(each)}>
                {each ? `${w[each]} ${format.number(data[each])}` : w.all}
              </button>
            ))}
          </div>
          <div className="list-box">
            <Content of={rows.list}>
              {(list) =>
                list.length > 0 ? (
                  <RowTable rows={list} />
                ) : (
                  <Blank icon={ListX} title={data.state === 'done' ? w.noRows : w.stateWord[data.state]}>
                    <p>{data.state === 'done' ? w.noRowsHelp : w.leave}</p>
                  </Blank>
                )
              }
            </Content>
          </div>
          <More of={rows} />
        </>
      )}
    </Content>
  )
}
