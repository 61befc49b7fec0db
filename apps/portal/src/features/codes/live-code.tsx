import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CityCode, NewCityCode } from '@zhengtong/platform/support/city-codes/contract.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useEffect, useState } from 'react'
import { QrCode } from '../credentials/qr.tsx'
import { cardsQuery, codeQuery, scansQuery, showCode } from './queries.ts'
import { codeWords } from './words.ts'
import '../credentials/credential.css'

/** A code left on a screen does not change for ever: nobody stands there any more. */
const MOST_CHANGES = 10

/** A code that is made anew when its minute is over, and says who scanned it. */
export function LiveCode({ of }: { of: NewCityCode }) {
  const t = useWords(codeWords)
  const [changes, setChanges] = useState(0)
  const { mutate, data, error, isPending } = useMutation({ mutationFn: showCode })
  const { partyId, cardId } = of
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` asks for another code
  useEffect(() => {
    mutate({ ...(partyId ? { partyId } : {}), ...(cardId ? { cardId } : {}) })
  }, [partyId, cardId, changes, mutate])
  const again = () => setChanges(changes + 1)
  if (error) return <TroubleSaid error={error} onRetry={again} />
  if (!data || isPending) return <Skeleton blocks={1} />
  return <Shown key={data.id} code={data} label={t.label} onAgain={again} changing={changes < MOST_CHANGES} />
}

function Shown(props: { code: CityCode; label: string; changing: boolean; onAgain: () => void }) {
  const { code, label, changing, onAgain } = props
  const t = useWords(codeWords)
  const client = useQueryClient()
  const left = useSecondsUntil(code.expiresAt)
  const { data } = useQuery(codeQuery(code, left > 0))
  const seen = data.state === 'seen'
  useEffect(() => {
    if (!seen) return
    void client.invalidateQueries({ queryKey: scansQuery.queryKey })
    void client.invalidateQueries({ queryKey: cardsQuery.queryKey })
  }, [seen, client])
  const over = left <= 0 && !seen
  useEffect(() => {
    if (over && changing) onAgain()
  }, [over, changing, onAgain])
  if (seen || over)
    return (
      <div className="stack-8">
        <p role="status">{seen ? t.seen(data.seenBy ?? '') : t.paused}</p>
        <Acts>
          <Button onClick={onAgain}>{t.another}</Button>
        </Acts>
      </div>
    )
  return (
    <figure className="qr-box">
      {code.qr ? <QrCode qr={code.qr} label={label} /> : null}
      <figcaption>{t.left(left)}</figcaption>
    </figure>
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
