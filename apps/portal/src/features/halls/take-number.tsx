import { Link } from '@tanstack/react-router'
import type { ServicePoint } from '@zhengtong/platform/nets/service/halls/contract.ts'
import type { GreenReason, TicketInput } from '@zhengtong/platform/nets/service/queues/contract.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { useMe } from '../sessions/queries.ts'
import { MyTickets } from './my-tickets.tsx'
import { useTakeTicket } from './queries.ts'
import { hallWords } from './words.ts'

const greens = ['elder', 'disabled', 'pregnant', 'soldier'] as const satisfies GreenReason[]

/** A number for whoever is signed in, for one of the services of the point or for what they will say there. */
export function TakeNumber({ point, itemId }: { point: ServicePoint; itemId?: string }) {
  const t = useWords(hallWords)
  const pick = usePick()
  const me = useMe()
  const take = useTakeTicket(point.key)
  const [input, setInput] = useState<TicketInput>(
    point.items.some(({ id }) => id === itemId) && itemId ? { itemId } : {},
  )
  const address = `/halls/${point.key}`
  if (!me.data)
    return (
      <Acts>
        <Link className="btn" to="/sign-in" search={{ to: address }}>
          {t.signIn}
        </Link>
      </Acts>
    )
  const choose = (name: keyof TicketInput, value: string) =>
    setInput(({ [name]: _, ...rest }) => (value ? { ...rest, [name]: value } : rest))
  return (
    <div className="stack">
      <p>{t.takeHelp}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          take.mutate(input)
        }}
      >
        <FieldFrame id="ticket-item" label={t.whichItem} frame="label">
          <select
            id="ticket-item"
            className="input"
            value={input.itemId ?? ''}
            onChange={({ target }) => choose('itemId', target.value)}
          >
            <option value="">{t.general}</option>
            {point.items.map(({ id, name, nameEn }) => (
              <option key={id} value={id}>
                {pick(name, nameEn)}
              </option>
            ))}
          </select>
        </FieldFrame>
        <FieldFrame id="ticket-green" label={t.green} frame="label">
          <select
            id="ticket-green"
            className="input"
            value={input.green ?? ''}
            onChange={({ target }) => choose('green', target.value)}
          >
            <option value="">{t.noGreen}</option>
            {greens.map((each) => (
              <option key={each} value={each}>
                {t.greens[each]}
              </option>
            ))}
          </select>
        </FieldFrame>
        {take.error ? <TroubleSaid error={take.error} /> : null}
        <Acts>
          <Button type="submit" busy={take.isPending}>
            {t.takeNow}
          </Button>
        </Acts>
      </form>
      <h3>{t.mine}</h3>
      <MyTickets point={point.key} />
    </div>
  )
}
