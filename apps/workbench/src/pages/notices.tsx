import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Notice } from '@zhengtong/platform/support/notices/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { Bell } from 'lucide-react'
import { NoticeSettings } from '../features/notices/settings.tsx'
import { words } from '../features/notices/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { useTitle } from '../parts/title.ts'

/** What this official was told, the newest first, and how they want to be told. */
export function NoticesPage() {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const queries = useQueryClient()
  const notices = usePaged<Notice>('notices', '/me/notices', {})
  const read = useMutation({
    mutationFn: (id: string) => request(`/me/notices/${id}/read`, { method: 'POST' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  })
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
      </div>
      <div className="list-box">
        <Content of={notices.list}>
          {(rows) =>
            rows.length > 0 ? (
              <ul className="papers">
                {rows.map((notice) => (
                  <li key={notice.id}>
                    <span className="grow">
                      <strong>
                        {notice.urgent ? `【${w.urgent}】` : ''}
                        {pick(notice.title, notice.titleEn)}
                      </strong>{' '}
                      {pick(notice.body, notice.bodyEn)}{' '}
                      {notice.caseId && (
                        <Link
                          to="/cases/$caseId"
                          params={{ caseId: notice.caseId }}
                          onClick={() => notice.read || read.mutate(notice.id)}
                        >
                          {w.open}
                        </Link>
                      )}
                    </span>
                    <span className="soft nowrap">{format.instant(notice.at)}</span>
                    {notice.readAt ? (
                      <span className="soft nowrap">{w.readAt(format.instant(notice.readAt))}</span>
                    ) : (
                      <Button size="small" onClick={() => read.mutate(notice.id)}>
                        {w.markRead}
                        <span className="unseen"> {pick(notice.title, notice.titleEn)}</span>
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            ) : (
              <Blank icon={Bell} title={w.empty}>
                <p>{w.emptyHelp}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      {notices.rows && notices.rows.length > 0 && <More of={notices} />}
      <NoticeSettings />
    </>
  )
}
