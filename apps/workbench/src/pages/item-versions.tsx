import { useParams } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { History } from 'lucide-react'
import { useVersions } from '../features/items/use-items.ts'
import { VersionTable } from '../features/items/version-table.tsx'
import { words } from '../features/items/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'

export function ItemVersionsPage() {
  const w = useWords(words)
  const { itemId } = useParams({ from: '/work/items/$itemId/versions' })
  return (
    <div className="list-box">
      <Content of={useVersions(itemId)}>
        {({ items }) =>
          items.length > 0 ? (
            <VersionTable id={itemId} rows={items} />
          ) : (
            <Blank icon={History} title={w.versionsEmpty}>
              <p>{w.versionsEmptyHelp}</p>
            </Blank>
          )
        }
      </Content>
    </div>
  )
}
