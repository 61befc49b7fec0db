import type { StepView } from '@zhengtong/platform/support/cases/contract.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { sayValue } from './fact-rows.ts'
import { words } from './words.ts'

type StepData = Record<string, unknown> & {
  items?: { key: string; message: string }[]
  credentialId?: string
  basis?: string
}

/** What a step left behind: what was asked, what the rule said, the paper that was made, or the record that was filled in. */
export function StepDetail({ step }: { step: StepView }) {
  const w = useWords(words)
  const data = step.data as StepData | undefined
  if (!data) return null
  if (step.verb === 'rule') return <q>{w.outcome[String(data.outcome)]}</q>
  if (data.credentialId)
    return (
      <q>
        {String(data.name)} {String(data.number)}
      </q>
    )
  if (!data.items) {
    // To whom or where an act sent something is told by what follows; the article it rests on is told at once.
    const { basis, to: _, ...rest } = data
    return (
      <>
        {basis && <q className="soft">{basis}</q>}
        <Record data={rest} />
      </>
    )
  }
  return (
    <ul className="asked" aria-label={w.asked}>
      {data.items.map(({ key, message }) => (
        <li key={key}>{message}</li>
      ))}
    </ul>
  )
}

function Record({ data }: { data: Record<string, unknown> }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const lines = Object.entries(data).filter(([, value]) => value !== null && value !== '')
  if (lines.length === 0) return null
  return (
    <details>
      <summary>{w.record}</summary>
      <dl className="pairs">
        {lines.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{sayValue(value, language)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
