import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { Assisted } from '@zhengtong/platform/nets/service/counter/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { Confirming } from '../features/counter/confirming.tsx'
import { Filling } from '../features/counter/filling.tsx'
import { words } from '../features/counter/words.ts'
import { Content } from '../parts/content.tsx'
import { Note } from '../parts/note.tsx'
import { useTitle } from '../parts/title.ts'
import { useSentence } from '../parts/trouble.tsx'

/** One application at the window, from the first field to the person's word. */
export function AssistedPage() {
  const w = useWords(words)
  const sentence = useSentence()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { id } = useParams({ from: '/work/counter/$id' })
  const path = `/counter-applications/${id}`
  const assisted = useQuery({
    queryKey: ['counter', id],
    queryFn: ({ signal }) => request<Assisted>(path, { signal }),
  })
  const keep = (next: Assisted) => queries.setQueryData(['counter', id], next)
  const submit = useMutation({
    mutationFn: () =>
      request<{ caseId: string; caseNo: string }>(`${path}/submit`, { method: 'POST', body: { consent: true } }),
  })
  const discard = useMutation({
    mutationFn: () => request(path, { method: 'DELETE' }),
    onSuccess: async () => {
      await navigate({ to: '/counter' })
      await queries.invalidateQueries({ queryKey: ['counter'] })
    },
  })
  useTitle(assisted.data && `${assisted.data.itemName} · ${assisted.data.person}`)
  if (submit.data)
    return (
      <div className="pad flow narrow">
        <h1>{w.title}</h1>
        <Note tone="good">{w.done(submit.data.caseNo)}</Note>
        <Link to="/counter">{w.title}</Link>
      </div>
    )
  const fault = submit.error ?? discard.error
  return (
    <Content of={assisted} rows={12}>
      {(data) => (
        <div className="pad flow narrow">
          <h1>{data.itemName}</h1>
          <p>
            {w.forWhom(data.person, data.idNumber)} · {w.identified[data.identifiedBy]}
          </p>
          <Filling assisted={data} onKept={keep} />
          <Confirming assisted={data} onKept={keep} />
          {fault && (
            <Note tone="danger" alert>
              {sentence(fault)}
              {fault instanceof ApiProblem && fault.faults.map(({ pointer, detail }) => <p key={pointer}>{detail}</p>)}
            </Note>
          )}
          <p className="no-print">
            <Button
              type="primary"
              disabled={!data.confirmation?.stands}
              loading={submit.isPending}
              onClick={() => submit.mutate()}
            >
              {w.submit}
            </Button>{' '}
            <Button danger loading={discard.isPending} onClick={() => discard.mutate()}>
              {w.discard}
            </Button>
          </p>
        </div>
      )}
    </Content>
  )
}
