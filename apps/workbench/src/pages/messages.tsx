import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Message } from '@zhengtong/platform/support/messages/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { MessageSquareText } from 'lucide-react'
import { MessageTable } from '../features/messages/message-table.tsx'
import { MessageTabs } from '../features/messages/tabs.tsx'
import { words } from '../features/messages/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { CopyAddress } from '../parts/copy-address.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { SearchBox } from '../parts/search-box.tsx'
import { useTitle } from '../parts/title.ts'

const channels = ['sms', 'email', 'push', 'wechat'] as const
const statuses = [
  'created',
  'sending',
  'sent',
  'delivered',
  'permanent-failure',
  'temporary-failure',
  'technical-failure',
] as const

/** What left the house for people outside, and what became of it. */
export function MessagesPage() {
  const w = useWords(words)
  const filter = useSearch({ from: '/work/messages' })
  const navigate = useNavigate()
  const messages = usePaged<Message>('sent-messages', '/sent-messages', filter, { refetchInterval: 10_000 })
  const change = (part: typeof filter) =>
    void navigate({ to: '/messages', search: { ...filter, ...part }, replace: true })
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <MessageTabs />
      </div>
      <div className="filters">
        <Choice
          label={w.channel}
          any={w.anyChannel}
          width={160}
          value={filter.channel}
          options={channels.map((value) => ({ value, label: w.channelWord[value] }))}
          onChange={(channel) => change({ channel })}
        />
        <Choice
          label={w.status}
          any={w.anyStatus}
          width={200}
          value={filter.status}
          options={statuses.map((value) => ({ value, label: w.statusWord[value] }))}
          onChange={(status) => change({ status })}
        />
        {filter.channel && <SearchBox label={w.to} value={filter.to} onChange={(to) => change({ to })} />}
        <span className="grow" />
        <CopyAddress />
      </div>
      <div className="list-box">
        <Content of={messages.list}>
          {(rows) =>
            rows.length > 0 ? (
              <MessageTable rows={rows} />
            ) : (
              <Blank icon={MessageSquareText} title={w.none}>
                <p>{w.noneHelp}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      {messages.rows && messages.rows.length > 0 && <More of={messages} />}
    </>
  )
}
