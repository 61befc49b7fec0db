import type { StockImport } from '@zhengtong/platform/support/stock-licences/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { CircleAlert, CircleCheck, ClipboardCheck, Clock, Columns3, LoaderCircle } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { words } from './words.ts'

const looks = {
  uploaded: { picture: Columns3, tone: '' },
  queued: { picture: Clock, tone: '' },
  running: { picture: LoaderCircle, tone: 'light--yellow' },
  checked: { picture: ClipboardCheck, tone: 'light--yellow' },
  done: { picture: CircleCheck, tone: 'light--green' },
  failed: { picture: CircleAlert, tone: 'light--red' },
} as const

export function StateWord({ of: { state } }: { of: StockImport }) {
  const w = useWords(words)
  return (
    <span className={`light ${looks[state].tone}`}>
      <Icon of={looks[state].picture} />
      {w.stateWord[state]}
    </span>
  )
}
