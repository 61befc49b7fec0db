import { useNavigate } from '@tanstack/react-router'
import type { EntryView } from '@zhengtong/platform/nets/data/catalogue/contract.ts'
import type { ClosedLine } from '@zhengtong/platform/nets/data/opening/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { holdsAny, useMe } from '../../session.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { words } from './words.ts'

/** What may be done about opening an entry: its department prepares, the data office closes. */
export function OpeningButtons({ entry }: { entry: EntryView }) {
  const w = useWords(words)
  const me = useMe()
  const navigate = useNavigate()
  const [closing, setClosing] = useState(false)
  const officer = me.posts.some((post) => post.role === 'data-officer' && post.departmentId === entry.department.id)
  if (!entry.live) return null
  return (
    <div className="line-row line-row--wrap">
      {officer && entry.opening !== 'closed' && entry.content.mount?.kind === 'register' && (
        <Button onClick={() => void navigate({ to: '/open-data/new', search: { entry: entry.id } })}>
          {w.prepare}
        </Button>
      )}
      {holdsAny(me, ['data-manager']) && <Button onClick={() => setClosing(true)}>{w.close}</Button>}
      {closing && <CloseDialog entry={entry} onClose={() => setClosing(false)} />}
    </div>
  )
}

function CloseDialog({ entry, onClose }: { entry: EntryView; onClose: () => void }) {
  const w = useWords(words)
  const [law, setLaw] = useState('')
  const [article, setArticle] = useState('')
  return (
    <ReasonDialog
      title={`${w.close}：${entry.name}`}
      help={w.closeHelp}
      danger
      ready={law.trim().length > 1 && article.trim().length > 0}
      send={(reason) =>
        request<ClosedLine>('/open-data/closed', {
          method: 'POST',
          body: { entryId: entry.id, reason, law: law.trim(), article: article.trim() },
        })
      }
      onClose={onClose}
    >
      <Field label={w.law}>
        {(own) => <Input {...own} maxLength={100} value={law} onChange={({ target }) => setLaw(target.value)} />}
      </Field>
      <Field label={w.article}>
        {(own) => <Input {...own} maxLength={60} value={article} onChange={({ target }) => setArticle(target.value)} />}
      </Field>
    </ReasonDialog>
  )
}
