import { Link } from '@tanstack/react-router'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import type { ReactNode } from 'react'
import type { Step } from './filling.ts'
import { applyWords } from './words.ts'

/** A link to a step, by its title or by other words. */
export function StepLink(props: { id: string; step: Step; className?: string; children?: ReactNode }) {
  const { id, step, className } = props
  const t = useWords(applyWords)
  const pick = usePick()
  if (step.kind === 'page')
    return (
      <Link className={className} to="/apply/$id/pages/$page" params={{ id, page: step.key }}>
        {props.children ?? pick(step.title, step.titleEn)}
      </Link>
    )
  return (
    <Link
      className={className}
      to={step.kind === 'materials' ? '/apply/$id/materials' : '/apply/$id/check'}
      params={{ id }}
    >
      {props.children ?? t[step.kind]}
    </Link>
  )
}
