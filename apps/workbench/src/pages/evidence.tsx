import { useQuery } from '@tanstack/react-query'
import type { ChainAnchor, Channel } from '@zhengtong/platform/support/evidence/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { Fingerprint } from 'lucide-react'
import { useState } from 'react'
import { ChainRow } from '../features/evidence/chain-rows.tsx'
import { ChannelDialog } from '../features/evidence/channel-dialog.tsx'
import { ChannelRow } from '../features/evidence/channel-rows.tsx'
import { Systems } from '../features/evidence/systems.tsx'
import { words } from '../features/evidence/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { useTitle } from '../parts/title.ts'
import { holdsAny, useMe } from '../session.ts'

/** The evidence base: channels, the systems that write to them, what stands on the chain. */
export function EvidencePage() {
  const w = useWords(words)
  const keeps = holdsAny(useMe(), ['administrator'])
  const [opening, setOpening] = useState(false)
  const channels = useQuery({
    queryKey: ['evidence-channels'],
    queryFn: ({ signal }) => request<{ items: Channel[] }>('/evidence/channels', { signal }),
  })
  const chain = usePaged<ChainAnchor>('chain-anchors', '/evidence/chain-anchors', {})
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <span className="soft grow">{w.help}</span>
        {keeps && <Button onClick={() => setOpening(true)}>{w.newChannel}</Button>}
      </div>
      <div className="flow pad scrolls">
        <Content of={channels}>
          {({ items }) => (
            <>
              <h2>{w.channels}</h2>
              {items.length === 0 ? (
                <Blank icon={Fingerprint} title={w.none}>
                  <p>{w.noneHelp}</p>
                </Blank>
              ) : (
                <ul className="papers">
                  {items.map((channel) => (
                    <ChannelRow key={channel.key} channel={channel} keeps={keeps} />
                  ))}
                </ul>
              )}
              <Systems channels={items} keeps={keeps} />
            </>
          )}
        </Content>
        <h2>{w.chain}</h2>
        <Content of={chain.list}>
          {(rows) =>
            rows.length === 0 ? (
              <p className="soft">{w.noChain}</p>
            ) : (
              <ul className="papers">
                {rows.map((anchor) => (
                  <ChainRow key={anchor.size} anchor={anchor} />
                ))}
              </ul>
            )
          }
        </Content>
        <More of={chain} />
      </div>
      {opening && <ChannelDialog onClose={() => setOpening(false)} />}
    </>
  )
}
