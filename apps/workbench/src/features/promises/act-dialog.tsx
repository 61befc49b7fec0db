import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Promised, PromiseVerb } from '@zhengtong/platform/nets/service/promises/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** One act on a promise, with its reasons in writing. */
export function PromiseDialog({
  promise,
  verb,
  onClose,
}: {
  promise: Promised
  verb: PromiseVerb
  onClose: () => void
}) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const [due, setDue] = useState('')
  const [asked, setAsked] = useState(false)
  const act = useMutation({
    mutationFn: () =>
      request<Promised>(`/promises/${promise.id}/acts`, {
        method: 'POST',
        body: { verb, reason: reason.trim(), expectedVersion: promise.rowVersion, ...(due ? { due } : {}) },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['promises'] })
      message.success(w.sent)
      onClose()
    },
  })
  const short = reason.trim().length < 5
  const dayless = verb === 'rectify' && !due
  return (
    <Modal
      open
      title={`${w.verb[verb]}：${promise.name}`}
      okText={w.send}
      cancelText={w.back}
      okButtonProps={{ loading: act.isPending, danger: verb === 'annul' || verb === 'find-false' }}
      onOk={() => {
        setAsked(true)
        if (!short && !dayless) act.mutate()
      }}
      onCancel={onClose}
    >
      <div className="flow">
        {act.error && (
          <Note tone="danger" alert>
            {sentence(act.error)}
          </Note>
        )}
        <p>
          {promise.applicant} · {promise.check}
        </p>
        {verb === 'rectify' && (
          <Field label={w.last} fault={asked && dayless ? w.needDay : undefined}>
            {(own) => <Input {...own} type="date" value={due} onChange={({ target }) => setDue(target.value)} />}
          </Field>
        )}
        <Field label={w.reason} help={w.verbHelp[verb]} fault={asked && short ? w.needReason : undefined}>
          {(own) => (
            <Input.TextArea
              {...own}
              autoSize={{ minRows: 3, maxRows: 10 }}
              maxLength={2000}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
