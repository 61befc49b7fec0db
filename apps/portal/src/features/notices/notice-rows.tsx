import { Link } from '@tanstack/react-router'
import type { Notice } from '@zhengtong/platform/support/notices/contract.ts'
import { LinkButton } from '@zhengtong/ui/components/button.tsx'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Bell } from 'lucide-react'
import { useMarkRead } from './queries.ts'

const words = defineWords({ unread: '没看过', markRead: '标为看过' }, { unread: 'New', markRead: 'Mark as read' })

/** Messages, the newest first. Opening the case of a message counts as having read it. */
export function NoticeRows({ notices }: { notices: Notice[] }) {
  const t = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const markRead = useMarkRead()
  const read = (notice: Notice) => {
    if (!notice.read) markRead.mutate(notice.id)
  }
  return (
    <ul className="rows">
      {notices.map((notice) => {
        const title = pick(notice.title, notice.titleEn)
        return (
          <li key={notice.id} className="stack-8">
            <p>
              {notice.caseId ? (
                <Link to="/cases/$id" params={{ id: notice.caseId }} onClick={() => read(notice)}>
                  <strong>{title}</strong>
                </Link>
              ) : (
                <strong>{title}</strong>
              )}
            </p>
            <p>{pick(notice.body, notice.bodyEn)}</p>
            <p className="row row--wrap soft">
              <time dateTime={notice.at}>{format.instant(notice.at)}</time>
              {notice.read ? null : (
                <>
                  <StateMark tone="work" icon={Bell}>
                    {t.unread}
                  </StateMark>
                  <LinkButton onClick={() => read(notice)}>
                    {t.markRead}
                    <span className="unseen"> {title}</span>
                  </LinkButton>
                </>
              )}
            </p>
          </li>
        )
      })}
    </ul>
  )
}
