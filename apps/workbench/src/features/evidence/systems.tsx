import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Channel, Client } from '@zhengtong/platform/support/evidence/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button, Checkbox, Input, Modal, Typography } from 'antd'
import { useState } from 'react'
import { Content } from '../../parts/content.tsx'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

type Keyed = Client & { apiKey: string }

/** Systems that may anchor: to which channels, with a key that is shown once. */
export function Systems({ channels, keeps }: { channels: Channel[]; keeps: boolean }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [admitting, setAdmitting] = useState(false)
  const [shown, setShown] = useState<Keyed>()
  const systems = useQuery({
    queryKey: ['evidence-clients'],
    queryFn: ({ signal }) => request<{ items: Client[] }>('/evidence/clients', { signal }),
  })
  const refresh = () => queries.invalidateQueries({ queryKey: ['evidence-clients'] })
  const onError = (error: Error) => void message.error(sentence(error))
  const change = useMutation({
    mutationFn: ({ id, channels: keys, stopped }: Client) =>
      request(`/evidence/clients/${id}`, { method: 'PUT', body: { channels: keys, stopped: !stopped } }),
    onSuccess: refresh,
    onError,
  })
  const renew = useMutation({
    mutationFn: (id: string) => request<Keyed>(`/evidence/clients/${id}/key`, { method: 'POST' }),
    onSuccess: setShown,
    onError,
  })
  const nameOf = (key: string) => channels.find((channel) => channel.key === key)?.name ?? key
  return (
    <>
      <h2>{w.systems}</h2>
      {shown && (
        <Note tone="wait" alert>
          {shown.name}：{w.keyShown}
          <Typography.Text copyable code>
            {shown.apiKey}
          </Typography.Text>
        </Note>
      )}
      <Content of={systems}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{w.noSystems}</p>
          ) : (
            <ul className="papers">
              {items.map((client) => (
                <li key={client.id}>
                  <span className="grow">
                    {client.name} {client.stopped && <span className="light--yellow">{w.stopped}</span>}
                    <br />
                    <span className="soft">{client.channels.map(nameOf).join('、')}</span>
                  </span>
                  {keeps && (
                    <>
                      <Button
                        size="small"
                        aria-label={`${w.renew} ${client.name}`}
                        onClick={() => renew.mutate(client.id)}
                      >
                        {w.renew}
                      </Button>
                      <Button
                        size="small"
                        danger={!client.stopped}
                        aria-label={`${client.stopped ? w.resume : w.stop} ${client.name}`}
                        onClick={() => change.mutate(client)}
                      >
                        {client.stopped ? w.resume : w.stop}
                      </Button>
                    </>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Content>
      {keeps && channels.length > 0 && <Button onClick={() => setAdmitting(true)}>{w.newSystem}</Button>}
      {admitting && (
        <SystemDialog
          channels={channels}
          onClose={() => setAdmitting(false)}
          onDone={(client) => {
            setAdmitting(false)
            setShown(client)
            void refresh()
          }}
        />
      )}
    </>
  )
}

function SystemDialog(props: { channels: Channel[]; onDone: (client: Keyed) => void; onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const [name, setName] = useState('')
  const [keys, setKeys] = useState<string[]>([])
  const [asked, setAsked] = useState(false)
  const admit = useMutation({
    mutationFn: () =>
      request<Keyed>('/evidence/clients', { method: 'POST', body: { name: name.trim(), channels: keys } }),
    onSuccess: props.onDone,
  })
  return (
    <Modal
      open
      title={w.newSystem}
      okText={w.admit}
      cancelText={w.back}
      okButtonProps={{ loading: admit.isPending }}
      onOk={() => {
        setAsked(true)
        if (name.trim() && keys.length > 0) admit.mutate()
      }}
      onCancel={props.onClose}
    >
      <Field label={w.name} fault={admit.error ? sentence(admit.error) : asked && !name.trim() ? w.need : undefined}>
        {(own) => <Input {...own} maxLength={60} value={name} onChange={({ target }) => setName(target.value)} />}
      </Field>
      <fieldset className="entry">
        <legend>{w.admitted}</legend>
        {props.channels.map(({ key, name: title }) => (
          <Checkbox
            key={key}
            checked={keys.includes(key)}
            onChange={({ target }) => setKeys(target.checked ? [...keys, key] : keys.filter((each) => each !== key))}
          >
            {title}
          </Checkbox>
        ))}
        {asked && keys.length === 0 && <p className="entry-says light--red">{w.need}</p>}
      </fieldset>
    </Modal>
  )
}
