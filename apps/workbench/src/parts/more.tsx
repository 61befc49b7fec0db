import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { words } from './words.ts'

/** The foot of a list that can be read on. */
export function More({
  of,
  children,
}: {
  of: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
  children?: React.ReactNode
}) {
  const w = useWords(words)
  return (
    <div className="list-foot">
      <span className="soft grow">{children}</span>
      {of.hasNextPage ? (
        <Button loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
          {w.more}
        </Button>
      ) : (
        <span className="soft">{w.shownAll}</span>
      )}
    </div>
  )
}
