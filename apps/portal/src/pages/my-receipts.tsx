import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReceiptView } from '@zhengtong/platform/support/fiscal-receipts/contract.ts'
import { address, request } from '@zhengtong/ui/api/request.ts'
import { Button } from '@zhengtong/ui/components/button.tsx'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { receiptWords } from '../features/fiscal-receipts/words.ts'
import { yuanOf } from '../features/payments/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

const words = defineWords(
  {
    title: '我的票据',
    intro: '缴款以后开给您和您代办的单位的财政电子票据。可以下载、打印，拿去报销；退款以后原票冲红，另开新票。',
    none: '还没有开给您的票据。缴款以后会在这里。',
    more: '再看 20 张',
    pdf: '下载 PDF',
    ofd: '下载 OFD',
    bill: '看缴款单',
    enteredBy: (unit: string, day: string) => `${unit}已于${day}入账`,
    takesBack: (no: string) => `冲红票据 ${no}`,
    check: '别人拿到票据，可以在“财政电子票据查验”里查真伪。',
  },
  {
    title: 'My receipts',
    intro:
      'Fiscal receipts for what you, and those you act for, have paid. Download or print them. After a refund a receipt is taken back and a new one made out.',
    none: 'No receipts yet. They come here once you have paid.',
    more: 'Show 20 more',
    pdf: 'Download PDF',
    ofd: 'Download OFD',
    bill: 'See the bill',
    enteredBy: (unit: string, day: string) => `booked by ${unit} on ${day}`,
    takesBack: (no: string) => `takes back ${no}`,
    check: 'Whoever you hand a receipt to can check it.',
  },
)

const receiptsQuery = infiniteQueryOptions({
  queryKey: ['fiscal-receipts'],
  queryFn: ({ pageParam, signal }) =>
    request<{ items: ReceiptView[]; next?: string }>('/fiscal-receipts', {
      query: { limit: 20, cursor: pageParam || undefined },
      signal,
    }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
})

/** Receipts of this person, and of those they act for. */
export function MyReceiptsPage() {
  const t = useWords(words)
  return (
    <SignedIn>
      <Crumbs here={t.title} />
      <div className="reading stack">
        <PageTitle>{t.title}</PageTitle>
        <p>{t.intro}</p>
        <Receipts />
        <p className="soft">
          <Link to="/check-receipt">{t.check}</Link>
        </p>
      </div>
    </SignedIn>
  )
}

function Receipts() {
  const t = useWords(words)
  const query = useInfiniteQuery(receiptsQuery)
  if (query.isPending) return <Skeleton blocks={2} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  const rows = query.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) return <Said>{t.none}</Said>
  return (
    <>
      <ul className="rows">
        {rows.map((row) => (
          <Receipt key={row.id} row={row} />
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t.more}
        </Button>
      ) : null}
    </>
  )
}

function Receipt({ row }: { row: ReceiptView }) {
  const t = useWords(words)
  const r = useWords(receiptWords)
  const format = useFormat()
  const other = row.other ? `${row.other.code}-${row.other.number}` : ''
  return (
    <li className="stack-8">
      <h2>
        {r.kind[row.kind]}
        {row.red ? `（${r.red}）` : ''} {r.yuan(yuanOf(row.totalFen))}
      </h2>
      <p className="row row--wrap">
        <StateMark tone={row.state === 'valid' ? 'good' : 'soft'}>{r.state[row.state]}</StateMark>
        <span>{row.lines.map(({ name }) => name).join('、')}</span>
        <span className="soft">
          {format.day(row.issuedAt)} · {row.payer}
        </span>
      </p>
      <p className="soft">
        {r.code} {row.code} · {r.number} {row.number} · {r.checkCode} {row.checkCode}
      </p>
      {row.red && other ? <p>{t.takesBack(other)}</p> : null}
      {!row.red && other ? <p>{r.reversedBy(other)}</p> : null}
      {row.entered ? <p>{t.enteredBy(row.entered.unit, format.day(row.entered.at))}</p> : null}
      <p className="row row--wrap">
        <a href={address(`/credentials/${row.credentialId}/pdf`)} download>
          {t.pdf}
        </a>
        <a href={address(`/credentials/${row.credentialId}/ofd`)} download>
          {t.ofd}
        </a>
        <Link to="/pay/$id" params={{ id: row.billId }}>
          {t.bill}
        </Link>
      </p>
    </li>
  )
}
