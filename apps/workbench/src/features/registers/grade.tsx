import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Lock, LockOpen } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { words } from './words.ts'

/** The grade of data, GB/T 43697-2024; from 3 on it is stored encrypted. */
export function Grade({ of }: { of: number }) {
  const w = useWords(words)
  return (
    <span className={`light ${of >= 3 ? 'light--yellow' : ''}`}>
      <Icon of={of >= 3 ? Lock : LockOpen} />
      {w.gradeWord[of] ?? of}
    </span>
  )
}
