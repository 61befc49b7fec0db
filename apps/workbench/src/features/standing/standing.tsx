import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import type { Standing as StandingView, Wait } from '@zhengtong/platform/support/cases/standing/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { words as frame } from '../../frame/words.ts'
import { Content } from '../../parts/content.tsx'
import { words as simulation } from '../simulation/words.ts'
import { DeliverDialog } from './deliver-dialog.tsx'
import { Drawing } from './drawing.tsx'
import { words } from './words.ts'

/** Where a case stands in its flow: what it waits for, since when and until when, and the drawing with its places marked. */
export function Standing({ view }: { view: CaseView }) {
  const w = useWords(words)
  const pick = usePick()
  const s = useWords(simulation)
  const [open, setOpen] = useState(false)
  const standing = useQuery({
    queryKey: ['case', view.id, 'standing', view.version],
    queryFn: ({ signal }) => request<StandingView>(`/cases/${view.id}/standing`, { signal }),
    enabled: open,
  })
  return (
    <section className="case-part" aria-labelledby="case-standing">
      <h2 id="case-standing">{w.title}</h2>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{w.waits}</summary>
        {open && (
          <Content of={standing} rows={4}>
            {({ flow, waits, diagram }) => (
              <div className="flow">
                <p className="soft">{w.flow(pick(flow.name, flow.nameEn), flow.version)}</p>
                {waits.length === 0 ? <p>{w.nothing}</p> : <Waits caseId={view.id} waits={waits} />}
                <p className="no-print">
                  <Link to="/cases/$caseId/simulation" params={{ caseId: view.id }}>
                    {s.whatIf}
                  </Link>
                </p>
                <h3>{w.diagram}</h3>
                <Drawing diagram={diagram} />
              </div>
            )}
          </Content>
        )}
      </details>
    </section>
  )
}

function Waits({ caseId, waits }: { caseId: string; waits: Wait[] }) {
  const w = useWords(words)
  const roles = useWords(frame).role as Record<string, string>
  const pick = usePick()
  const format = useFormat()
  const [delivering, deliver] = useState<Wait>()
  const says = ({ kind, since, until, due, post, senders, condition, failure }: Wait): string =>
    [
      post && (roles[post] ?? (post === 'applicant' ? w.applicant : post)),
      kind === 'message' && w.from(nameSenders(senders ?? [], roles, w)),
      since && w.since(format.instant(since)),
      until && w.until(format.instant(until)),
      due && w.due(format.day(due)),
      condition && w.when(condition),
      failure && w.failed(failure),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <ul className="waits" aria-label={w.waits}>
      {waits.map((wait) => (
        <li key={`${wait.kind} ${wait.node} ${wait.since ?? ''}`} className="line-row line-row--wrap">
          <b>{pick(wait.name, wait.nameEn)}</b>
          <span className="chip">{w.kind[wait.kind]}</span>
          <span className="soft grow">{says(wait)}</span>
          {wait.maySend && (
            <Button size="small" className="no-print" onClick={() => deliver(wait)}>
              {w.deliver}
            </Button>
          )}
        </li>
      ))}
      {delivering && <DeliverDialog caseId={caseId} wait={delivering} onClose={() => deliver(undefined)} />}
    </ul>
  )
}

function nameSenders(
  senders: string[],
  roles: Record<string, string>,
  w: { applicant: string; anyOfficer: string },
): string {
  if (senders.length === 0) return w.anyOfficer
  return senders.map((each) => (each === 'applicant' ? w.applicant : (roles[each] ?? each))).join('、')
}
