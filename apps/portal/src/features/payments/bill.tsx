import type { BillView } from '@zhengtong/platform/support/payments/contract.ts'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { paymentWords, yuanOf } from './words.ts'

/** What is charged, line by line with its basis. */
export function Lines({ bill }: { bill: BillView }) {
  const t = useWords(paymentWords)
  const pick = usePick()
  return (
    <Section title={t.lines}>
      <table className="pay-lines">
        <tbody>
          {bill.items.map((line) => (
            <tr key={line.code}>
              <td>
                {pick(line.name, line.nameEn)}
                {line.kind === 'deposit' ? <span className="soft">（{t.deposit}）</span> : null}
                <p className="soft">
                  {line.standard}
                  <br />
                  {t.basis}：{line.basis}
                </p>
              </td>
              <td>{t.yuan(yuanOf(line.fen))}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t.total}</th>
            <th>{t.yuan(yuanOf(bill.totalFen))}</th>
          </tr>
        </tbody>
      </table>
    </Section>
  )
}

/** Money that went or goes back. */
export function Refunds({ bill }: { bill: BillView }) {
  const t = useWords(paymentWords)
  const pick = usePick()
  const format = useFormat()
  if (bill.refunds.length + bill.kept.length === 0) return null
  return (
    <Section title={t.refunds}>
      <table className="pay-lines">
        <tbody>
          {bill.refunds.map((refund) => {
            const line = bill.items.find(({ code }) => code === refund.item)
            return (
              <tr key={refund.no}>
                <td>
                  {line ? pick(line.name, line.nameEn) : t.surplus}
                  <p className="soft">
                    {t.refundState[refund.state]} · {format.day(refund.doneAt ?? refund.at)}
                  </p>
                </td>
                <td>{t.yuan(yuanOf(refund.fen))}</td>
              </tr>
            )
          })}
          {bill.kept.map((kept) => {
            const line = bill.items.find(({ code }) => code === kept.item)
            return (
              <tr key={`${kept.item} ${kept.at}`}>
                <td>
                  {line ? pick(line.name, line.nameEn) : null}
                  <p className="soft">
                    {t.kept} · {format.day(kept.at)} · {kept.reason}
                  </p>
                </td>
                <td>{t.yuan(yuanOf(kept.fen))}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Section>
  )
}
