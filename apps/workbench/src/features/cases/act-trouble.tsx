import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { ApiProblem, troubleOf } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

type Last = { name?: string; actor?: string; at?: string }

/** Why an act was not done: who was faster, what is wrong, and that nothing typed is lost. */
export function ActTrouble({ caseId, error, onReload }: { caseId: string; error: unknown; onReload: () => void }) {
  const w = useWords(words)
  const format = useFormat()
  const sentence = useSentence()
  const queries = useQueryClient()
  const trouble = troubleOf(error)
  const faults = error instanceof ApiProblem ? error.faults : []
  const told = error instanceof ApiProblem ? (error.details.last as Last | undefined) : undefined
  // Some conflicts do not say who: the newest step of the case does. The page itself stays as it is until asked.
  const latest = useQuery({
    queryKey: ['case-latest', caseId, error],
    queryFn: ({ signal }) => request<CaseView>(`/cases/${caseId}`, { signal }),
    enabled: trouble === 'conflict' && !told,
  })
  const last: Last | undefined = told ?? latest.data?.timeline.findLast(({ verb }) => verb !== 'rule')
  const reload = async () => {
    await queries.invalidateQueries({ queryKey: ['case', caseId] })
    await queries.invalidateQueries({ queryKey: ['tasks'] })
    onReload()
  }
  if (trouble === 'offline')
    return (
      <Note tone="wait" alert>
        {w.offlineKept}
      </Note>
    )
  if (trouble !== 'conflict')
    return (
      <Note tone="danger" alert>
        <b>{w.notDone}</b> {sentence(error)}
        {faults.length > 0 && (
          <ul>
            {faults.map(({ pointer, detail }) => (
              <li key={pointer + detail}>{detail}</li>
            ))}
          </ul>
        )}
      </Note>
    )
  return (
    <Note tone="wait" alert>
      <p>
        {last?.actor && last.at ? w.conflict(last.actor, format.time(last.at), last.name ?? '') : w.conflictAnon}{' '}
        {w.kept}
      </p>
      {error instanceof ApiProblem && error.code !== 'cases.conflict' && <p>{error.title}</p>}
      <Button onClick={() => void reload()}>{w.reload}</Button>
    </Note>
  )
}
