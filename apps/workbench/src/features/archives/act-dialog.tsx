import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ArchiveRow, ArchiveVerb, ArchiveView } from '@zhengtong/platform/support/archives/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** One act on a file, with its reason in writing. */
export function ArchiveDialog({ file, verb, onClose }: { file: ArchiveRow; verb: ArchiveVerb; onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const short = reason.trim().length < 2
  const act = useMutation({
    mutationFn: () =>
      request<ArchiveView>(`/archives/${file.id}/acts`, { method: 'POST', body: { verb, reason: reason.trim() } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['archives'] })
      message.success(w.done)
      onClose()
    },
  })
  return (
    <Modal
      open
      title={`${w.verb[verb]}：${file.archiveNo ?? file.caseNo}`}
      okText={w.send}
      cancelText={w.cancel}
      okButtonProps={{ loading: act.isPending }}
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
          </Note>
        )}
        <Field label={w.reason} help={w.verbHelp[verb]} fault={asked && short ? w.need : undefined}>
          {(own) => (
            <Input.TextArea
              {...own}
              autoSize={{ minRows: 3, maxRows: 8 }}
              maxLength={200}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
