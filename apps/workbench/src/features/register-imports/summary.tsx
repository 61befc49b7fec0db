import type { RegisterImport } from '@zhengtong/platform/support/register-imports/contract.ts'
import { address } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Progress } from 'antd'
import { Download } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { Note } from '../../parts/note.tsx'
import { StateWord } from './state-word.tsx'
import { words } from './words.ts'

const counts = ['accepted', 'refused', 'added', 'changed', 'same', 'ended'] as const

/** How far a file is and what came of it. */
export function Summary({ of }: { of: RegisterImport }) {
  const w = useWords(words)
  const format = useFormat()
  const { bytes, of: size } = of.progress
  return (
    <section className="run-summary">
      <div className="line-row">
        <StateWord of={of} />
        <Progress
          className="grow"
          aria-label={w.progress}
          percent={of.state === 'done' ? 100 : size > 0 ? Math.floor((bytes / size) * 100) : 0}
          status={of.state === 'failed' ? 'exception' : of.state === 'done' ? 'success' : 'normal'}
        />
      </div>
      {(of.state === 'reading' || of.state === 'queued') && <p className="soft">{w.leave}</p>}
      {of.state === 'failed' && (
        <Note tone="danger">
          {w.failed} {(of.problem && w.problemWord[of.problem]) ?? of.problem}
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
      {of.state === 'done' && (
        <p className="soft">
          {w.checksum} <code>{of.checksum}</code> {w.checksumHelp}
        </p>
      )}
      {of.refused > 0 && (
        <Button icon={<Icon of={Download} />} href={address(`/register-imports/${of.id}/faults.csv`)} download>
          {w.download}
        </Button>
      )}
    </section>
  )
}
