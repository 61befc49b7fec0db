import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { EntryAct, EntryView } from '@zhengtong/platform/nets/data/catalogue/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** One act on an entry, with its reason in writing. */
export function EntryDialog(props: { entry: EntryView; verb: EntryAct['verb']; onClose: () => void }) {
  const { entry, verb, onClose } = props
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const short = reason.trim().length < 2
  const act = useMutation({
    mutationFn: () =>
      request<EntryView>(`/data-catalogue/entries/${entry.id}/acts`, {
        method: 'POST',
        body: { verb, reason: reason.trim() },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['data-catalogue'] })
      message.success(w.done)
      onClose()
    },
  })
  return (
    <Modal
      open
      title={`${w.verb[verb]}：${entry.name}`}
      okText={w.send}
      cancelText={w.cancel}
      okButtonProps={{ loading: act.isPending, danger: verb === 'withdraw' }}
      onOk={() => {
        setAsked(true)
        if (!short) act.mutate()
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
        <Field label={w.reason} help={w.verbHelp[verb]} fault={asked && short ? w.need : undefined}>
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
      </div>
    </Modal>
  )
}
