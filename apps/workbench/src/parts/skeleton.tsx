import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { words } from './words.ts'

const widths = ['62%', '84%', '48%', '76%', '90%', '55%', '70%', '40%']

/** The shape of what is coming, while it is being read. */
export function Skeleton({ rows = 8 }: { rows?: number }) {
  const w = useWords(words)
  return (
    <div className="bones" role="status">
      <span className="unseen">{w.loading}</span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey bars have no identity
        <i key={index} style={{ width: widths[index % widths.length] }} />
      ))}
    </div>
  )
}

export const PageSkeleton = () => <Skeleton rows={12} />
