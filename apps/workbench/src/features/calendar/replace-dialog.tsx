import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type CalendarImport, type CalendarVersion, readYears } from '@zhengtong/platform/support/calendars/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** Puts in the notices of a file: read here, so that a wrong file is told at once; judged by the server. */
export function ReplaceDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [years, setYears] = useState<CalendarImport['years'] | 'wrong'>()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const [key, setKey] = useState(newKey)
  const replace = useMutation({
    mutationFn: (body: CalendarImport) => request<CalendarVersion>('/calendars', { method: 'POST', body, key }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['calendars'] })
      message.success(w.done)
      onClose()
    },
  })
  const read = async (file: File | undefined) => {
    setKey(newKey())
    setYears(file && (yearsOf(await file.text()) ?? 'wrong'))
  }
  const onOk = () => {
    setAsked(true)
    if (years && years !== 'wrong' && reason.trim()) replace.mutate({ years, reason })
  }
  const faults = replace.error instanceof ApiProblem ? replace.error.faults : []
  const fileFault =
    years === 'wrong' ? w.notNotice : asked && !years ? w.need : faults.map((each) => each.detail).join('；')
  return (
    <Modal
      open
      title={w.replace}
      okText={w.confirm}
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
        <Field
          label={w.file}
          help={years && years !== 'wrong' ? w.chosen(Object.keys(years).join('、')) : w.fileHelp}
          fault={fileFault || undefined}
        >
          {({ status: _, ...own }) => (
            <input
              {...own}
              type="file"
              accept="application/json,.json"
              onChange={({ target }) => void read(target.files?.[0])}
            />
          )}
        </Field>
        <Field label={w.reason} fault={asked && !reason.trim() ? w.need : undefined}>
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

function yearsOf(text: string): CalendarImport['years'] | undefined {
  try {
    return readYears(JSON.parse(text))
  } catch {
    // No JSON at all is no notice either.
    return undefined
  }
}
