import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Guidance, Guide, Situations } from '@zhengtong/platform/nets/service/items/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useState } from 'react'

/**
 * What applies to the answers given on a guide, asked of the server: what judges conditions is half as big as everything else
 * a guide needs. Until its answer is there, the page shows what applies to everybody.
 */
export function useAskedGuidance({ id, item, needs }: Guide) {
  const [situations, setSituations] = useState<Situations>({})
  const query = useQuery({
    queryKey: ['guidance', id, situations],
    queryFn: ({ signal }) =>
      request<Guidance>(`/items/${encodeURIComponent(id)}/guidance`, { method: 'POST', body: { situations }, signal }),
    enabled: item.situations.length > 0,
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
  })
  const known: Guidance = query.data ?? {
    questions: [],
    complete: false,
    limits: item.limits,
    fees: item.fee.lines,
    materials: { ...needs, maybe: [] },
  }
  // What was just chosen is shown at once, before what follows from it is known.
  const questions = known.questions.map((each) => {
    const chosen = situations[each.key]
    return chosen === undefined ? each : { ...each, chosen }
  })
  const choose = (question: string, option: string) => setSituations((before) => ({ ...before, [question]: option }))
  return { situations, guidance: { ...known, questions }, choose, query }
}
