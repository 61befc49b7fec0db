import { useQuery } from '@tanstack/react-query'
import type { CaseNotice, NoticeStep } from '@zhengtong/platform/support/notices/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { words } from './words.ts'

/** Whom notices about this case were sent to, by which ways, and who read them when. */
export function CaseNotices({ caseId }: { caseId: string }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const notices = useQuery({
    queryKey: ['case-notices', caseId],
    queryFn: ({ signal }) => request<{ items: CaseNotice[] }>(`/cases/${caseId}/notices`, { signal }),
  })
  const items = notices.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="case-part no-print" aria-labelledby="case-notices">
      <h2 id="case-notices">{w.ofCase}</h2>
      <details>
        <summary>
          {w.ofCaseHelp} {items.length}
        </summary>
        <ul className="papers">
          {items.map((notice) => (
            <li key={notice.id}>
              <div className="grow">
                {notice.urgent ? `【${w.urgent}】` : ''}
                {pick(notice.title, notice.titleEn)} · {notice.to} · {format.instant(notice.at)}
                {notice.steps.map((step) => (
                  <NoticeStepSaid key={`${step.way} ${step.at} ${step.to}`} step={step} />
                ))}
                {notice.nextAt && !notice.readAt ? (
                  <div className="soft">{w.next(format.instant(notice.nextAt))}</div>
                ) : null}
              </div>
              <span className="soft nowrap">
                {notice.readAt
                  ? `${w.readAt(format.instant(notice.readAt))} · ${w.via[notice.readVia ?? 'in-app'] ?? ''}`
                  : w.unread}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}

function NoticeStepSaid({ step }: { step: NoticeStep }) {
  const w = useWords(words)
  const format = useFormat()
  const came = step.to ?? (step.message ? w.message[step.message] : undefined)
  return (
    <div className="soft">
      {format.instant(step.at)} {w.ways[step.way]}：{w.outcome[step.outcome]} {came}
      {step.readAt ? ` · ${w.readAt(format.instant(step.readAt))}` : ''}
    </div>
  )
}
