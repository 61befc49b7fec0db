import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DraftSummary } from '@zhengtong/platform/nets/service/items/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { FilePen } from 'lucide-react'
import { Blank } from '../../parts/blank.tsx'
import { Content } from '../../parts/content.tsx'
import { words } from './words.ts'

/** The drafts that are open in the divisions I manage. */
export function DraftTable() {
  const w = useWords(words)
  const format = useFormat()
  const drafts = useQuery({
    queryKey: ['item-drafts'],
    queryFn: ({ signal }) => request<{ items: DraftSummary[] }>('/item-drafts', { signal }),
  })
  return (
    <Content of={drafts} rows={10}>
      {({ items }) =>
        items.length === 0 ? (
          <Blank icon={FilePen} title={w.noDraftsTitle}>
            <p>{w.noDrafts}</p>
          </Blank>
        ) : (
          <table className="list list--cards">
            <caption className="unseen">{w.drafts}</caption>
            <thead>
              <tr>
                <th scope="col">{w.name}</th>
                <th scope="col">{w.state}</th>
                <th scope="col">{w.source}</th>
                <th scope="col">{w.changedAt}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((draft) => (
                <tr key={draft.itemId}>
                  <th scope="row" className="wide">
                    <Link to="/items/$itemId/edit" params={{ itemId: draft.itemId }}>
                      {draft.name}
                    </Link>
                  </th>
                  <td>{w.stateWord[draft.state]}</td>
                  <td>{w.origin[draft.origin]}</td>
                  <td className="soft nowrap">{format.instant(draft.updatedAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Content>
  )
}
