import { useNavigate, useSearch } from '@tanstack/react-router'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { Inbox } from 'lucide-react'
import { QueueChanges } from '../features/tasks/changes.tsx'
import { TaskTable } from '../features/tasks/task-table.tsx'
import { useTasks } from '../features/tasks/use-tasks.ts'
import { TaskViews } from '../features/tasks/views.tsx'
import { waiting, words } from '../features/tasks/words.ts'
import { useShortcuts } from '../frame/shortcuts.tsx'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { CopyAddress } from '../parts/copy-address.tsx'
import { More } from '../parts/more.tsx'
import { Pane } from '../parts/panes.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { useTitle } from '../parts/title.ts'

/** What waits for my post, the most urgent first. */
export function TasksPage() {
  const w = useWords(words)
  const format = useFormat()
  const filter = useSearch({ from: '/work/tasks' })
  const navigate = useNavigate()
  const tasks = useTasks(filter)
  useTitle(w.title)
  const change = (part: typeof filter) => void navigate({ to: '/tasks', search: { ...filter, ...part }, replace: true })
  const filtered = Boolean(filter.q || filter.status || filter.itemId)
  useShortcuts([
    { key: 'j', label: w.next, run: () => moveFocus(1) },
    { key: 'k', label: w.previous, run: () => moveFocus(-1) },
    { key: 'Enter', label: w.open },
  ])
  return (
    <div className="panes">
      <Pane label={w.views} width={208} soft className="only-wide">
        <TaskViews filter={filter} total={tasks.first?.total} />
      </Pane>
      <Pane label={w.title}>
        <div className="page-head">
          <h1>{filter.status && filter.status in w ? w[filter.status as 'submitted'] : w.title}</h1>
          <span className="soft">
            {tasks.first && w.summary(tasks.first.total, tasks.first.overdue)}
            {tasks.dataUpdatedAt > 0 && ` · ${w.updated(format.time(new Date(tasks.dataUpdatedAt).toISOString()))}`}
          </span>
        </div>
        <div className="filters">
          <SearchBox label={w.search} value={filter.q} onChange={(q) => change({ q })} />
          <Choice
            label={w.status}
            any={w.all}
            value={filter.status}
            options={waiting.map((value) => ({ value, label: w[value] }))}
            onChange={(status) => change({ status })}
            width={200}
          />
          {filtered && (
            <Button type="link" onClick={() => change({ q: undefined, status: undefined, itemId: undefined })}>
              {w.clear}
            </Button>
          )}
          <span className="grow" />
          <CopyAddress />
        </div>
        <QueueChanges total={tasks.first?.total} />
        <div className="list-box" aria-busy={tasks.isFetching}>
          <Content of={tasks.list} rows={14}>
            {(rows) =>
              rows.length > 0 ? (
                <TaskTable rows={rows} filter={filter} />
              ) : (
                <Blank icon={Inbox} title={filtered ? w.noneTitle : w.emptyTitle}>
                  <p>{filtered ? w.none : w.empty}</p>
                </Blank>
              )
            }
          </Content>
        </div>
        {tasks.rows && tasks.rows.length > 0 && <More of={tasks} />}
      </Pane>
    </div>
  )
}

const links = (): Element[] => [...document.querySelectorAll('.queue-link')]

function moveFocus(step: number) {
  const all = links()
  const at = document.activeElement ? all.indexOf(document.activeElement) : -1
  const to = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)]
  if (to instanceof HTMLElement) to.focus()
}
