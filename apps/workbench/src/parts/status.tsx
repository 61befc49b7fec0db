import type { CaseRow } from '@zhengtong/platform/support/cases/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Ban, CircleCheck, CircleDot, CircleX, Undo2 } from 'lucide-react'
import { Icon } from './icon.tsx'
import { words } from './words.ts'

const ends = {
  granted: { picture: CircleCheck, tone: 'light--green' },
  denied: { picture: CircleX, tone: '' },
  refused: { picture: Ban, tone: '' },
  withdrawn: { picture: Undo2, tone: '' },
  terminated: { picture: Ban, tone: '' },
} as const

/** Where a case stands, or how it ended. */
export function StatusWord({ status, outcome }: Pick<CaseRow, 'status' | 'outcome'>) {
  const w = useWords(words)
  const end = outcome ? ends[outcome] : undefined
  return (
    <span className={`light ${end?.tone ?? ''}`}>
      <Icon of={end?.picture ?? CircleDot} />
      {outcome ? w[outcome] : w[status]}
    </span>
  )
}
