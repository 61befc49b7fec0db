import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { Acts } from '@zhengtong/ui/components/button.tsx'
import { Skeleton } from '@zhengtong/ui/components/states.tsx'
import { Columns, Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Check } from 'lucide-react'
import { CaseAside } from '../features/cases/case-aside.tsx'
import { caseQuery } from '../features/cases/queries.ts'
import { useAmount } from '../features/cases/time-left.ts'
import { caseWords } from '../features/cases/words.ts'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'
import { SignedIn } from '../shell/signed-in.tsx'
import '../features/cases/case.css'

const words = defineWords(
  {
    title: '申请已经提交',
    when: (name: string, at: string) => `${name} · ${at}`,
    keep: '请记下这个编号。凭它和证件号码后四位，可以查进度。',
    next: '接下来',
    intake: (day: string) => `${day}前，我们告诉您是否受理。材料不齐的，一次告诉您补什么。`,
    promise: (amount: string) => `受理后 ${amount}内办结。`,
    tell: '每走一步，都在“我的消息”里告诉您。',
    follow: '看办理进度',
    home: '回首页',
  },
  {
    title: 'Your application is submitted',
    when: (name: string, at: string) => `${name} · ${at}`,
    keep: 'Keep this number. With it and the last four characters of your ID you can check progress.',
    next: 'What happens next',
    intake: (day: string) =>
      `By ${day} you will hear whether it is accepted. If something is missing we tell you everything at once.`,
    promise: (amount: string) => `After acceptance it takes at most ${amount}.`,
    tell: 'Each step is told to you under “My notices”.',
    follow: 'Follow progress',
    home: 'Home',
  },
)
const route = getRouteApi('/cases/$id/submitted')

export function SubmittedPage() {
  const { id } = route.useParams()
  return (
    <SignedIn>
      <Loaded id={id} />
    </SignedIn>
  )
}

function Loaded({ id }: { id: string }) {
  const query = useQuery(caseQuery(id))
  if (query.isPending) return <Skeleton />
  if (query.isError) return <PageTrouble error={query.error} onRetry={() => void query.refetch()} />
  return <Confirmation view={query.data} />
}

function Confirmation({ view }: { view: CaseView }) {
  const t = useWords(words)
  const common = useWords(caseWords)
  const pick = usePick()
  const format = useFormat()
  const amount = useAmount()
  const intake = view.clocks.find(({ key }) => key === 'intake')
  const promise = view.clocks.find(({ key }) => key === 'promise')
  return (
    <Columns aside={<CaseAside view={view} />}>
      <div className="verdict">
        <span className="verdict__mark">
          <Check className="icon" aria-hidden />
        </span>
        <PageTitle>{t.title}</PageTitle>
        <p className="verdict__sub soft">
          {t.when(pick(view.item.name, view.item.nameEn), format.instant(view.submittedAt))}
        </p>
      </div>
      <div className="card section">
        <p className="soft">{common.number}</p>
        <p className="big-number">{view.no}</p>
        <p>{t.keep}</p>
      </div>
      <Section title={t.next}>
        <ol className="stack-8">
          {intake?.due ? <li>{t.intake(format.nearDay(intake.due))}</li> : null}
          {promise && promise.unit !== 'instant' ? <li>{t.promise(amount(promise.unit, promise.days))}</li> : null}
          <li>{t.tell}</li>
        </ol>
      </Section>
      <div className="section">
        <Acts>
          <Link className="btn btn--big" to="/cases/$id" params={{ id: view.id }}>
            {t.follow}
          </Link>
          <Link to="/">{t.home}</Link>
        </Acts>
      </div>
    </Columns>
  )
}
