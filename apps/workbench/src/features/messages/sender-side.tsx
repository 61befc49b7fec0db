import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Sender, SenderKey, Template } from '@zhengtong/platform/support/messages/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button, Typography } from 'antd'
import { useState } from 'react'
import { Content } from '../../parts/content.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { TemplateDialog } from './template-dialog.tsx'
import { words } from './words.ts'

/** Keys and templates of one sender. */
export function SenderSide({ sender, keeps }: { sender: Sender; keeps: boolean }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [writing, setWriting] = useState<{ template?: Template }>()
  const templates = useQuery({
    queryKey: ['message-templates', sender.id],
    queryFn: ({ signal }) =>
      request<{ items: Template[] }>('/message-templates', { query: { senderId: sender.id }, signal }),
  })
  const stop = useMutation({
    mutationFn: () =>
      request<Sender>(`/message-senders/${sender.id}/stopped`, { method: 'PUT', body: { stopped: !sender.stopped } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['message-senders'] }),
    onError: (error) => void message.error(sentence(error)),
  })
  return (
    <>
      <div className="page-head">
        <h2 className="grow">{sender.name}</h2>
        {keeps && (
          <Button danger={!sender.stopped} loading={stop.isPending} onClick={() => stop.mutate()}>
            {sender.stopped ? w.resume : w.stop}
          </Button>
        )}
      </div>
      <div className="flow pad scrolls">
        <Keys sender={sender} keeps={keeps} />
        <h3>{w.templates}</h3>
        <Content of={templates}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="soft">{w.noTemplates}</p>
            ) : (
              <ul className="papers">
                {items.map((template) => (
                  <li key={template.id}>
                    <span className="grow">
                      {template.name}{' '}
                      <span className="soft">
                        {w.channelWord[template.channel]} · {w.version(template.version)}
                      </span>
                      <br />
                      <span className="soft">{template.texts.zh.body}</span>
                    </span>
                    {keeps && (
                      <Button
                        size="small"
                        aria-label={`${w.edit} ${template.name}`}
                        onClick={() => setWriting({ template })}
                      >
                        {w.edit}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Content>
        {keeps && <Button onClick={() => setWriting({})}>{w.newTemplate}</Button>}
      </div>
      {writing && <TemplateDialog senderId={sender.id} {...writing} onClose={() => setWriting(undefined)} />}
    </>
  )
}

function Keys({ sender, keeps }: { sender: Sender; keeps: boolean }) {
  const w = useWords(words)
  const format = useFormat()
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const path = `/message-senders/${sender.id}/keys`
  const keys = useQuery({
    queryKey: ['message-keys', sender.id],
    queryFn: ({ signal }) => request<{ items: SenderKey[] }>(path, { signal }),
  })
  const refresh = () => queries.invalidateQueries({ queryKey: ['message-keys', sender.id] })
  const onError = (error: Error) => void message.error(sentence(error))
  const add = useMutation({
    mutationFn: () => request<{ apiKey: string }>(path, { method: 'POST', body: { name: sender.name } }),
    onSuccess: refresh,
    onError,
  })
  const revoke = useMutation({
    mutationFn: (id: string) => request<void>(`${path}/${id}`, { method: 'DELETE' }),
    onSuccess: refresh,
    onError,
  })
  return (
    <>
      <h3>{w.keys}</h3>
      {add.data && (
        <Note tone="wait" alert>
          {w.keyShown}
          <Typography.Text copyable code>
            {add.data.apiKey}
          </Typography.Text>
        </Note>
      )}
      <Content of={keys}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{w.noKeys}</p>
          ) : (
            <ul className="papers">
              {items.map((key) => (
                <li key={key.id}>
                  <span className="grow">
                    {key.name} <span className="soft">{format.instant(key.createdAt)}</span>
                  </span>
                  {key.revokedAt ? (
                    <span className="soft">{w.revoked(format.instant(key.revokedAt))}</span>
                  ) : (
                    keeps && (
                      <Button size="small" danger onClick={() => revoke.mutate(key.id)}>
                        {w.revoke}
                      </Button>
                    )
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Content>
      {keeps && (
        <Button loading={add.isPending} onClick={() => add.mutate()}>
          {w.newKey}
        </Button>
      )}
    </>
  )
}
