import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Account } from '@zhengtong/platform/support/identity/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'

const words = defineWords(
  {
    closing: '停用账号',
    reopening: '恢复账号',
    closingHelp: '马上生效：正在登录的地方都退出，以后不能再登录。办过的事和记录都保留，可以再恢复。',
    reopeningHelp: '恢复以后，用原来的密码可以登录，在任的岗位重新起作用。',
    reason: '理由',
    reasonNeeded: '请写明理由，至少 4 个字',
    back: '再看看',
    done: '已办理，理由记入审计日志',
  },
  {
    closing: 'Close the account',
    reopening: 'Reopen the account',
    closingHelp:
      'At once: every sign-in ends and nobody can sign in with it. What was done is kept, and it can be reopened.',
    reopeningHelp: 'The old password works again, and posts in force count again.',
    reason: 'Reason',
    reasonNeeded: 'Give a reason of at least four characters',
    back: 'Back',
    done: 'Done; the reason is in the audit log',
  },
)

/** Closes an account in use, or reopens one that was closed; either with a reason. */
export function CloseButton({ account }: { account: Account }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const act = account.disabled ? 'reopening' : 'closing'
  return (
    <>
      <Button danger={act === 'closing'} onClick={() => setOpen(true)}>
        {w[act]}
      </Button>
      {open && <CloseDialog account={account} act={act} onClose={() => setOpen(false)} />}
    </>
  )
}

function CloseDialog(props: { account: Account; act: 'closing' | 'reopening'; onClose: () => void }) {
  const { account, act, onClose } = props
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const isWhole = reason.trim().length >= 4
  const send = useMutation({
    mutationFn: () => request(`/accounts/${account.id}/${act}`, { method: 'POST', body: { reason: reason.trim() } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['accounts'] })
      message.success(w.done)
      onClose()
    },
  })
  return (
    <Modal
      open
      title={`${w[act]}：${account.name}`}
      okText={w[act]}
      cancelText={w.back}
      okButtonProps={{ loading: send.isPending, danger: act === 'closing' }}
      onOk={() => {
        setAsked(true)
        if (isWhole) send.mutate()
      }}
      onCancel={onClose}
    >
      <div className="flow">
        {send.error && (
          <Note tone="danger" alert>
            {sentence(send.error)}
          </Note>
        )}
        <p className="soft">{w[`${act}Help`]}</p>
        <Field label={w.reason} fault={asked && !isWhole ? w.reasonNeeded : undefined}>
          {(own) => (
            <Input {...own} value={reason} maxLength={200} onChange={({ target }) => setReason(target.value)} />
          )}
        </Field>
      </div>
    </Modal>
  )
}
