import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ChannelChoice, SubscriptionInput, Subscriptions } from '@zhengtong/platform/support/notices/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Checkbox, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { Content } from '../../parts/content.tsx'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

const key = ['subscriptions']

/** What I am told of, and by which channels beside the workbench. */
export function NoticeSettings() {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => request<Subscriptions>('/me/subscriptions', { signal }),
  })
  const keep = (data: Subscriptions) => queries.setQueryData(key, data)
  const [giving, give] = useState<ChannelChoice['channel']>()
  const choose = useMutation({
    mutationFn: (body: SubscriptionInput) => request<Subscriptions>('/me/subscriptions', { method: 'PUT', body }),
    onSuccess: keep,
  })
  const turn = useMutation({
    mutationFn: ({ channel, chosen }: { channel: ChannelChoice['channel']; chosen: boolean }) =>
      request<Subscriptions>(`/me/subscriptions/channels/${channel}`, { method: 'PUT', body: { chosen } }),
    onSuccess: keep,
  })
  const fault = choose.error ?? turn.error
  return (
    <section className="pad flow" aria-labelledby="how-told">
      <h2 id="how-told">{w.settings}</h2>
      {fault && (
        <Note tone="danger" alert>
          {sentence(fault)}
        </Note>
      )}
      <Content of={query} rows={4}>
        {({ items, channels }) => (
          <>
            {items.map(({ topic, mode }) => (
              <div key={topic} className="filters">
                <span>{w.topics[topic]}</span>
                <Select
                  aria-label={w.topics[topic] ?? topic}
                  style={{ width: 160 }}
                  value={mode}
                  options={(['now', 'digest', 'off'] as const).map((value) => ({ value, label: w.modes[value] }))}
                  onChange={(next) => choose.mutate({ topic, mode: next })}
                />
              </div>
            ))}
            {channels.map(({ channel, chosen, address, unsubscribed }) => (
              <div key={channel} className="filters">
                {address ? (
                  <Checkbox
                    checked={chosen && !unsubscribed}
                    onChange={({ target }) => turn.mutate({ channel, chosen: target.checked })}
                  >
                    {w.channelOn(w.channels[channel])} {address}
                  </Checkbox>
                ) : (
                  <span>{w.channels[channel]}</span>
                )}
                <Button size="small" onClick={() => give(channel)}>
                  {w.give(w.address[channel])}
                </Button>
              </div>
            ))}
          </>
        )}
      </Content>
      {giving && <GiveDialog channel={giving} onKept={keep} onClose={() => give(undefined)} />}
    </section>
  )
}

/** An address, and then the code that came to it. */
function GiveDialog(props: {
  channel: ChannelChoice['channel']
  onKept: (data: Subscriptions) => void
  onClose: () => void
}) {
  const { channel, onKept, onClose } = props
  const w = useWords(words)
  const sentence = useSentence()
  const [address, setAddress] = useState('')
  const [code, setCode] = useState('')
  const send = useMutation({
    mutationFn: () => request('/me/contacts', { method: 'POST', body: { channel, address: address.trim() } }),
  })
  const confirm = useMutation({
    mutationFn: () =>
      request<Subscriptions>(`/me/contacts/${channel}/confirmation`, { method: 'POST', body: { code: code.trim() } }),
    onSuccess: (data) => {
      onKept(data)
      onClose()
    },
  })
  const fault = send.error ?? confirm.error
  return (
    <Modal
      open
      title={w.give(w.address[channel])}
      okText={send.isSuccess ? w.confirm : w.send}
      okButtonProps={{ loading: send.isPending || confirm.isPending }}
      onOk={() => (send.isSuccess ? confirm.mutate() : send.mutate())}
      onCancel={onClose}
    >
      <div className="flow">
        {fault && (
          <Note tone="danger" alert>
            {sentence(fault)}
          </Note>
        )}
        <Field label={w.address[channel]}>
          {(own) => (
            <Input
              {...own}
              disabled={send.isSuccess}
              value={address}
              onChange={({ target }) => setAddress(target.value)}
            />
          )}
        </Field>
        {send.isSuccess && (
          <Field label={w.code}>
            {(own) => (
              <Input
                {...own}
                inputMode="numeric"
                maxLength={6}
                value={code}
                onChange={({ target }) => setCode(target.value)}
              />
            )}
          </Field>
        )}
      </div>
    </Modal>
  )
}
