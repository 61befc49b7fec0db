import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Note } from '../../parts/note.tsx'
import { words } from './words.ts'

/** That a case rests, since when, why and by which article. */
export function Suspended({ view }: { view: CaseView }) {
  const w = useWords(words)
  const format = useFormat()
  if (!view.suspension) return null
  const { since, basis, reason } = view.suspension
  return (
    <div className="pad">
      <Note tone="wait">
        <b>{w.suspended(format.instant(since))}</b> {w.suspendedHelp}
        <br />
        {reason} <span className="soft">{basis}</span>
      </Note>
    </div>
  )
}
