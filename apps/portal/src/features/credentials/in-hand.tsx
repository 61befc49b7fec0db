import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useEffect, useState } from 'react'
import { grantWords } from '../grants/words.ts'
import { copiesQuery, offerToWallet, showCredential, showingQuery, withdrawCopy } from './in-hand-queries.ts'
import { inHandWords } from './in-hand-words.ts'
import { QrCode } from './qr.tsx'

/** What a holder does with a credential in hand: show it to somebody, or take it along in a wallet. */
export function InHand({ id }: { id: string }) {
  return (
    <>
      <Show id={id} />
      <Grant id={id} />
      <Wallet id={id} />
    </>
  )
}

/** 授权用证: an office may read named items of it. */
function Grant({ id }: { id: string }) {
  const t = useWords(grantWords)
  return (
    <Section title={t.newTitle}>
      <p>{t.newIntro}</p>
      <Acts>
        <Link className="btn btn--quiet" to="/me/grants/new/$credentialId" params={{ credentialId: id }}>
          {t.newTitle}
        </Link>
      </Acts>
    </Section>
  )
}

/** 亮证: a code for one minute and one look, then word of who looked. */
function Show({ id }: { id: string }) {
  const t = useWords(inHandWords)
  const show = useMutation({ mutationFn: () => showCredential(id) })
  return (
    <Section title={t.show}>
      <p>{t.showText}</p>
      {show.isError ? <TroubleSaid error={show.error} /> : null}
      {show.data ? <Shown key={show.data.id} showing={show.data} /> : null}
      <Acts>
        <Button onClick={() => show.mutate()} busy={show.isPending}>
          {show.data ? t.showAgain : t.showNow}
        </Button>
      </Acts>
    </Section>
  )
}

function Shown({ showing }: { showing: Awaited<ReturnType<typeof showCredential>> }) {
  const t = useWords(inHandWords)
  const left = useSecondsUntil(showing.expiresAt)
  const { data } = useQuery(showingQuery(showing, left > 0))
  if (data.state === 'seen') return <p role="status">{t.seen(data.seenBy ?? '')}</p>
  if (left <= 0) return <p role="status">{t.over}</p>
  return (
    <figure className="qr-box">
      {showing.qr ? <QrCode qr={showing.qr} label={t.showLabel} /> : null}
      <figcaption>{t.left(left)}</figcaption>
    </figure>
  )
}

/** An offer to a wallet, and the copies that wallets hold already. */
function Wallet({ id }: { id: string }) {
  const t = useWords(inHandWords)
  const format = useFormat()
  const client = useQueryClient()
  const copies = useQuery(copiesQuery(id))
  const offer = useMutation({ mutationFn: () => offerToWallet(id) })
  const withdraw = useMutation({
    mutationFn: withdrawCopy,
    onSuccess: () => client.invalidateQueries({ queryKey: copiesQuery(id).queryKey }),
  })
  const held = copies.data?.filter(({ status }) => status !== 'invalid') ?? []
  return (
    <Section title={t.wallet}>
      <p>{t.walletText}</p>
      {offer.isError ? <TroubleSaid error={offer.error} /> : null}
      {withdraw.isError ? <TroubleSaid error={withdraw.error} /> : null}
      {offer.data ? (
        <figure className="qr-box">
          <QrCode qr={offer.data.qr} label={t.offerLabel} />
          <figcaption>
            <p>{t.pin(offer.data.pin ?? '')}</p>
            <a href={offer.data.uri}>{t.openHere}</a>
          </figcaption>
        </figure>
      ) : null}
      <Acts>
        <Button look="quiet" onClick={() => offer.mutate()} busy={offer.isPending}>
          {offer.data ? t.offerAgain : t.offer}
        </Button>
      </Acts>
      {held.length > 0 ? (
        <ul className="rows">
          {held.map((copy) => (
            <li key={copy.id} className="letter-row">
              <p>{t.copy(format.instant(copy.issuedAt, true), copy.key)}</p>
              <Button look="quiet" onClick={() => withdraw.mutate(copy.id)} busy={withdraw.isPending}>
                {t.withdraw}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  )
}

function useSecondsUntil(instant: string): number {
  const secondsLeft = () => Math.max(0, Math.ceil((Date.parse(instant) - Date.now()) / 1000))
  const [left, setLeft] = useState(secondsLeft)
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsLeft()), 1000)
    return () => clearInterval(timer)
  })
  return left
}
