import { CircleAlert, CircleCheck, ClockAlert, Info, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { type ApiProblem, type Trouble, troubleOf } from '../api/problem.ts'
import { defineWords, useWords } from '../i18n/words.ts'
import { Acts, Button } from './button.tsx'
import './states.css'

const words = defineWords(
  {
    loading: '正在打开',
    again: '再试一次',
    troubles: {
      offline: { title: '连不上网络', text: '没有拿到内容。请检查网络，再试一次。您已经保存的内容都在。' },
      'sign-in': { title: '请先登录', text: '这一页只给登录的人看。' },
      forbidden: { title: '您不能看这一页', text: '这里的内容属于别人。如果是代人办理，请先取得授权。' },
      missing: { title: '没有找到', text: '它可能已经提交、删除，或者地址不对。' },
      conflict: { title: '内容刚刚变了', text: '您看的不是最新的。请刷新这一页再操作，您填的还在。' },
      limited: { title: '操作太频繁了', text: '请等一分钟再试。您填的内容还在。' },
      invalid: { title: '没有办成', text: '有内容不符合要求。没有做任何改动。' },
      broken: { title: '我们这边出了差错', text: '差错已经记下。您保存的内容都在，请过一会儿再试，或者打 12345。' },
    } satisfies Record<Trouble, { title: string; text: string }>,
    quote: (id: string) => `向客服说明时，请报这个编号：${id}`,
  },
  {
    loading: 'Opening',
    again: 'Try again',
    troubles: {
      offline: {
        title: 'No connection',
        text: 'Nothing could be fetched. Check your network and try again. What you saved is safe.',
      },
      'sign-in': { title: 'Please sign in', text: 'This page is for people who are signed in.' },
      forbidden: {
        title: 'You may not see this page',
        text: 'What is here belongs to someone else. If you act for them, you need their authority first.',
      },
      missing: { title: 'Not found', text: 'It may have been submitted or deleted, or the address is wrong.' },
      conflict: {
        title: 'This has just changed',
        text: 'You are not looking at the latest. Reload the page and go on; what you typed is kept.',
      },
      limited: { title: 'Too many requests', text: 'Please wait a minute and try again. What you typed is kept.' },
      invalid: { title: 'That did not work', text: 'Something was not acceptable. Nothing was changed.' },
      broken: {
        title: 'Something went wrong on our side',
        text: 'It has been recorded. What you saved is safe. Try again later, or call 12345.',
      },
    },
    quote: (id: string) => `When you ask about it, quote this number: ${id}`,
  },
)

/** The shape of a page that is on its way. */
export function Skeleton({ blocks = 2 }: { blocks?: number }) {
  const t = useWords(words)
  return (
    <div className="skeleton" role="status" aria-label={t.loading}>
      <span />
      {Array.from({ length: blocks }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks are all alike and never move
        <span key={index} className="skeleton__block" />
      ))}
      <span />
    </div>
  )
}

const icons: Record<'good' | 'wait' | 'danger' | 'plain', LucideIcon> = {
  good: CircleCheck,
  wait: ClockAlert,
  danger: CircleAlert,
  plain: Info,
}

/** Something said to the person in a box: what happened, or that there is nothing yet. */
export function Said(props: { tone?: keyof typeof icons; role?: 'status' | 'alert'; children: ReactNode }) {
  const { tone = 'plain' } = props
  const Icon = icons[tone]
  return (
    <div className={`said said--${tone}`} role={props.role}>
      <Icon className="icon" aria-hidden />
      <div>{props.children}</div>
    </div>
  )
}

/** What stands where content could not be shown: what happened, what is kept, what to do. */
export function TroubleSaid(props: {
  error: unknown
  onRetry?: () => void /** Draws the title where it is the heading of the page; else it is a heading within one. */
  heading?: (title: string) => ReactNode
  children?: ReactNode
}) {
  const t = useWords(words)
  const trouble = troubleOf(props.error)
  const { title, text } = t.troubles[trouble]
  const problem = props.error as Partial<ApiProblem>
  return (
    <Said tone={trouble === 'missing' || trouble === 'sign-in' ? 'plain' : 'danger'} role="alert">
      {props.heading ? props.heading(title) : <h2>{title}</h2>}
      <p>{problem.title && trouble !== 'offline' ? problem.title : text}</p>
      {trouble === 'broken' && problem.instance ? <p className="soft">{t.quote(problem.instance)}</p> : null}
      {props.onRetry && trouble !== 'missing' && trouble !== 'forbidden' ? (
        <Acts>
          <Button look="quiet" onClick={props.onRetry}>
            {t.again}
          </Button>
        </Acts>
      ) : null}
      {props.children}
    </Said>
  )
}
