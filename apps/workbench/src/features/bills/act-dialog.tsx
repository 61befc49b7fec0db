import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { BillVerb, BillView } from '@zhengtong/platform/support/payments/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { fenOf, words, yuanOf } from './words.ts'

const refundState = { 'approve-refund': 'proposed', 'refuse-refund': 'proposed', 'ask-again': 'failed' } as const

/** One act on a bill, with its reason in writing. */
export function BillDialog({ bill, verb, onClose }: { bill: BillView; verb: BillVerb; onClose: () => void }) {
  const w = useWords(words)
  const pick = usePick()
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const [item, setItem] = useState(bill.items.find(({ leftFen }) => leftFen > 0)?.code)
  const [yuan, setYuan] = useState('')
  const [asked, setAsked] = useState(false)
  const wanted = verb in refundState ? refundState[verb as keyof typeof refundState] : undefined
  const refunds = bill.refunds.filter(({ state }) => state === wanted)
  const [refund, setRefund] = useState(refunds[0]?.no)
  const line = bill.items.find(({ code }) => code === item)
  const fen = fenOf(yuan)
  const proposes = verb === 'propose-refund'
  const faulty = proposes && (fen === undefined || fen === 0 || fen > (line?.leftFen ?? 0))
  const short = reason.trim().length < 2
  const act = useMutation({
    mutationFn: () =>
      request<BillView>(`/bills/${bill.id}/acts`, {
        method: 'POST',
        body: {
          ...{ verb, reason: reason.trim(), expectedVersion: bill.rowVersion },
          ...(proposes ? { item, fen } : {}),
          ...(wanted ? { refund } : {}),
        },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['bills'] })
      message.success(w.sent)
      onClose()
    },
  })
  return (
    <Modal
      open
      title={`${w.verb[verb]}：${w.yuan(yuanOf(bill.totalFen))} ${bill.payer}`}
      okText={w.send}
      cancelText={w.back}
      okButtonProps={{ loading: act.isPending, danger: verb === 'close' }}
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
        {proposes && (
          <>
            <Field label={w.which} fault={undefined}>
              {(own) => (
                <Select
                  {...own}
                  value={item}
                  onChange={setItem}
                  options={bill.items.map(({ code, name, nameEn, leftFen }) => ({
                    value: code,
                    label: `${pick(name, nameEn)} · ${w.left(yuanOf(leftFen))}`,
                  }))}
                />
              )}
            </Field>
            <Field label={w.howMuch} fault={asked && faulty ? w.needYuan : undefined}>
              {(own) => (
                <Input {...own} inputMode="decimal" value={yuan} onChange={({ target }) => setYuan(target.value)} />
              )}
            </Field>
          </>
        )}
        {wanted && refunds.length > 1 && (
          <Field label={w.whichRefund} fault={undefined}>
            {(own) => (
              <Select
                {...own}
                value={refund}
                onChange={setRefund}
                options={refunds.map(({ no, fen: back, reason: why }) => ({
                  value: no,
                  label: `${w.yuan(yuanOf(back))} · ${why}`,
                }))}
              />
            )}
          </Field>
        )}
        <Field label={w.reason} help={w.verbHelp[verb]} fault={asked && short ? w.needReason : undefined}>
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
