import { Link, useRouterState } from '@tanstack/react-router'
import { ApiProblem, type Trouble, troubleOf } from '@zhengtong/ui/api/problem.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { CircleAlert, CloudOff, Lock, type LucideIcon, SearchX } from 'lucide-react'
import { Icon } from './icon.tsx'
import { words } from './words.ts'

const pictures: Partial<Record<Trouble, LucideIcon>> = {
  offline: CloudOff,
  forbidden: Lock,
  'sign-in': Lock,
  missing: SearchX,
}

/** What a place shows when it cannot show its content: what happened, what is kept, what to do. `whole`: nothing else is on the page. */
export function PageTrouble({ error, whole, onRetry }: { error: unknown; whole?: boolean; onRetry?: () => void }) {
  const w = useWords(words)
  const to = useRouterState({ select: ({ location }) => location.href })
  const trouble = troubleOf(error)
  const instance = error instanceof ApiProblem ? error.instance : ''
  return (
    <div className="blank" role="alert">
      <Icon of={pictures[trouble] ?? CircleAlert} />
      {whole ? <h1>{w[trouble]}</h1> : <h2>{w[trouble]}</h2>}
      <p>{trouble === 'missing' && error instanceof ApiProblem && error.title ? error.title : w[`${trouble}Help`]}</p>
      {trouble === 'broken' && instance && (
        <p className="soft">
          {w.quote} {instance}
        </p>
      )}
      <div className="line-row">
        {trouble === 'sign-in' ? (
          <Link to="/sign-in" search={{ to }}>
            {w.signIn}
          </Link>
        ) : (
          <>
            {onRetry && !['forbidden', 'missing'].includes(trouble) && <Button onClick={onRetry}>{w.retry}</Button>}
            <Link to="/">{w.back}</Link>
          </>
        )}
      </div>
    </div>
  )
}

/** The sentence of a refusal where a form stands: the server's own words, or ours when it had none. */
export function useSentence(): (error: unknown) => string {
  const w = useWords(words)
  return (error) => {
    if (error instanceof ApiProblem && error.title) return error.title
    const trouble = troubleOf(error)
    return `${w[trouble]}。${w[`${trouble}Help`]}`
  }
}
