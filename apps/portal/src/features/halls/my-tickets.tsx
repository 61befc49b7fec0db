import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Ticket } from '@zhengtong/platform/nets/service/queues/contract.ts'
import { Button } from '@zhengtong/ui/components/button.tsx'
import { StateMark, type Tone } from '@zhengtong/ui/components/marks.tsx'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { ticketsQuery, useGiveUp } from './queries.ts'
import { hallWords } from './words.ts'
import './halls.css'

const tones: Record<Ticket['state'], Tone> = {
  waiting: 'work',
  called: 'wait',
  serving: 'work',
  skipped: 'danger',
  finished: 'good',
  cancelled: 'soft',
}

/** Today's numbers of whoever is signed in, of one point or of all. */
export function MyTickets({ point }: { point?: string }) {
  const t = useWords(hallWords)
  const query = useQuery(ticketsQuery)
  const giveUp = useGiveUp()
  if (query.isPending) return <Skeleton blocks={1} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  const tickets = query.data.items.filter((each) => !point || each.point === point)
  if (tickets.length === 0) return <p className="soft">{t.noMine}</p>
  return (
    <>
      {giveUp.error ? <TroubleSaid error={giveUp.error} /> : null}
      <ul className="rows" aria-live="polite">
        {tickets.map((ticket) => (
          <li key={ticket.id} className="stack-8">
            <p className="row row--wrap">
              <span className="ticket-no">{ticket.no}</span>
              <StateMark tone={tones[ticket.state]}>{t.states[ticket.state]}</StateMark>
            </p>
            {point ? null : (
              <p>
                <Link to="/halls/$key" params={{ key: ticket.point }}>
                  {ticket.pointName}
                </Link>
              </p>
            )}
            {ticket.itemName ? <p>{ticket.itemName}</p> : null}
            {ticket.state === 'waiting' ? <p>{t.ahead(ticket.ahead ?? 0, ticket.minutes ?? 0)}</p> : null}
            {ticket.window && ticket.state === 'called' ? <p className="lead">{t.goTo(ticket.window)}</p> : null}
            {ticket.state === 'skipped' ? <p>{t.skippedHelp}</p> : null}
            {ticket.may.includes('cancel') ? (
              <Button look="quiet" busy={giveUp.isPending} onClick={() => giveUp.mutate(ticket.id)}>
                {t.cancel}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  )
}
