import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Acts } from '@zhengtong/ui/components/button.tsx'
import { Said } from '@zhengtong/ui/components/states.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { billsOfCaseQuery } from './queries.ts'
import { paymentWords, yuanOf } from './words.ts'

/** On top of a case: what is still to be paid. Below it, bills that are settled. */
export function CaseBills({ caseId }: { caseId: string }) {
  const t = useWords(paymentWords)
  const pick = usePick()
  const format = useFormat()
  const { data = [] } = useQuery(billsOfCaseQuery(caseId))
  return data.map((bill) =>
    bill.may.includes('pay') ? (
      <Said key={bill.id} tone="wait">
        <h2>
          {t.owed}：{pick(bill.title, bill.titleEn)}
        </h2>
        <p>{t.owedText(yuanOf(bill.totalFen), format.day(bill.due))}</p>
        <Acts>
          <Link className="btn" to="/pay/$id" params={{ id: bill.id }}>
            {t.pay}
          </Link>
        </Acts>
      </Said>
    ) : (
      <p key={bill.id} className="section--tight">
        <Link to="/pay/$id" params={{ id: bill.id }}>
          {t.see}：{pick(bill.title, bill.titleEn)}
        </Link>
      </p>
    ),
  )
}
