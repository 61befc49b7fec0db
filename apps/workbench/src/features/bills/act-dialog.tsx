import type { BillVerb, BillView } from '@zhengtong/platform/support/payments/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { fenOf, words, yuanOf } from './words.ts'

const refundState = { 'approve-refund': 'proposed', 'refuse-refund': 'proposed', 'ask-again': 'failed' } as const

/** One act on a bill, with its reason in writing. */
export function BillDialog({ bill, verb, onClose }: { bill: BillView; verb: BillVerb; onClose: () => void }) {
  const w = useWords(words)
  const pick = usePick()
  const [item, setItem] = useState(bill.items.find(({ leftFen }) => leftFen > 0)?.code)
  const [yuan, setYuan] = useState('')
  const wanted = verb in refundState ? refundState[verb as keyof typeof refundState] : undefined
  const refunds = bill.refunds.filter(({ state }) => state === wanted)
  const [refund, setRefund] = useState(refunds[0]?.no)
  const line = bill.items.find(({ code }) => code === item)
  const fen = fenOf(yuan)
  const proposes = verb === 'propose-refund'
  const faulty = proposes && (fen === undefined || fen === 0 || fen > (line?.leftFen ?? 0))
  return (
    <ActDialog
      title={`${w.verb[verb]}：${w.yuan(yuanOf(bill.totalFen))} ${bill.payer}`}
      confirm={w.send}
      back={w.back}
      danger={verb === 'close'}
      path={`/bills/${bill.id}/acts`}
      changes="bills"
      bodyOf={(reason) => ({
        ...{ verb, reason, expectedVersion: bill.rowVersion },
        ...(proposes ? { item, fen } : {}),
        ...(wanted ? { refund } : {}),
      })}
      done={w.sent}
      reason={{ label: w.reason, help: w.verbHelp[verb], fault: w.needReason, least: 2, most: 500 }}
      ready={!faulty}
      onClose={onClose}
    >
      {(asked) => (
        <>
          {proposes && (
            <>
              <Field label={w.which}>
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
            <Field label={w.whichRefund}>
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
        </>
      )}
    </ActDialog>
  )
}
