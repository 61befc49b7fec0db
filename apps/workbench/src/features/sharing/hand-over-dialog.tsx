import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { HandedOver } from '@zhengtong/platform/support/cases/workload/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { ColleagueSelect } from '../verbs/colleague-select.tsx'
import { words } from './words.ts'

/** Gives all tasks of an officer to a colleague, and says what stayed. */
export function HandOverDialog(props: { from: { accountId: string; name: string }; onClose: () => void }) {
  const { from, onClose } = props
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [to, setTo] = useState<string>()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const handOver = useMutation({
    mutationFn: (toAccountId: string) =>
      request<HandedOver>('/hand-overs', {
        method: 'POST',
        body: { fromAccountId: from.accountId, toAccountId, reason: reason.trim() },
      }),
    onSuccess: async ({ moved, left }) => {
      await Promise.all(['workload', 'tasks', 'case'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
      if (left.length > 0) message.warning(w.left(left.length), 8)
      else message.success(w.moved(moved))
      onClose()
    },
  })
  const onOk = () => {
    setAsked(true)
    if (to && reason.trim().length > 1) handOver.mutate(to)
  }
  return (
    <Modal
      open
      title={w.handOverTitle(from.name)}
      okText={w.handOver}
      cancelText={w.cancel}
      okButtonProps={{ loading: handOver.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        {handOver.error && (
          <Note tone="danger" alert>
            {sentence(handOver.error)}
          </Note>
        )}
        <Field label={w.handOverTo} fault={asked && !to ? w.need : undefined}>
          {(own) => <ColleagueSelect own={own} without={from.accountId} value={to} onChange={setTo} />}
        </Field>
        <Field label={w.reason} fault={asked && reason.trim().length < 2 ? w.need : undefined}>
          {(own) => (
            <Input {...own} maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
          )}
        </Field>
      </div>
    </Modal>
  )
}
