import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { BillView } from '@zhengtong/platform/support/payments/contract.ts'
import { address } from '@zhengtong/ui/api/request.ts'
import { Said, Skeleton } from '@zhengtong/ui/components/states.tsx'
import { Columns, Facts } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Lines, Refunds } from '../features/payments/bill.tsx'
import { Choose } from '../features/payments/choose.tsx'
import { billQuery } from '../features/payments/queries.ts'
import { paymentWords, yuanOf } from '../features/payments/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'
import { SignedIn } from '../shell/signed-in.tsx'
import '../features/payments/payments.css'

const route = getRouteApi('/pay/$id')

/** One bill: what is owed and why, how to pay it, and what came of it. */
export function PayPage() {
  const { id } = route.useParams()
  return (
    <SignedIn>
      <Loaded id={id} />
    </SignedIn>
  )
}

function Loaded({ id }: { id: string }) {
  const query = useQuery(billQuery(id))
  if (query.isPending) return <Skeleton blocks={3} />
  if (query.isError) return <PageTrouble error={query.error} onRetry={() => void query.refetch()} />
  return <Found bill={query.data} />
}

function Found({ bill }: { bill: BillView }) {
  const t = useWords(paymentWords)
  const pick = usePick()
  const format = useFormat()
  const name = pick(bill.title, bill.titleEn)
  const facts = (
    <Facts
      rows={[
        [t.number, bill.no],
        [t.department, bill.department],
        [t.due, format.day(bill.due)],
      ]}
    />
  )
  return (
    <>
      <Crumbs way={[{ to: '/cases', name: t.mine }]} here={t.here} />
      <Columns aside={facts}>
        <PageTitle title={t.title(name)}>{name}</PageTitle>
        <p className="soft">
          <Link to="/cases/$id" params={{ id: bill.caseId }}>
            {bill.itemName}
          </Link>
        </p>
        <State bill={bill} />
        {bill.may.includes('pay') ? <Choose bill={bill} /> : null}
        <Lines bill={bill} />
        <Refunds bill={bill} />
      </Columns>
    </>
  )
}

function State({ bill }: { bill: BillView }) {
  const t = useWords(paymentWords)
  const format = useFormat()
  switch (bill.state) {
    case 'paid':
      return (
        <Said tone="good" role="status">
          <h2>{t.paidTitle}</h2>
          <p>{t.paidText(yuanOf(bill.totalFen), format.instant(bill.paidAt ?? bill.madeAt))}</p>
          <p>
            {bill.receipt ? (
              <a href={address(`/credentials/${bill.receipt.id}/pdf`)} download>
                {t.receipt} {bill.receipt.number}
              </a>
            ) : (
              t.receiptSoon
            )}
          </p>
        </Said>
      )
    case 'closing':
      return (
        <Said tone="wait" role="status">
          <h2>{t.closingTitle}</h2>
          <p>{t.closingText}</p>
        </Said>
      )
    case 'closed':
      return (
        <Said role="status">
          <h2>{t.closedTitle}</h2>
          <p>
            {bill.late ? t.late : (bill.closedFor ?? '')}。{t.closedText}
          </p>
        </Said>
      )
    case 'open':
      return <p className="pay-sum">{t.yuan(yuanOf(bill.totalFen))}</p>
  }
}
