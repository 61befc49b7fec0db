import { Link } from '@tanstack/react-router'
import type { Duty, Ticket } from '@zhengtong/platform/nets/service/queues/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Select } from 'antd'
import { Users } from 'lucide-react'
import { Blank } from '../../parts/blank.tsx'
import { Note } from '../../parts/note.tsx'
import { StateWord } from '../../parts/state-word.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { useAtWindow, usePoints } from './queries.ts'
import { words } from './words.ts'

type Acting = ReturnType<typeof useAtWindow>

/** The window: the number there, what may be done with it, who was skipped. */
export function AtWindow({ duty }: { duty: Duty }) {
  const w = useWords(words)
  const sentence = useSentence()
  const acting = useAtWindow()
  const { call, close, take } = acting
  const fault = call.error ?? acting.act.error ?? close.error ?? take.error
  return (
    <div className="pad flow narrow">
      <div className="line-row line-row--wrap">
        <b className="grow">{w.here(duty.pointName, duty.window)}</b>
        <span>{w.waiting(duty.waiting)}</span>
        <span className="soft">{w.served(duty.served)}</span>
      </div>
      {fault && (
        <Note tone="danger" alert>
          {sentence(fault)}
        </Note>
      )}
      {take.data && <Note tone="good">{w.takenFor(take.data.no)}</Note>}
      {duty.ticket ? (
        <Called ticket={duty.ticket} duty={duty} acting={acting} />
      ) : (
        <>
          <Blank icon={Users} title={w.nobody}>
            <p>{w.nobodyHelp}</p>
          </Blank>
          <Button type="primary" size="large" loading={call.isPending} onClick={() => call.mutate()}>
            {w.next}
          </Button>
        </>
      )}
      <p className="line-row line-row--wrap">
        <Button loading={take.isPending} onClick={() => take.mutate(duty.point)}>
          {w.forWalkIn}
        </Button>
        <Button danger disabled={duty.ticket !== undefined} loading={close.isPending} onClick={() => close.mutate()}>
          {w.close}
        </Button>
      </p>
      <section className="flow" aria-labelledby="skipped">
        <h2 id="skipped">{w.skipped}</h2>
        {duty.skipped.length > 0 ? (
          <ul className="papers">
            {duty.skipped.map((ticket) => (
              <li key={ticket.id}>
                <span className="grow">{ticket.no}</span>
                <Verbs ticket={ticket} acting={acting} />
              </li>
            ))}
          </ul>
        ) : (
          <p className="soft">{w.noSkipped}</p>
        )}
      </section>
    </div>
  )
}

function Called({ ticket, duty, acting }: { ticket: Ticket; duty: Duty; acting: Acting }) {
  const w = useWords(words)
  const points = usePoints()
  const others = points.data?.find(({ key }) => key === duty.point)?.windows.filter(({ no }) => no !== duty.window)
  return (
    <section className="flow" aria-labelledby="called">
      <div className="line-row line-row--wrap">
        <h2 id="called" className="window-no">
          {ticket.no}
        </h2>
        <StateWord tone={ticket.state === 'serving' ? 'green' : 'yellow'}>{w.states[ticket.state]}</StateWord>
        {ticket.calls > 1 && <span className="soft">{w.calls(ticket.calls)}</span>}
      </div>
      <p>
        {ticket.person ?? w.noName} · {w.channels[ticket.channel]}
        {ticket.green ? ` · ${w.greens[ticket.green]}` : ''}
      </p>
      {ticket.itemName && <p>{ticket.itemName}</p>}
      <Verbs ticket={ticket} acting={acting} />
      {ticket.may.includes('transfer') && others && others.length > 0 && (
        <Select
          aria-label={w.to}
          placeholder={w.to}
          style={{ width: 240, maxWidth: '100%' }}
          value={null}
          options={others.map(({ no, name }) => ({ value: no, label: `${no} ${name}` }))}
          onChange={(window: string) => acting.act.mutate({ id: ticket.id, verb: 'transfer', window })}
        />
      )}
      <p>
        <Link to="/counter" search={{ itemId: ticket.itemId, name: ticket.person }}>
          {w.apply}
        </Link>
      </p>
    </section>
  )
}

/** The verbs that need nothing more to be said. */
function Verbs({ ticket, acting }: { ticket: Ticket; acting: Acting }) {
  const w = useWords(words)
  return (
    <div className="line-row line-row--wrap">
      {ticket.may
        .filter((verb) => verb !== 'transfer')
        .map((verb) => (
          <Button
            key={verb}
            type={verb === 'finish' ? 'primary' : 'default'}
            disabled={acting.act.isPending}
            onClick={() => acting.act.mutate({ id: ticket.id, verb })}
          >
            {w.verbs[verb]}
          </Button>
        ))}
    </div>
  )
}
