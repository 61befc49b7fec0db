import { useMutation } from '@tanstack/react-query'
import { csvOf } from '@zhengtong/platform/kernel/csv.ts'
import type { StockImport } from '@zhengtong/platform/support/stock-licences/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Progress } from 'antd'
import { Download } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { Note } from '../../parts/note.tsx'
import { StateWord } from './state-word.tsx'
import { linesRead, readLines } from './use-stock.ts'
import { words } from './words.ts'

const counts = ['of', 'issued', 'repaired', 'unchanged', 'refused'] as const

/** How far an import is and what came of its lines. */
export function Summary({ of }: { of: StockImport }) {
  const w = useWords(words)
  const format = useFormat()
  const save = useMutation({
    mutationFn: async () => {
      const rows: string[][] = []
      let after: number | undefined = 0
      while (after !== undefined) {
        const page: Awaited<ReturnType<typeof readLines>> = await readLines(of.id, 'refused', after)
        for (const { line, number = '', holder = '', reason, detail = '' } of page.items)
          rows.push([String(line), number, holder, reason ? w.reason[reason] : '', detail])
        after = page.next
      }
      const text = csvOf([w.line, w.number, w.holder, w.detail, ''], rows)
      const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
      const link = document.createElement('a')
      link.href = url
      link.download = `refused-${of.id}.csv`
      link.click()
      URL.revokeObjectURL(url)
    },
  })
  const ended = of.state === 'done' || of.state === 'checked'
  return (
    <section className="run-summary">
      <div className="line-row">
        <StateWord of={of} />
        <Progress
          className="grow"
          aria-label={w.progress}
          percent={ended ? 100 : of.of > 0 ? Math.floor((linesRead(of) / of.of) * 100) : 0}
          status={of.state === 'failed' ? 'exception' : of.state === 'done' ? 'success' : 'normal'}
        />
      </div>
      {(of.state === 'running' || of.state === 'queued') && <p className="soft">{w.leave}</p>}
      {of.state === 'checked' && <Note>{w.trialDone}</Note>}
      {of.state === 'failed' && (
        <Note tone="danger">
          {w.failed} {of.problem}
        </Note>
      )}
      <dl className="figures" aria-live="polite">
        {counts.map((count) => (
          <div key={count}>
            <dt>{w[count]}</dt>
            <dd>{format.number(of[count])}</dd>
          </div>
        ))}
      </dl>
      {of.refused > 0 && (
        <Button icon={<Icon of={Download} />} loading={save.isPending} onClick={() => save.mutate()}>
          {w.download}
        </Button>
      )}
    </section>
  )
}
