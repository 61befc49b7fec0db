import { useMutation } from '@tanstack/react-query'
import type { ImportRun } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Progress } from 'antd'
import { Download } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { Note } from '../../parts/note.tsx'
import { refusedCsv } from './refused-csv.ts'
import { StateWord } from './state-word.tsx'
import { words } from './words.ts'

const counts = ['rows', 'loaded', 'repaired', 'refused', 'added', 'changed', 'proposed', 'unchanged'] as const

/** How far an import is and what came of its rows. */
export function RunSummary({ run }: { run: ImportRun }) {
  const w = useWords(words)
  const format = useFormat()
  const { bytes, of } = run.progress
  const save = useMutation({
    mutationFn: async () => {
      const url = URL.createObjectURL(await refusedCsv(run.id))
      const link = document.createElement('a')
      link.href = url
      link.download = `refused-${run.id}.csv`
      link.click()
      URL.revokeObjectURL(url)
    },
  })
  return (
    <section className="run-summary">
      <div className="line-row">
        <StateWord run={run} />
        <Progress
          className="grow"
          aria-label={w.progress}
          percent={run.state === 'done' ? 100 : of > 0 ? Math.floor((bytes / of) * 100) : 0}
          status={run.state === 'failed' ? 'exception' : run.state === 'done' ? 'success' : 'normal'}
        />
      </div>
      {run.state === 'running' && <p className="soft">{w.leave}</p>}
      {run.state === 'failed' && (
        <Note tone="danger">
          {w.failed} {run.problem}
        </Note>
      )}
      <dl className="figures" aria-live="polite">
        {counts.map((count) => (
          <div key={count}>
            <dt>{w[count]}</dt>
            <dd>{format.number(run[count])}</dd>
          </div>
        ))}
      </dl>
      {run.refused > 0 && (
        <Button icon={<Icon of={Download} />} loading={save.isPending} onClick={() => save.mutate()}>
          {w.download}
        </Button>
      )}
    </section>
  )
}
