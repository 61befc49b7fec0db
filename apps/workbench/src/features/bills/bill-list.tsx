import { Link } from '@tanstack/react-router'
import type { BillVerb, BillView } from '@zhengtong/platform/support/payments/contract.ts'
import { address } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { StateWord } from '../../parts/state-word.tsx'
import { words, yuanOf } from './words.ts'

const tones = { open: 'yellow', closing: 'yellow', paid: 'green', closed: 'yellow' } as const

/** Bills, the newest first, each with what is owed, what went back, and what may be done. */
export function BillList({ rows, onAct }: { rows: BillView[]; onAct: (bill: BillView, verb: BillVerb) => void }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  return (
    <ul className="ratings">
      {rows.map((bill) => (
        <li key={bill.id} className="flow">
          <div className="line-row line-row--wrap">
            <b className="grow">
              {w.yuan(yuanOf(bill.totalFen))} · {pick(bill.title, bill.titleEn)} · {bill.payer}
            </b>
            <span className={bill.late ? 'light--red' : 'soft'}>
              {bill.state === 'paid' && bill.paidAt
                ? w.paidOn(format.day(bill.paidAt), w.channel[bill.channel ?? ''] ?? '')
                : bill.late
                  ? w.late
                  : w.due(format.day(bill.due))}
            </span>
            <StateWord tone={tones[bill.state]}>{w.state[bill.state]}</StateWord>
          </div>
          <p className="soft">
            {w.no} {bill.no}
          </p>
          {bill.items.map((item) => (
            <p key={item.code}>
              {pick(item.name, item.nameEn)}
              {item.kind === 'deposit' ? `（${w.deposit}）` : ''} {w.yuan(yuanOf(item.fen))} ·{' '}
              <span className="soft">
                {item.basis}
                {bill.state === 'paid' ? ` · ${w.left(yuanOf(item.leftFen))}` : ''}
              </span>
            </p>
          ))}
          {bill.refunds.map((refund) => {
            const item = bill.items.find(({ code }) => code === refund.item)
            return (
              <p key={refund.no} className="soft">
                {format.day(refund.doneAt ?? refund.at)} {w.refund}：
                {w.refundOf(item ? pick(item.name, item.nameEn) : w.surplus, yuanOf(refund.fen))}，
                {w.refundState[refund.state]}
                {refund.by ? `（${refund.by}${refund.decidedBy ? ` → ${refund.decidedBy}` : ''}）` : ''} ·{' '}
                {refund.reason}
              </p>
            )
          })}
          {bill.kept.map((kept) => {
            const item = bill.items.find(({ code }) => code === kept.item)
            return (
              <p key={`${kept.item} ${kept.at}`} className="soft">
                {format.day(kept.at)} {w.kept(item ? pick(item.name, item.nameEn) : '', yuanOf(kept.fen))} ·{' '}
                {kept.reason}
              </p>
            )
          })}
          <div className="line-row line-row--wrap">
            <Link to="/cases/$caseId" params={{ caseId: bill.caseId }}>
              {w.case} {bill.caseNo}
            </Link>
            {bill.receipt && (
              <a href={address(`/credentials/${bill.receipt.id}/pdf`)} target="_blank" rel="noreferrer">
                {w.receipt} {bill.receipt.number}
              </a>
            )}
            <span className="grow" />
            {bill.may
              .filter((verb): verb is BillVerb => verb !== 'pay')
              .map((verb) => (
                <Button
                  key={verb}
                  type={verb === 'take-cash' || verb === 'approve-refund' ? 'primary' : 'default'}
                  danger={verb === 'close'}
                  onClick={() => onAct(bill, verb)}
                >
                  {w.verb[verb]}
                </Button>
              ))}
          </div>
        </li>
      ))}
    </ul>
  )
}
