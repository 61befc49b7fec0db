import { Navigate, useParams } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { GuidePreview } from '../features/items/guide-preview.tsx'
import { useItem } from '../features/items/use-items.ts'
import { words } from '../features/items/words.ts'
import { Content } from '../parts/content.tsx'
import { Scroll } from '../parts/scroll.tsx'

export function ItemGuidePage() {
  const w = useWords(words)
  const { itemId } = useParams({ from: '/work/items/$itemId/' })
  return (
    <Scroll className="guide-page" label={w.tabGuide}>
      <Content of={useItem(itemId)}>
        {({ guide }) =>
          guide ? <GuidePreview item={guide.item} /> : <Navigate to="/items/$itemId/edit" params={{ itemId }} replace />
        }
      </Content>
    </Scroll>
  )
}
