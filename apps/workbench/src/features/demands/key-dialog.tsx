import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { IssuedKey, KeyInput } from '@zhengtong/platform/nets/data/sharing/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** A new key for the system that reads; its secret is seen here once. */
export function KeyDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const addresses = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const issue = useMutation({
    mutationFn: (body: KeyInput) => request<IssuedKey>(`/sharing/demands/${id}/key`, { method: 'POST', body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['demands'] }),
  })
  const onOk = () => {
    setAsked(true)
    if (issue.data) onClose()
    else if (addresses.length > 0) issue.mutate({ addresses })
  }
  return (
    <Modal
      open
      title={w.issueKey}
      okText={issue.data ? w.close : w.issueKey}
      cancelText={w.back}
      cancelButtonProps={issue.data ? { style: { display: 'none' } } : {}}
      okButtonProps={{ loading: issue.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        {issue.error && (
          <Note tone="danger" alert>
            {sentence(issue.error)}
          </Note>
        )}
        {issue.data ? (
          <>
            <Note tone="wait">{w.secretOnce}</Note>
            <Field label={w.keyId}>{(own) => <Input {...own} readOnly value={issue.data.keyId} />}</Field>
            <Field label={w.secret}>{(own) => <Input {...own} readOnly value={issue.data.secret} />}</Field>
          </>
        ) : (
          <Field
            label={w.addresses}
            help={w.addressesHelp}
            fault={asked && addresses.length === 0 ? w.need : undefined}
          >
            {(own) => (
              <Input.TextArea
                {...own}
                autoSize={{ minRows: 2, maxRows: 8 }}
                maxLength={1000}
                value={text}
                onChange={({ target }) => setText(target.value)}
              />
            )}
          </Field>
        )}
      </div>
    </Modal>
  )
}
