import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Sender } from '@zhengtong/platform/support/messages/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** Lets a department or a system send. */
export function SenderDialog({ onDone, onClose }: { onDone: (sender: Sender) => void; onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [asked, setAsked] = useState(false)
  const open = useMutation({
    mutationFn: () => request<Sender>('/message-senders', { method: 'POST', body: { name: name.trim() } }),
    onSuccess: async (sender) => {
      await queries.invalidateQueries({ queryKey: ['message-senders'] })
      onDone(sender)
    },
  })
  const fault = open.error ? sentence(open.error) : asked && !name.trim() ? w.need : undefined
  return (
    <Modal
      open
      title={w.newSender}
      okText={w.create}
      cancelText={w.back}
      okButtonProps={{ loading: open.isPending }}
      onOk={() => {
        setAsked(true)
        if (name.trim()) open.mutate()
      }}
      onCancel={onClose}
    >
      <Field label={w.name} help={w.noSendersHelp} fault={fault}>
        {(own) => <Input {...own} maxLength={60} value={name} onChange={({ target }) => setName(target.value)} />}
      </Field>
    </Modal>
  )
}
