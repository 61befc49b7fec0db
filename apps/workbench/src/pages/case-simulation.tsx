import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import type { Simulated } from '@zhengtong/platform/support/cases/simulation/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Simulator } from '../features/simulation/simulator.tsx'
import { words } from '../features/simulation/words.ts'
import { Content } from '../parts/content.tsx'
import { useTitle } from '../parts/title.ts'

/** What would come of a case as it stands, if such and such happened. */
export function CaseSimulationPage() {
  const w = useWords(words)
  const pick = usePick()
  const { caseId } = useParams({ from: '/work/cases/$caseId/simulation' })
  const view = useQuery({
    queryKey: ['case', caseId],
    queryFn: ({ signal }) => request<CaseView>(`/cases/${caseId}`, { signal }),
  })
  useTitle(w.title)
  return (
    <Content of={view}>
      {({ no, item, version }) => (
        <>
          <div className="page-head">
            <h1>{w.caseTitle(no)}</h1>
            <span className="soft grow">{w.help}</span>
            <Link to="/cases/$caseId" params={{ caseId }}>
              {pick(item.name, item.nameEn)}
            </Link>
          </div>
          <div className="pad">
            <Simulator
              of={[caseId, version]}
              ask={(happens, signal) =>
                request<Simulated>(`/cases/${caseId}/simulations`, { method: 'POST', body: { happens }, signal })
              }
            />
          </div>
        </>
      )}
    </Content>
  )
}
