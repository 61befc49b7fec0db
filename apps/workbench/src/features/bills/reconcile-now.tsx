import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReconciliationView } from '@zhengtong/platform/support/payments/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { differenceWords } from './difference-words.ts'
import { words } from './words.ts'

const channels = ['wechat-pay', 'alipay', 'unionpay'] as const

/** Compares a day with a channel at once, or takes vouchers of the treasury: what the clock would do, when somebody asks. */
export function ReconcileNow({ what, onClose }: { what: 'channel' | 'voucher'; onClose: () => void }) {
  const w = useWords(differenceWords)
  const names = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [channel, setChannel] = useState<string>('wechat-pay')
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const bad = what === 'channel' ? !/^20\d{2}-\d{2}-\d{2}$/.test(text.trim()) : text.trim().length < 20
  const send = useMutation({
    mutationFn: async () =>
      what === 'channel'
        ? [
            await request<ReconciliationView>('/reconciliations', {
              method: 'POST',
              body: { channel, day: text.trim() },
            }),
          ]
        : (
            await request<{ items: ReconciliationView[] }>('/treasury-vouchers', {
              method: 'POST',
              body: { voucher: text.trim() },
            })
          ).items,
    onSuccess: async (days) => {
      await queries.invalidateQueries({ queryKey: ['reconciliations'] })
      await queries.invalidateQueries({ queryKey: ['payment-differences'] })
      message.success(w.compared(days.reduce((sum, { differences }) => sum + differences, 0)))
      onClose()
    },
  })
  return (
    <Modal
      open
      title={what === 'channel' ? w.now : w.voucher}
      okText={w.send}
      cancelText={w.back}
      okButtonProps={{ loading: send.isPending }}
      onOk={() => {
        setAsked(true)
        if (!bad) send.mutate()
      }}
      onCancel={onClose}
    >
      <div className="flow">
        {send.error && (
          <Note tone="danger" alert>
            {sentence(send.error)}
          </Note>
        )}
        {what === 'channel' ? (
          <>
            <Field label={w.channel}>
              {(own) => (
                <Select
                  {...own}
                  value={channel}
                  onChange={setChannel}
                  options={channels.map((value) => ({ value, label: names.channel[value] }))}
                />
              )}
            </Field>
            <Field label={w.day} help={w.dayHelp} fault={asked && bad ? w.badDay : undefined}>
              {(own) => <Input {...own} value={text} onChange={({ target }) => setText(target.value)} />}
            </Field>
          </>
        ) : (
          <Field label={w.voucherText} help={w.voucherHelp} fault={asked && bad ? w.badVoucher : undefined}>
            {(own) => (
              <Input.TextArea
                {...own}
                autoSize={{ minRows: 6, maxRows: 14 }}
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
