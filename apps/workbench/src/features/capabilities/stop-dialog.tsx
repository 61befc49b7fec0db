import type { Dependent } from '@zhengtong/platform/support/capabilities/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { useChangeAccess } from './queries.ts'
import { words } from './words.ts'

/** Stops the access of a program or lets it go on, with a reason its developer sees. */
export function StopDialog(props: { capability: string; dependent: Dependent; onClose: () => void }) {
  const { capability, dependent, onClose } = props
  const { program, access } = dependent
  const w = useWords(words)
  const sentence = useSentence()
  const change = useChangeAccess(capability, program.id)
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const reason = text.trim()
  const stops = !access.stopped
  const send = () => {
    setAsked(true)
    if (reason.length >= 2) change.mutate({ stopped: stops, reason }, { onSuccess: onClose })
  }
  const fault = change.error ? sentence(change.error) : asked && reason.length < 2 ? w.needReason : undefined
  return (
    <Modal
      open
      title={stops ? w.stopTitle(program.name) : w.resumeTitle(program.name)}
      okText={stops ? w.stop : w.resume}
      cancelText={w.cancel}
      okButtonProps={{ loading: change.isPending, danger: stops }}
      onOk={send}
      onCancel={onClose}
    >
      <div className="flow">
        <p>{stops ? w.stopText : w.resumeText}</p>
        <Field label={w.reason} help={w.reasonHelp} fault={fault}>
          {(own) => (
            <Input.TextArea
              {...own}
              rows={2}
              maxLength={300}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
