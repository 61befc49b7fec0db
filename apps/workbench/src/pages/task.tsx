import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { useCase } from '../features/cases/use-case.ts'
import { QueueChanges } from '../features/tasks/changes.tsx'
import { Queue } from '../features/tasks/queue.tsx'
import { useTasks } from '../features/tasks/use-tasks.ts'
import { words } from '../features/tasks/words.ts'
import { useShortcuts } from '../frame/shortcuts.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { Divider, Pane, usePaneWidth } from '../parts/panes.tsx'
import { CasePanes, PaneSwitch, type Shown } from './case-panes.tsx'

/** The queue, one of its cases and its materials, side by side. */
export function TaskPage() {
  const w = useWords(words)
  const { caseId } = useParams({ from: '/work/tasks/$caseId' })
  const filter = useSearch({ from: '/work/tasks/$caseId' })
  const navigate = useNavigate()
  const tasks = useTasks(filter)
  const view = useCase(caseId)
  const queue = usePaneWidth({ key: 'queue', initial: 280, min: 200, max: 480 })
  const [shown, show] = useState<Shown>('case')
  const rows = tasks.rows ?? []
  const move = (step: number) => {
    const at = rows.findIndex((row) => row.caseId === caseId)
    const to = rows[at < 0 ? 0 : at + step]
    if (to) void navigate({ to: '/tasks/$caseId', params: { caseId: to.caseId }, search: filter, replace: true })
  }
  useShortcuts([
    { key: 'j', label: w.next, run: () => move(1) },
    { key: 'k', label: w.previous, run: () => move(-1) },
  ])
  return (
    <>
      <PaneSwitch shown={shown} onShow={show} withQueue />
      <div className="panes">
        <Pane label={w.queue} width={queue.width} shown={shown === 'queue'}>
          <div className="pane-head">
            <h2>
              <Link to="/tasks" search={filter}>
                {w.title}
              </Link>
            </h2>
            {tasks.first && <span className="count">{tasks.first.total}</span>}
            <span className="grow" />
            <span className="soft">{w.byClock}</span>
          </div>
          <QueueChanges total={tasks.first?.total} />
          <div className="pane-body">
            <Content of={tasks.list} rows={10}>
              {(list) =>
                list.length > 0 ? (
                  <Queue rows={list} filter={filter} openId={caseId} />
                ) : (
                  <p className="pad soft">{w.empty}</p>
                )
              }
            </Content>
          </div>
          {tasks.hasNextPage && <More of={tasks} />}
        </Pane>
        <Divider pane={queue} grows="left" />
        <CasePanes key={caseId} of={view} shown={shown} />
      </div>
    </>
  )
}
