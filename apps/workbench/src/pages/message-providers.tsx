import { useQuery } from '@tanstack/react-query'
import type { ProviderState } from '@zhengtong/platform/support/messages/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { ProviderTable } from '../features/messages/provider-table.tsx'
import { MessageTabs } from '../features/messages/tabs.tsx'
import { words } from '../features/messages/words.ts'
import { Content } from '../parts/content.tsx'
import { Note } from '../parts/note.tsx'
import { useTitle } from '../parts/title.ts'

/** The ways out of the house and how they did in the last day. */
export function MessageProvidersPage() {
  const w = useWords(words)
  const providers = useQuery({
    queryKey: ['message-providers'],
    queryFn: ({ signal }) => request<{ items: ProviderState[] }>('/message-providers', { signal }),
    refetchInterval: 10_000,
  })
  useTitle(w.providersTab)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <MessageTabs />
      </div>
      <div className="flow pad">
        <p className="soft">{w.providersHelp}</p>
        <Content of={providers}>
          {({ items }) =>
            items.length > 0 ? <ProviderTable rows={items} /> : <Note tone="wait">{w.noProviders}</Note>
          }
        </Content>
      </div>
    </>
  )
}
