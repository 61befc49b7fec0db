import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PayoutView } from '@zhengtong/platform/support/payments/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { Button } from '@zhengtong/ui/components/button.tsx'
import { StateMark, type Tone } from '@zhengtong/ui/components/marks.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { yuanOf } from '../features/payments/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

const words = defineWords(
  {
    title: '我的补贴',
    intro: '发给您的津贴、补贴都在这里：发到哪里、什么时候到账、有没有退回。',
    none: '还没有发给您的补贴。',
    more: '再看 20 笔',
    yuan: (text: string) => `${text} 元`,
    state: { due: '待发放', sent: '银行办理中', paid: '已到账', returned: '没有发成', cancelled: '已取消' },
    back: (why: string) => `银行退回：${why}。经办部门正在核对账户，您也可以带身份证、社保卡到窗口更正。`,
    to: (account: string) => (account === '社保卡' ? '发到社保卡' : `发到 ${account}`),
    on: (day: string) => `${day}到账`,
    case: '看办件',
    number: '发放编号',
  },
  {
    title: 'My allowances',
    intro: 'What was paid to you: where to, when it arrived, and whether anything came back.',
    none: 'Nothing has been paid to you yet.',
    more: 'Show 20 more',
    yuan: (text: string) => `${text} yuan`,
    state: { due: 'to be paid', sent: 'with the bank', paid: 'arrived', returned: 'came back', cancelled: 'cancelled' },
    back: (why: string) =>
      `The bank gave it back: ${why}. The office checks the account; you may also bring your card to the counter.`,
    to: (account: string) => (account === '社保卡' ? 'to your social-security card' : `to ${account}`),
    on: (day: string) => `arrived on ${day}`,
    case: 'See the case',
    number: 'Number',
  },
)

const tones: Record<PayoutView['state'], Tone> = {
  due: 'work',
  sent: 'work',
  paid: 'good',
  returned: 'danger',
  cancelled: 'soft',
}

const payoutsQuery = infiniteQueryOptions({
  queryKey: ['payouts'],
  queryFn: ({ pageParam, signal }) =>
    request<{ items: PayoutView[]; next?: string }>('/payouts', {
      query: { limit: 20, cursor: pageParam || undefined },
      signal,
    }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
})

/** What was paid out to this person, and to those they act for. */
export function MyPayoutsPage() {
  const t = useWords(words)
  return (
    <SignedIn>
      <Crumbs here={t.title} />
      <div className="reading stack">
        <PageTitle>{t.title}</PageTitle>
        <p>{t.intro}</p>
        <Payouts />
      </div>
    </SignedIn>
  )
}

function Payouts() {
  const t = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const query = useInfiniteQuery(payoutsQuery)
  if (query.isPending) return <Skeleton blocks={2} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  const rows = query.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) return <Said>{t.none}</Said>
  return (
    <>
      <ul className="rows">
        {rows.map((row) => (
          <li key={row.no} className="stack-8">
            <h2>
              {pick(row.title, row.titleEn)} {row.month ?? ''}
            </h2>
            <p className="row row--wrap">
              <b>{t.yuan(yuanOf(row.fen))}</b>
              <StateMark tone={tones[row.state]}>{t.state[row.state]}</StateMark>
              <span className="soft">
                {row.paidAt ? t.on(format.day(row.paidAt)) : format.day(row.madeAt)} · {row.payee}，{t.to(row.account)}
              </span>
            </p>
            {row.state === 'returned' && row.reason ? <p>{t.back(row.reason)}</p> : null}
            <p className="soft">
              {row.department} · {row.basis} · {t.number} {row.no}
            </p>
            <p>
              <Link to="/cases/$id" params={{ id: row.caseId }}>
                {t.case} {row.caseNo}
              </Link>
            </p>
          </li>
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
