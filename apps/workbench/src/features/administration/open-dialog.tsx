import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Account, NewOfficial } from '@zhengtong/platform/support/identity/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

export function OpenDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [official, set] = useState<NewOfficial>({ name: '', username: '', password: '' })
  const [asked, setAsked] = useState(false)
  const open = useMutation({
    mutationFn: () => request<Account>('/accounts', { method: 'POST', body: official }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['accounts'] })
      message.success(w.opened)
      onClose()
      await navigate({ to: '/administration', search: { account: id } })
    },
  })
  const onOk = () => {
    setAsked(true)
    if (official.name && official.username && official.password) open.mutate()
  }
  const fault = (part: keyof NewOfficial) => (asked && !official[part] ? w.need : undefined)
  const change = (part: keyof NewOfficial) => ({
    value: official[part],
    onChange: ({ target }: { target: { value: string } }) => set({ ...official, [part]: target.value }),
  })
  return (
    <Modal
      open
      title={w.openTitle}
      okText={w.open}
      cancelText={w.back}
      okButtonProps={{ loading: open.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        {open.error && (
          <Note tone="danger" alert>
            {sentence(open.error)}
          </Note>
        )}
        <p className="soft">{w.openHelp}</p>
        <Field label={w.name} fault={fault('name')}>
          {(own) => <Input {...own} {...change('name')} autoComplete="off" />}
        </Field>
        <Field label={w.username} help={w.usernameHelp} fault={fault('username')}>
          {(own) => <Input {...own} {...change('username')} autoComplete="off" />}
        </Field>
        <Field label={w.password} help={w.passwordHelp} fault={fault('password')}>
          {(own) => (
            <Input.Password {...own} {...change('password')} visibilityToggle={false} autoComplete="new-password" />
          )}
        </Field>
      </div>
    </Modal>
  )
}
