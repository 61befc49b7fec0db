import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { Sender } from '@zhengtong/platform/support/messages/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { MessageSquareText } from 'lucide-react'
import { useState } from 'react'
import { SenderDialog } from '../features/messages/sender-dialog.tsx'
import { SenderSide } from '../features/messages/sender-side.tsx'
import { MessageTabs } from '../features/messages/tabs.tsx'
import { words } from '../features/messages/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { Divider, Pane, usePaneWidth } from '../parts/panes.tsx'
import { useTitle } from '../parts/title.ts'
import { holdsAny, useMe } from '../session.ts'

/** Departments and systems that send, with their keys and templates. */
export function MessageSendersPage() {
  const w = useWords(words)
  const keeps = holdsAny(useMe(), ['administrator'])
  const { sender: openId } = useSearch({ from: '/work/messages/senders' })
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const side = usePaneWidth({ key: 'message-sender', initial: 520, min: 320, max: 900 })
  const senders = useQuery({
    queryKey: ['message-senders'],
    queryFn: ({ signal }) => request<{ items: Sender[] }>('/message-senders', { signal }),
  })
  const open = senders.data?.items.find(({ id }) => id === openId)
  useTitle(w.sendersTab)
  return (
    <div className="panes panes--stack">
      <Pane label={w.sendersTab}>
        <div className="page-head">
          <h1>{w.title}</h1>
          <MessageTabs />
          {keeps && <Button onClick={() => setAdding(true)}>{w.newSender}</Button>}
        </div>
        <div className="list-box">
          <Content of={senders}>
            {({ items }) =>
              items.length > 0 ? (
                <ul className="papers pad">
                  {items.map((sender) => (
                    <li key={sender.id}>
                      <Link
                        to="/messages/senders"
                        search={{ sender: sender.id }}
                        aria-current={sender.id === openId ? 'true' : undefined}
                      >
                        {sender.name}
                      </Link>
                      {sender.stopped && <span className="light--yellow">{w.stopped}</span>}
                    </li>
                  ))}
                </ul>
              ) : (
                <Blank icon={MessageSquareText} title={w.noSenders}>
                  <p>{w.noSendersHelp}</p>
                </Blank>
              )
            }
          </Content>
        </div>
      </Pane>
      <Divider pane={side} grows="right" />
      <Pane label={w.sender} width={side.width}>
        {open ? (
          <SenderSide key={open.id} sender={open} keeps={keeps} />
        ) : (
          <Blank icon={MessageSquareText} title={w.choose}>
            <p>{w.chooseHelp}</p>
          </Blank>
        )}
      </Pane>
      {adding && (
        <SenderDialog
          onClose={() => setAdding(false)}
          onDone={(sender) => {
            setAdding(false)
            void navigate({ to: '/messages/senders', search: { sender: sender.id } })
          }}
        />
      )}
    </div>
  )
}
