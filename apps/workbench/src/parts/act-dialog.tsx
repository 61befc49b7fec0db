import { useMutation, useQueryClient } from '@tanstack/react-query'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { troubleOf } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { App, Input, Modal } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { Field } from './field.tsx'
import { Note } from './note.tsx'
import { useSentence } from './trouble.tsx'

/** The words that an act is kept with: what they are called, how many at least and at most, what is said when too few. */
export type Reason = { label: string; help?: string; fault: string; least: number; most: number }

/**
 * One act on one thing, with its words in writing. `children` asks for what the act needs beside them, told once somebody
 * has tried to send; `ready` says whether that is complete. What was typed stays when the act fails.
 */
export function ActDialog(props: {
  title: ReactNode
  confirm: ReactNode
  back: string
  danger?: boolean
  /** Where the act goes, and what is asked again after it. */
  path: string
  changes: string
  bodyOf: (words: string) => object
  done?: string
  reason: Reason
  ready?: boolean
  children?: (asked: boolean) => ReactNode
  onClose: () => void
}) {
  const { path, changes, bodyOf, done, reason, ready = true, onClose } = props
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [said, setSaid] = useState('')
  const [asked, setAsked] = useState(false)
  const short = said.trim().length < reason.least
  const key = useRef(newKey())
  const act = useMutation({
    mutationFn: () => request(path, { method: 'POST', key: key.current, body: bodyOf(said.trim()) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: [changes] })
      if (done) message.success(done)
      onClose()
    },
    // A refused act is a new one when tried again; one whose answer was lost is the same.
    onError: (error) => {
      if (troubleOf(error) !== 'offline') key.current = newKey()
    },
  })
  return (
    <Modal
      open
      title={props.title}
      okText={props.confirm}
      cancelText={props.back}
      okButtonProps={{ loading: act.isPending, danger: props.danger ?? false }}
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
          </Note>
        )}
        {props.children?.(asked)}
        <Field label={reason.label} help={reason.help} fault={asked && short ? reason.fault : undefined}>
          {(own) => (
            <Input.TextArea
              {...own}
              autoSize={{ minRows: 3, maxRows: 10 }}
              maxLength={reason.most}
              value={said}
              onChange={({ target }) => setSaid(target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
