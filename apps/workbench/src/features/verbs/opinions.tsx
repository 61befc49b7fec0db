import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { CircleCheck, CircleX, Clock } from 'lucide-react'
import { words as frame } from '../../frame/words.ts'
import { Icon } from '../../parts/icon.tsx'
import { Note } from '../../parts/note.tsx'
import { words } from './words.ts'

/** What the countersigners said, a disagreement first of all. */
export function Opinions({ view }: { view: CaseView }) {
  const w = useWords(words)
  const roles = useWords(frame).role as Record<string, string>
  if (view.opinions.length === 0) return null
  return (
    <section className="case-part" aria-labelledby="case-opinions">
      <h2 id="case-opinions">{w.opinions}</h2>
      {view.status !== 'closed' && view.opinions.some(({ verb }) => verb === 'dissent') && (
        <Note tone="wait">{w.disagree}</Note>
      )}
      <ul className="reasons">
        {view.opinions.map(({ taskId, by, verb, reason }) => (
          <li key={taskId}>
            <span className={verb === 'concur' ? 'light--green' : verb ? 'light--red' : 'light--yellow'}>
              <Icon of={verb === 'concur' ? CircleCheck : verb ? CircleX : Clock} />
            </span>
            <span className="grow">
              {roles[by] ?? by} {verb ? w[verb] : w.waiting}
              {reason && <q>{reason}</q>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
