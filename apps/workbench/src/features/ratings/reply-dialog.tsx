import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Rating } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

export function ReplyDialog({ rating, onClose }: { rating: Rating; onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const reply = useMutation({
    mutationFn: () => request<Rating>(`/ratings/${rating.id}/reply`, { method: 'POST', body: { text: text.trim() } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['ratings'] })
      message.success(w.done)
      onClose()
    },
  })
  const onOk = () => {
    setAsked(true)
    if (text.trim().length >= 5) reply.mutate()
  }
  return (
    <Modal
      open
      title={w.replyTitle}
      okText={w.send}
      cancelText={w.back}
      okButtonProps={{ loading: reply.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        {reply.error && (
          <Note tone="danger" alert>
            {sentence(reply.error)}
          </Note>
        )}
        <p>
          <b>{w.level[rating.level]}</b> · {rating.itemName}
        </p>
        {rating.text && <p className="soft">{rating.text}</p>}
        <Field label={w.reply} help={w.replyHelp} fault={asked && text.trim().length < 5 ? w.needReply : undefined}>
          {(own) => (
            <Input.TextArea
              {...own}
              autoSize={{ minRows: 3, maxRows: 8 }}
              maxLength={1000}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
