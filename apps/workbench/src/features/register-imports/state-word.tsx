import type { RegisterImport } from '@zhengtong/platform/support/register-imports/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { CircleAlert, CircleCheck, Clock, Columns3, LoaderCircle } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { words } from './words.ts'

const looks = {
  uploaded: { picture: Columns3, tone: '' },
  queued: { picture: Clock, tone: '' },
  reading: { picture: LoaderCircle, tone: 'light--yellow' },
  done: { picture: CircleCheck, tone: 'light--green' },
  failed: { picture: CircleAlert, tone: 'light--red' },
} as const

export function StateWord({ of: { state } }: { of: RegisterImport }) {
  const w = useWords(words)
  return (
    <span className={`light ${looks[state].tone}`}>
      <Icon of={looks[state].picture} />
      {w.stateWord[state]}
    </span>
  )
}
