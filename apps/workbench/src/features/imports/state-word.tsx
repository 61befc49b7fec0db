import type { ImportRun } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { CircleAlert, CircleCheck, Clock, LoaderCircle } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { words } from './words.ts'

const looks = {
  queued: { picture: Clock, tone: '' },
  running: { picture: LoaderCircle, tone: 'light--yellow' },
  done: { picture: CircleCheck, tone: 'light--green' },
  failed: { picture: CircleAlert, tone: 'light--red' },
} as const

export function StateWord({ run: { state } }: { run: ImportRun }) {
  const w = useWords(words)
  return (
    <span className={`light ${looks[state].tone}`}>
      <Icon of={looks[state].picture} />
      {w.stateWord[state]}
    </span>
  )
}
