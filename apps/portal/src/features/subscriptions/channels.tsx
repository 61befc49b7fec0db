import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ChannelChoice, Subscriptions } from '@zhengtong/platform/support/notices/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { Button, LinkButton } from '@zhengtong/ui/components/button.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { type FormEvent, useState } from 'react'

type Channel = ChannelChoice['channel']

const words = defineWords(
  {
    title: '还想从哪里收到',
    help: '消息一直都在“我的消息”里。选了下面的渠道，也会发到那里。晚上十点到早上八点不发短信。',
    name: { sms: '短信', email: '电子邮件', push: '政务钉钉', wechat: '微信公众号' } as Record<Channel, string>,
    to: (address: string) => `发到 ${address}`,
    none: '还没有地址',
    unsubscribed: '您退订过，重新打开就会再收到',
    on: '打开',
    off: '关闭',
    change: '换一个地址',
    add: '填写地址',
    address: { sms: '手机号', email: '邮箱地址', push: '钉钉账号', wechat: '' } as Record<Channel, string>,
    send: '发验证码',
    code: '验证码（6 位）',
    codeSent: (address: string) => `验证码发到 ${address} 了，10 分钟内有效。`,
    confirm: '确认',
  },
  {
    title: 'Where else it should reach you',
    help: 'Notices are always under “My notices”. They also go to what you turn on here. No text messages from ten at night to eight.',
    name: { sms: 'Text message', email: 'E-mail', push: 'DingTalk', wechat: 'WeChat official account' },
    to: (address) => `To ${address}`,
    none: 'No address yet',
    unsubscribed: 'You unsubscribed; turn it on to hear again',
    on: 'Turn on',
    off: 'Turn off',
    change: 'Change the address',
    add: 'Give an address',
    address: { sms: 'Mobile number', email: 'E-mail address', push: 'DingTalk user id', wechat: '' },
    send: 'Send me a code',
    code: 'Code (6 digits)',
    codeSent: (address) => `A code went to ${address}; it is good for ten minutes.`,
    confirm: 'Confirm',
  },
)

/** The channels beside the platform itself: which are on, where they reach me, and giving an address. */
export function Channels({ channels }: { channels: ChannelChoice[] }) {
  const t = useWords(words)
  return (
    <section className="stack-8" aria-labelledby="channels">
      <h2 id="channels">{t.title}</h2>
      <p className="soft">{t.help}</p>
      <ul className="rows">
        {channels.map((each) => (
          <li key={each.channel} className="stack-8">
            <OneChannel {...each} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function OneChannel({ channel, chosen, address, unsubscribed }: ChannelChoice) {
  const t = useWords(words)
  const keep = useKeep()
  const [giving, setGiving] = useState(false)
  const choose = useMutation({
    mutationFn: (next: boolean) =>
      request<Subscriptions>(`/me/subscriptions/channels/${channel}`, { method: 'PUT', body: { chosen: next } }),
    onSuccess: keep,
  })
  const isOn = chosen && !unsubscribed
  return (
    <>
      <p className="row row--wrap">
        <strong>{t.name[channel]}</strong>
        <span className="soft">{address ? t.to(address) : t.none}</span>
        {unsubscribed ? <span>{t.unsubscribed}</span> : null}
      </p>
      <p className="row row--wrap">
        {address ? (
          <Button look="quiet" busy={choose.isPending} onClick={() => choose.mutate(!isOn)}>
            {isOn ? t.off : t.on}
            <span className="unseen"> {t.name[channel]}</span>
          </Button>
        ) : null}
        {giving ? null : (
          <LinkButton onClick={() => setGiving(true)}>
            {address ? t.change : t.add}
            <span className="unseen"> {t.name[channel]}</span>
          </LinkButton>
        )}
      </p>
      {giving ? <GiveAddress channel={channel} onDone={() => setGiving(false)} /> : null}
      {choose.isError ? <TroubleSaid error={choose.error} /> : null}
    </>
  )
}

/** An address, and the code that comes to it. */
function GiveAddress({ channel, onDone }: { channel: Channel; onDone: () => void }) {
  const t = useWords(words)
  const keep = useKeep()
  const [address, setAddress] = useState('')
  const [code, setCode] = useState('')
  const send = useMutation({
    mutationFn: () => request('/me/contacts', { method: 'POST', body: { channel, address } }),
  })
  const confirm = useMutation({
    mutationFn: () =>
      request<Subscriptions>(`/me/contacts/${channel}/confirmation`, { method: 'POST', body: { code: code.trim() } }),
    onSuccess: (data) => {
      keep(data)
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (send.isSuccess) confirm.mutate()
    else send.mutate()
  }
  const id = `address-${channel}`
  return (
    <form className="stack-8" onSubmit={submit}>
      {send.isSuccess ? (
        <FieldFrame id={id} label={t.code} help={t.codeSent(address)} frame="label">
          <input
            id={id}
            className="input"
            inputMode="numeric"
            autoComplete="one-time-code"
            aria-describedby={`${id}-help`}
            value={code}
            onChange={({ target }) => setCode(target.value)}
          />
        </FieldFrame>
      ) : (
        <FieldFrame id={id} label={t.address[channel]} frame="label">
          <input
            id={id}
            className="input"
            type={channel === 'email' ? 'email' : 'text'}
            value={address}
            onChange={({ target }) => setAddress(target.value)}
          />
        </FieldFrame>
      )}
      {send.isError ? <TroubleSaid error={send.error} /> : null}
      {confirm.isError ? <TroubleSaid error={confirm.error} /> : null}
      <Button type="submit" busy={send.isPending || confirm.isPending}>
        {send.isSuccess ? t.confirm : t.send}
      </Button>
    </form>
  )
}

function useKeep() {
  const queries = useQueryClient()
  return (data: Subscriptions) => {
    queries.setQueryData(['subscriptions', ''], data)
    void queries.invalidateQueries({ queryKey: ['subscriptions'] })
  }
}
