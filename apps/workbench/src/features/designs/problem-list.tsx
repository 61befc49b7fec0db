import type { DesignProblem } from '@zhengtong/platform/support/designs/contract.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { CircleAlert, TriangleAlert } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { chineseOf } from './problem-words.ts'
import { words } from './words.ts'

/** What the check found, the errors first, each with the way to its element. */
export function ProblemList(props: {
  problems: readonly DesignProblem[]
  nameOf?: (element: string) => string
  onShow?: (element: string) => void
}) {
  const { problems, nameOf, onShow } = props
  const w = useWords(words)
  const { language } = useLanguage()
  const sorted = problems.toSorted((one, other) => one.severity.localeCompare(other.severity))
  return (
    <ul className="problems">
      {sorted.map((problem) => {
        const { severity, code, element, line, message, mend } = problem
        const said = language === 'zh' ? chineseOf(problem) : undefined
        const place = element ? (nameOf?.(element) ?? element) : ''
        return (
          <li
            key={`${code} ${element} ${line} ${message}`}
            className={severity === 'error' ? 'light--red' : 'light--yellow'}
          >
            <Icon of={severity === 'error' ? CircleAlert : TriangleAlert} />
            <div className="grow">
              <p>
                {place && <b>{place}</b>} {said ?? message}
              </p>
              {!said && <p className="soft">{mend}</p>}
            </div>
            {element && onShow && (
              <Button type="link" size="small" aria-label={`${w.show} ${place}`} onClick={() => onShow(element)}>
                {w.show}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
