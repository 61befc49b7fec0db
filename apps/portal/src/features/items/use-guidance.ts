import { createHolds, guidanceOf, type Item, type Situations } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useMemo, useState } from 'react'

/** The answers to an item's questions, and what applies to them, told at once as the server would. */
export function useGuidance(item: Item, given: Situations = {}) {
  const [situations, setSituations] = useState<Situations>(given)
  const holds = useMemo(() => createHolds(), [])
  const guidance = useMemo(() => guidanceOf(item, situations, holds), [item, situations, holds])
  const choose = (question: string, option: string) => setSituations((before) => ({ ...before, [question]: option }))
  return { situations, guidance, choose }
}
