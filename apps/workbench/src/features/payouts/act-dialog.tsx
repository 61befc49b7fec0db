import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { PayoutView } from '@zhengtong/platform/support/payments/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** One act on a payout that came back, with its reason in writing. */
export function PayoutDialog(props: { payout: PayoutView; verb: 'correct' | 'cancel'; onClose: () => void }) {
  const { payout, verb, onClose } = props
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const [account, setAccount] = useState('')
  const [asked, setAsked] = useState(false)
  const short = reason.trim().length < 2
  const faulty = account.trim() !== '' && !/^\d{12,24}$/.test(account.trim())
  const act = useMutation({
    mutationFn: () =>
      request<PayoutView>(`/payouts/${payout.no}/acts`, {
        method: 'POST',
        body: {
          ...{ verb, reason: reason.trim(), expectedVersion: payout.rowVersion },
          ...(verb === 'correct' && account.trim() ? { account: account.trim() } : {}),
        },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['payouts'] })
      message.success(w.done)
      onClose()
    },
  })
  return (
    <Modal
      open
      title={`${w.verb[verb]}：${payout.payee} ${payout.no}`}
      okText={w.send}
      cancelText={w.back}
      okButtonProps={{ loading: act.isPending, danger: verb === 'cancel' }}
      onOk={() => {
        setAsked(true)
        if (!short && !faulty) act.mutate()
      }}
      onCancel={onClose}
    >
      <div className="flow">
        {act.error && (
          <Note tone="danger" alert>
            {sentence(act.error)}
          </Note>
        )}
        {verb === 'correct' && (
          <Field label={w.account} help={w.accountHelp} fault={asked && faulty ? w.badAccount : undefined}>
            {(own) => (
              <Input {...own} inputMode="numeric" value={account} onChange={({ target }) => setAccount(target.value)} />
            )}
          </Field>
        )}
        <Field label={w.reason} help={w.verbHelp[verb]} fault={asked && short ? w.need : undefined}>
          {(own) => (
            <Input.TextArea
              {...own}
              autoSize={{ minRows: 3, maxRows: 8 }}
              maxLength={500}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
