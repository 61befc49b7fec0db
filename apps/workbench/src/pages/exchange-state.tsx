import { useQuery } from '@tanstack/react-query'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { StateSaid } from '../features/exchange/state-said.tsx'
import { ExchangeTabs } from '../features/exchange/tabs.tsx'
import { exchangeStateQuery } from '../features/exchange/use-state.ts'
import { words } from '../features/exchange/words.ts'
import { Content } from '../parts/content.tsx'
import { useTitle } from '../parts/title.ts'

/** What waits, what was sent, received or refused, and the latest batches. */
export function ExchangeStatePage() {
  const w = useWords(words)
  const state = useQuery(exchangeStateQuery)
  useTitle(w.stateTab)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <ExchangeTabs />
      </div>
      <div className="list-box">
        <Content of={state}>{(data) => <StateSaid state={data} />}</Content>
      </div>
    </>
  )
}
