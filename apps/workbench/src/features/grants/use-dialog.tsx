import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Grant, UsedFields } from '@zhengtong/platform/support/showings/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** One use of a grant: its cause, then what it gives, shown once. */
export function UseDialog({ grant, onClose }: { grant: Grant; onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const [cause, setCause] = useState('')
  const [asked, setAsked] = useState(false)
  const use = useMutation({
    mutationFn: () =>
      request<UsedFields>(`/grants/${grant.id}/uses`, { method: 'POST', body: { cause: cause.trim() } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['office-grants'] }),
  })
  const short = cause.trim().length < 4
  return (
    <Modal open title={`${w.useTitle}：${grant.credential}`} footer={null} onCancel={onClose}>
      {use.data ? (
        <Seen seen={use.data} onClose={onClose} />
      ) : (
        <div className="flow">
          {use.error && (
            <Note tone="danger" alert>
              {sentence(use.error)}
            </Note>
          )}
          <p>
            {grant.purpose} · {grant.fieldNames.join('、')}
          </p>
          <Field label={w.cause} help={w.causeHelp} fault={asked && short ? w.needCause : undefined}>
            {(own) => (
              <Input {...own} maxLength={200} value={cause} onChange={({ target }) => setCause(target.value)} />
            )}
          </Field>
          <div className="line-row">
            <Button
              type="primary"
              loading={use.isPending}
              onClick={() => {
                setAsked(true)
                if (!short) use.mutate()
              }}
            >
              {w.use}
            </Button>
            <Button onClick={onClose}>{w.back}</Button>
          </div>
        </div>
      )}
    </Modal>
  )
}

function Seen({ seen, onClose }: { seen: UsedFields; onClose: () => void }) {
  const w = useWords(words)
  return (
    <section className="flow" aria-label={w.seen}>
      <dl className="pairs">
        {seen.fields.map(({ key, title, value }) => (
          <div key={key}>
            <dt className="soft">{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt className="soft">{w.issuer}</dt>
          <dd>{seen.issuer}</dd>
        </div>
      </dl>
      <p className="soft">
        {w.seenHelp} {w.usesLeft(seen.usesLeft)}
      </p>
      <div className="line-row">
        <Button onClick={onClose}>{w.close}</Button>
      </div>
    </section>
  )
}
