import type { OfficeDays } from '@zhengtong/platform/support/calendars/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './office-words.ts'
import { useReplaceOffice } from './use-offices.ts'

/** Gives a department back to the days of the one above it, or of the city. */
export function GiveBackDialog({ of, onClose }: { of: OfficeDays; onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const replace = useReplaceOffice(() => {
    message.success(w.done)
    onClose()
  })
  const onOk = () => {
    setAsked(true)
    if (reason.trim()) replace.mutate({ departmentId: of.departmentId, periods: [], reason: reason.trim() })
  }
  return (
    <Modal
      open
      title={`${w.giveBack} · ${of.department}`}
      okText={w.giveBack}
      cancelText={w.back}
      okButtonProps={{ loading: replace.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        {replace.error && (
          <Note tone="danger" alert>
            {sentence(replace.error)}
          </Note>
        )}
        <p>{w.giveBackHelp}</p>
        <Field label={w.reason} fault={asked && !reason.trim() ? w.need : undefined}>
          {(own) => (
            <Input {...own} maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
          )}
        </Field>
      </div>
    </Modal>
  )
}
