import { Outlet, useParams } from '@tanstack/react-router'
import { usePick } from '@zhengtong/ui/i18n/words.ts'
import { ItemHead } from '../features/items/item-head.tsx'
import { ItemTabs } from '../features/items/item-tabs.tsx'
import { useItem } from '../features/items/use-items.ts'
import { Content } from '../parts/content.tsx'
import { useTitle } from '../parts/title.ts'

/** The frame around an item's guide, editor, comparison and versions. */
export function ItemPage() {
  const { itemId } = useParams({ from: '/work/items/$itemId' })
  const pick = usePick()
  const of = useItem(itemId)
  const item = of.data?.draft?.item ?? of.data?.guide?.item
  useTitle(item && pick(item.name, item.nameEn))
  return (
    <Content whole of={of} rows={14}>
      {(one) => (
        <>
          <ItemHead id={itemId} of={one} />
          <ItemTabs id={itemId} of={one} />
          <Outlet />
        </>
      )}
    </Content>
  )
}
