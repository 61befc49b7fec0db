import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useEffect, useRef, useState } from 'react'
import { words } from './words.ts'

/** Tells people who listen that the queue has changed; the first count is no change. */
export function QueueChanges({ total }: { total: number | undefined }) {
  const w = useWords(words)
  const before = useRef<number>(undefined)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (total === undefined) return
    if (before.current !== undefined && before.current !== total) setSaid(w.changed(total))
    before.current = total
  }, [total, w])
  return (
    <p className="unseen" aria-live="polite">
      {said}
    </p>
  )
}
