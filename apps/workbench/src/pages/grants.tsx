import type { Grant } from '@zhengtong/platform/support/showings/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { KeyRound, MessageCircleQuestion } from 'lucide-react'
import { useState } from 'react'
import { AskDialog } from '../features/grants/ask-dialog.tsx'
import { AskTable } from '../features/grants/ask-table.tsx'
import { GrantTable } from '../features/grants/grant-table.tsx'
import { UseDialog } from '../features/grants/use-dialog.tsx'
import { useAsks, useGrants } from '../features/grants/use-grants.ts'
import { words } from '../features/grants/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { useTitle } from '../parts/title.ts'

/** 授权用证: what holders let this office read, its use, and what it asks of them. */
export function GrantsPage() {
  const w = useWords(words)
  useTitle(w.title)
  const grants = useGrants()
  const asks = useAsks()
  const [used, setUsed] = useState<Grant>()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <div className="page-head page-head--line">
        <h1>{w.title}</h1>
        <Button type="primary" onClick={() => setAsking(true)}>
          {w.ask}
        </Button>
      </div>
      <p className="pad soft">{w.intro}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="list-box" tabIndex={0} aria-label={w.grants}>
        <Content of={grants.list}>
          {(rows) =>
            rows.length > 0 ? (
              <GrantTable grants={rows} onUse={setUsed} />
            ) : (
              <Blank icon={KeyRound} title={w.emptyTitle}>
                <p>{w.empty}</p>
              </Blank>
            )
          }
        </Content>
        {(grants.list.data?.length ?? 0) > 0 && <More of={grants} />}
      </section>
      <h2 className="pad">{w.asks}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="list-box" tabIndex={0} aria-label={w.asks}>
        <Content of={asks.list}>
          {(rows) =>
            rows.length > 0 ? <AskTable asks={rows} /> : <Blank icon={MessageCircleQuestion} title={w.noAsks} />
          }
        </Content>
        {(asks.list.data?.length ?? 0) > 0 && <More of={asks} />}
      </section>
      {used && <UseDialog grant={used} onClose={() => setUsed(undefined)} />}
      {asking && <AskDialog onClose={() => setAsking(false)} />}
    </>
  )
}
