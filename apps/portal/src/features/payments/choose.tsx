import { useQuery } from '@tanstack/react-query'
import type { BillView, ChannelView, PayAnswer } from '@zhengtong/platform/support/payments/contract.ts'
import { Acts, Button, LinkButton } from '@zhengtong/ui/components/button.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { channelsQuery, useLook, usePay } from './queries.ts'
import { paymentWords } from './words.ts'

/** A screen is scanned by a phone; a phone cannot scan itself and goes to the channel's page. */
const isPhone = () => window.matchMedia('(max-width: 600px)').matches

/** Choosing how to pay, then paying: a code on the screen, or the channel's page. */
export function Choose({ bill }: { bill: BillView }) {
  const t = useWords(paymentWords)
  const pick = usePick()
  const channels = useQuery(channelsQuery)
  const pay = usePay(bill.id)
  const [asking, setAsking] = useState<{ channel: ChannelView; answer: PayAnswer }>()
  const way = isPhone() ? 'page' : 'qr'
  if (channels.isPending) return <Skeleton blocks={1} />
  const usable = channels.data?.filter(({ ways }) => ways.includes(way)) ?? []

  const begin = (channel: ChannelView) =>
    pay.mutate(
      { channel: channel.key, way },
      {
        onSuccess: (answer) => {
          if (answer.redirect) window.location.assign(answer.redirect)
          setAsking({ channel, answer })
        },
      },
    )
  if (asking) return <Asking bill={bill} {...asking} onOther={() => setAsking(undefined)} />
  return (
    <Section title={t.choose}>
      {pay.isError ? <TroubleSaid error={pay.error} /> : null}
      {usable.length === 0 ? <Said>{t.noChannel}</Said> : null}
      <ul className="pay-ways">
        {usable.map((channel) => (
          <li key={channel.key}>
            <Button look="quiet" big busy={pay.isPending} onClick={() => begin(channel)}>
              {pick(channel.name, channel.nameEn)}
              {channel.simulated ? <span className="soft">{t.simulated}</span> : null}
            </Button>
          </li>
        ))}
      </ul>
      {usable.length > 0 ? <p className="soft">{t.counter}</p> : null}
    </Section>
  )
}

function Asking(props: { bill: BillView; channel: ChannelView; answer: PayAnswer; onOther: () => void }) {
  const { bill, channel, answer, onOther } = props
  const t = useWords(paymentWords)
  const pick = usePick()
  const format = useFormat()
  const look = useLook(bill.id)
  const name = pick(channel.name, channel.nameEn)
  if (!answer.qr) return <Said role="status">{t.going}</Said>
  return (
    <Section title={t.scan(name)}>
      {answer.simulated ? <p className="soft">{t.simulated}</p> : null}
      <img className="pay-code" src={answer.qr.image} alt={t.qrName(name)} width={240} height={240} />
      <p>{t.scanText(format.time(answer.expires))}</p>
      {look.isError ? <TroubleSaid error={look.error} /> : null}
      {look.isSuccess && look.data.state === 'open' ? (
        <Said tone="wait" role="status">
          {t.looked}
        </Said>
      ) : null}
      <Acts>
        <Button look="quiet" busy={look.isPending} onClick={() => look.mutate()}>
          {t.paid}
        </Button>
        <LinkButton onClick={onOther}>{t.other}</LinkButton>
      </Acts>
    </Section>
  )
}
