import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** One act with its reason in writing. */
export function ReasonDialog(props: {
  title: string
  label?: string
  help?: string
  danger?: boolean
  ready?: boolean
  send: (reason: string) => Promise<unknown>
  onClose: () => void
  children?: ReactNode
}) {
  const { title, label, help, danger = false, ready = true, send, onClose, children } = props
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const short = reason.trim().length < 2
  const act = useMutation({
    mutationFn: () => send(reason.trim()),
    onSuccess: async () => {
      message.success(w.done)
      onClose()
    },
    // What a refused act found out is kept and worth seeing.
    onSettled: () => queries.invalidateQueries({ queryKey: ['open-data'] }),
  })
  return (
    <Modal
      open
      title={title}
      okText={w.send}
      cancelText={w.cancel}
      okButtonProps={{ loading: act.isPending, danger }}
      onOk={() => {
        setAsked(true)
        if (!short && ready) act.mutate()
      }}
      onCancel={onClose}
    >
      <div className="flow">
        {act.error && (
          <Note tone="danger" alert>
            {sentence(act.error)}
            {act.error instanceof ApiProblem &&
              act.error.faults.map(({ pointer, detail }) => <p key={pointer}>{detail}</p>)}
          </Note>
        )}
        <Field label={label ?? w.reason} help={help} fault={asked && short ? w.need : undefined}>
          {(own) => (
            <Input.TextArea
              {...own}
              autoSize={{ minRows: 3, maxRows: 8 }}
              maxLength={300}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
        {children}
      </div>
    </Modal>
  )
}
