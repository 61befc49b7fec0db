import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { ErrorSummary } from '@zhengtong/ui/components/error-summary.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { words } from './words.ts'

/** What was declined, in the server's words; what the browser declined has none. */
export function Refused({ error }: { error: Error | null | undefined }) {
  const t = useWords(words)
  if (!error) return null
  return (
    <ErrorSummary attempt={1} lines={[]} title={t.failed}>
      <p>{error instanceof ApiProblem ? error.title : null}</p>
    </ErrorSummary>
  )
}
