import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Database, PencilLine } from 'lucide-react'
import { Icon } from './icon.tsx'
import { words } from './words.ts'

/** Where a value comes from: a register, or the applicant's own word. */
export function SourceChip({ label, title }: { label?: string; title?: string }) {
  const w = useWords(words)
  return label ? (
    <span className="source" title={title}>
      <Icon of={Database} />
      {label}
    </span>
  ) : (
    <span className="source source--self">
      <Icon of={PencilLine} />
      {w.bySelf}
    </span>
  )
}
