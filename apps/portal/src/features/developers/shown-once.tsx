import { Said } from '@zhengtong/ui/components/states.tsx'
import { Facts } from '@zhengtong/ui/components/surfaces.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useEffect, useRef } from 'react'
import { programWords } from './program-words.ts'

/** A secret that was just made: here now, and nowhere later. */
export function ShownOnce({ rows }: { rows: (readonly [name: string, value: string])[] }) {
  const t = useWords(programWords)
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => ref.current?.focus(), [])
  return (
    <div ref={ref} tabIndex={-1}>
      <Said tone="wait" role="status">
        <h3>{t.shownOnce}</h3>
        <p>{t.shownText}</p>
        <Facts rows={rows.map(([name, value]) => [name, <code key={name}>{value}</code>] as const)} />
      </Said>
    </div>
  )
}
