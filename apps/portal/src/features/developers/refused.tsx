import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { ErrorSummary } from '@zhengtong/ui/components/error-summary.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { programWords } from './program-words.ts'

/** What was declined, in the server's words. */
export function Refused({ error }: { error: Error | null | undefined }) {
  const t = useWords(programWords)
  if (!error) return null
  return (
    <ErrorSummary attempt={1} lines={[]} title={t.failed}>
      <p>{error instanceof ApiProblem ? error.title : null}</p>
    </ErrorSummary>
  )
}
