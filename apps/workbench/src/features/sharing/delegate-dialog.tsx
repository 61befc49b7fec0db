import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Delegation, NewDelegation } from '@zhengtong/platform/support/identity/delegations/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { todayInCity } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { words as frame } from '../../frame/words.ts'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { useMe } from '../../session.ts'
import { ColleagueSelect } from '../verbs/colleague-select.tsx'
import { words } from './words.ts'

/** Lets a colleague act in one of my own posts until a day. */
export function DelegateDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const roles = useWords(frame).role as Record<string, string>
  const sentence = useSentence()
  const queries = useQueryClient()
  const me = useMe()
  const { message } = App.useApp()
  const mine = me.posts.filter((post) => !post.onBehalfOf)
  const [postId, setPost] = useState(mine[0]?.id)
  const [to, setTo] = useState<string>()
  const [until, setUntil] = useState('')
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const delegate = useMutation({
    mutationFn: (body: NewDelegation) => request<Delegation>('/delegations', { method: 'POST', body }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['delegations'] })
      message.success(w.given)
      onClose()
    },
  })
  const onOk = () => {
    setAsked(true)
    if (!postId || !to || !until || reason.trim().length < 2) return
    // It runs to the end of its last day in the city.
    const validTo = new Date(`${until}T23:59:59+08:00`).toISOString()
    delegate.mutate({ postId, toAccountId: to, validTo, reason: reason.trim() })
  }
  return (
    <Modal
      open
      title={w.delegateTitle}
      okText={w.delegate}
      cancelText={w.cancel}
      okButtonProps={{ loading: delegate.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        {delegate.error && (
          <Note tone="danger" alert>
            {sentence(delegate.error)}
          </Note>
        )}
        <Field label={w.post} fault={asked && !postId ? w.need : undefined}>
          {(own) => (
            <Select
              {...own}
              style={{ width: '100%' }}
              value={postId}
              options={mine.map(({ id, role, departmentName }) => ({
                value: id,
                label: `${roles[role] ?? role} · ${departmentName}`,
              }))}
              onChange={setPost}
            />
          )}
        </Field>
        <Field label={w.to} fault={asked && !to ? w.need : undefined}>
          {(own) => <ColleagueSelect own={own} without={me.accountId} value={to} onChange={setTo} />}
        </Field>
        <Field label={w.until} fault={asked && !until ? w.needUntil : undefined}>
          {(own) => (
            <Input
              {...own}
              type="date"
              min={todayInCity()}
              value={until}
              onChange={({ target }) => setUntil(target.value)}
            />
          )}
        </Field>
        <Field label={w.reason} fault={asked && reason.trim().length < 2 ? w.need : undefined}>
          {(own) => (
            <Input {...own} maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
          )}
        </Field>
      </div>
    </Modal>
  )
}
