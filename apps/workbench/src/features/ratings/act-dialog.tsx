import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Rating, RatingVerb } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** One thing done about a bad rating, in words that are kept. */
export function ActDialog({ rating, verb, onClose }: { rating: Rating; verb: RatingVerb; onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [key] = useState(newKey)
  const [text, setText] = useState('')
  const [reached, setReached] = useState(true)
  const [asked, setAsked] = useState(false)
  const act = useMutation({
    mutationFn: () =>
      request<Rating>(`/ratings/${rating.id}/acts`, {
        method: 'POST',
        key,
        body: { verb, text: text.trim(), ...(verb === 'call-back' ? { reached } : {}) },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['ratings'] })
      message.success(w.done)
      onClose()
    },
  })
  const short = text.trim().length < 5
  return (
    <Modal
      open
      title={w.verb[verb]}
      okText={w.send}
      cancelText={w.back}
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
        <p>
          <b>{w.level[rating.level]}</b> · {rating.itemName}
        </p>
        {rating.text && <p className="soft">{rating.text}</p>}
        {verb === 'call-back' && (
          <Checkbox checked={reached} onChange={({ target }) => setReached(target.checked)}>
            {w.reached}
          </Checkbox>
        )}
        <Field label={w.text} help={w.verbHelp[verb]} fault={asked && short ? w.needText : undefined}>
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
