import { CircleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { defineWords, useWords } from '../i18n/words.ts'
import './error-summary.css'

const words = defineWords(
  { title: (count: number) => `有 ${count} 处要改`, kept: '其他内容都保存好了。' },
  {
    title: (count: number) => (count === 1 ? 'There is 1 thing to correct' : `There are ${count} things to correct`),
    kept: 'Everything else is kept.',
  },
)

export type SummaryLine = { key: string; detail: string; onGo: () => void }

/**
 * Everything wrong on the page, on top, each line leading to its field. It takes focus whenever `attempt` changes, so
 * that whoever pressed the button hears at once why nothing went on.
 */
export function ErrorSummary(props: { lines: SummaryLine[]; attempt: number; title?: string; children?: ReactNode }) {
  const t = useWords(words)
  const ref = useRef<HTMLDivElement>(null)
  const id = useId()
  const { lines, attempt } = props
  useEffect(() => {
    if (attempt > 0) ref.current?.focus()
  }, [attempt])
  if (lines.length === 0 && !props.title) return null
  return (
    <div ref={ref} className="errors" role="alert" aria-labelledby={id} tabIndex={-1}>
      <CircleAlert className="icon" aria-hidden />
      <div>
        <h2 id={id}>{props.title ?? t.title(lines.length)}</h2>
        <ul>
          {lines.map((line) => (
            <li key={line.key}>
              <a
                href={`#${line.key}`}
                onClick={(event) => {
                  event.preventDefault()
                  line.onGo()
                }}
              >
                {line.detail}
              </a>
            </li>
          ))}
        </ul>
        {props.children ?? <p className="soft">{t.kept}</p>}
      </div>
    </div>
  )
}
