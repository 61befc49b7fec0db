import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { MessageInput } from '@zhengtong/platform/support/cases/contract.ts'
import type { Wait } from '@zhengtong/platform/support/cases/standing/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { dataIn } from '../../parts/said-values.ts'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** Brings a case, by hand and with a reason, the message that it waits for. */
export function DeliverDialog({ caseId, wait, onClose }: { caseId: string; wait: Wait; onClose: () => void }) {
  const w = useWords(words)
  const pick = usePick()
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const [key, setKey] = useState(newKey)
  const send = useMutation({
    mutationFn: (body: MessageInput) => request(`/cases/${caseId}/messages`, { method: 'POST', body, key }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['case', caseId] })
      message.success(w.done)
      onClose()
    },
  })
  const data = dataIn(text)
  const onOk = () => {
    setAsked(true)
    if (!data || reason.trim().length < 2 || wait.message === undefined) return
    send.mutate({ name: wait.message, data, reason: reason.trim() })
  }
  return (
    <Modal
      open
      title={w.deliverTitle(pick(wait.name, wait.nameEn))}
      okText={w.confirm}
      cancelText={w.back}
      okButtonProps={{ loading: send.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        {send.error && (
          <Note tone="danger" alert>
            {sentence(send.error)}
          </Note>
        )}
        <p>{w.deliverHelp}</p>
        <Field label={w.data} help={w.dataHelp} fault={asked && !data ? w.badData : undefined}>
          {(own) => (
            <Input.TextArea
              {...own}
              autoSize={{ minRows: 2, maxRows: 8 }}
              value={text}
              onChange={({ target }) => {
                setKey(newKey())
                setText(target.value)
              }}
            />
          )}
        </Field>
        <Field label={w.reason} fault={asked && reason.trim().length < 2 ? w.need : undefined}>
          {(own) => (
            <Input
              {...own}
              maxLength={500}
              value={reason}
              onChange={({ target }) => {
                setKey(newKey())
                setReason(target.value)
              }}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
