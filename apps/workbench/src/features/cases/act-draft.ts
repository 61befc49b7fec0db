import { useQueryClient } from '@tanstack/react-query'
import type { CaseView, CorrectionItem, May, Verb } from '@zhengtong/platform/support/cases/contract.ts'
import { useState } from 'react'

/** What an officer has typed for a case and not yet done. */
export type ActDraft = {
  verb?: Verb
  reason: string
  items: CorrectionItem[]
  data: Record<string, unknown>
  /** Last days of materials that follow, by key. */
  owed: Record<string, string>
  /** The earlier step to send back to; the flow's own where none is named. */
  step?: string
}

const blank: ActDraft = { reason: '', items: [], data: {}, owed: {} }
/** What most cases need comes first. */
const order: Verb[] = [
  'accept',
  'inspect',
  'propose',
  'approve',
  'concur',
  'dissent',
  'request-correction',
  'return',
  'refuse',
  'deny',
]

/** Keeps what was typed while one looks at other cases, and when an act fails. */
export function useActDraft(view: CaseView) {
  const queries = useQueryClient()
  const key = ['act-draft', view.id]
  const [draft, set] = useState<ActDraft>(() => queries.getQueryData<ActDraft>(key) ?? blank)
  const change = (part: Partial<ActDraft>) => {
    const next = { ...draft, ...part }
    queries.setQueryData(key, next)
    set(next)
  }
  const offered = offers(view)
  const chosen = offered.find(({ verb }) => verb === draft.verb) ?? offered[0]
  return {
    draft,
    change,
    offered,
    chosen,
    clear: () => {
      queries.removeQueries({ queryKey: key })
      set(blank)
    },
  }
}

/**
 * What an official may do, the usual first; an applicant's own acts are not done here. To send back where the flow itself
 * knows no way back is an exception: it stands in the menu of other acts.
 */
function offers(view: CaseView): May[] {
  return view.may
    .filter(({ verb, needsTarget }) => order.includes(verb) && needsTarget !== 'step')
    .sort((a, b) => order.indexOf(a.verb) - order.indexOf(b.verb))
}
