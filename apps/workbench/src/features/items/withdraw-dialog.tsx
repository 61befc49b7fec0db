import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { useItemVerbs } from './use-items.ts'
import { words } from './words.ts'

export function WithdrawDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const { message } = App.useApp()
  const { withdraw } = useItemVerbs(id)
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const onOk = () => {
    setAsked(true)
    if (!reason.trim()) return
    withdraw.mutate(reason.trim(), {
      onSuccess: () => {
        message.success(w.withdrawDone)
        onClose()
      },
    })
  }
  return (
    <Modal
      open
      title={w.withdrawTitle}
      okText={w.withdraw}
      cancelText={w.back}
      okButtonProps={{ danger: true, loading: withdraw.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        {withdraw.error && (
          <Note tone="danger" alert>
            {sentence(withdraw.error)}
          </Note>
        )}
        <p>{w.withdrawHelp}</p>
        <Field label={w.withdrawReason} fault={asked && !reason.trim() ? w.needReason : undefined}>
          {(own) => (
            <Input.TextArea
              {...own}
              autoSize={{ minRows: 2, maxRows: 6 }}
              maxLength={1000}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
