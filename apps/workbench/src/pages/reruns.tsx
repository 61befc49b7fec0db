import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { History } from 'lucide-react'
import { RunTable } from '../features/reruns/run-table.tsx'
import { StartForm } from '../features/reruns/start-form.tsx'
import { useReruns, useRules } from '../features/reruns/use-reruns.ts'
import { words } from '../features/reruns/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { useTitle } from '../parts/title.ts'

/** Past decisions under a draft: begin one, and those begun before. */
export function RerunsPage() {
  const w = useWords(words)
  const runs = useReruns()
  useTitle(w.title)
  return (
    <>
      <div className="page-head page-head--line">
        <h1>{w.title}</h1>
      </div>
      <Content of={useRules()}>
        {({ items }) => (
          <div className="pad">
            <StartForm rules={items} />
          </div>
        )}
      </Content>
      <div className="list-box">
        <Content of={runs.list}>
          {(rows) =>
            rows.length > 0 ? (
              <RunTable runs={rows} />
            ) : (
              <Blank icon={History} title={w.emptyTitle}>
                <p>{w.empty}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      <More of={runs} />
    </>
  )
}
