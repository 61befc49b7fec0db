import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { FilePen } from 'lucide-react'
import { useState } from 'react'
import { ItemEditor } from '../features/items/editor/editor.tsx'
import { draftQuery, useItem } from '../features/items/use-items.ts'
import { words } from '../features/items/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'

export function ItemEditPage() {
  const w = useWords(words)
  const { itemId } = useParams({ from: '/work/items/$itemId/edit' })
  const { section } = useSearch({ from: '/work/items/$itemId/edit' })
  const navigate = useNavigate()
  const queries = useQueryClient()
  const of = useItem(itemId)
  // The editor begins anew with the draft of somebody else only when asked to.
  const [round, setRound] = useState(0)
  const onTheirs = async () => {
    await queries.refetchQueries(draftQuery(itemId))
    setRound(round + 1)
  }
  return (
    <Content of={of} rows={14}>
      {({ draft }) =>
        draft ? (
          <ItemEditor
            key={`${itemId} ${round}`}
            id={itemId}
            draft={draft}
            section={section}
            onSection={(key) =>
              void navigate({ to: '/items/$itemId/edit', params: { itemId }, search: { section: key }, replace: true })
            }
            onTheirs={() => void onTheirs()}
          />
        ) : (
          <Blank icon={FilePen} title={w.needsDraft}>
            <p>{w.noDrafts}</p>
          </Blank>
        )
      }
    </Content>
  )
}
