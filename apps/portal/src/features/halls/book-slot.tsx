import { useQuery } from '@tanstack/react-query'
import type { Appointment } from '@zhengtong/platform/nets/service/queues/appointments/contract.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { appointmentsQuery, slotsQuery, useBook, useCancel } from './queries.ts'
import { hallWords } from './words.ts'

/** A slot of the days to come, and what is booked here already. */
export function BookSlot({ point, itemId }: { point: string; itemId?: string }) {
  const t = useWords(hallWords)
  const format = useFormat()
  const days = useQuery(slotsQuery(point))
  const book = useBook(point)
  const [chosen, setChosen] = useState('')
  if (days.isPending) return <Skeleton blocks={1} />
  if (days.isError) return <TroubleSaid error={days.error} onRetry={() => void days.refetch()} />
  return (
    <div className="stack">
      <p>{t.bookHelp}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const [day, time] = chosen.split(' ')
          if (day && time) book.mutate({ day, time, ...(itemId ? { itemId } : {}) })
        }}
      >
        <FieldFrame id="slot" label={t.slot} frame="label">
          <select
            id="slot"
            className="input"
            required
            value={chosen}
            onChange={({ target }) => setChosen(target.value)}
          >
            <option value="">{t.chooseSlot}</option>
            {days.data.items.map(({ day, slots }) => (
              <optgroup key={day} label={format.nearDay(day)}>
                {slots.map(({ time, free }) => (
                  <option key={time} value={`${day} ${time}`} disabled={free === 0}>
                    {format.nearDay(day)} {time}（{t.free(free)}）
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </FieldFrame>
        {book.error ? <TroubleSaid error={book.error} /> : null}
        <Acts>
          <Button type="submit" look="quiet" busy={book.isPending}>
            {t.book}
          </Button>
        </Acts>
      </form>
      <MyAppointments point={point} />
    </div>
  )
}

/** What is booked, of one point or of all. */
export function MyAppointments({ point }: { point?: string }) {
  const t = useWords(hallWords)
  const query = useQuery(appointmentsQuery)
  if (query.isPending) return <Skeleton blocks={1} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  const rows = query.data.items.filter((each) => !point || each.point === point)
  if (rows.length === 0) return point ? null : <p className="soft">{t.noAppointments}</p>
  return (
    <ul className="rows" aria-label={t.appointments}>
      {rows.map((row) => (
        <AppointmentRow key={row.id} row={row} />
      ))}
    </ul>
  )
}

function AppointmentRow({ row }: { row: Appointment }) {
  const t = useWords(hallWords)
  const format = useFormat()
  const cancel = useCancel()
  return (
    <li className="stack-8">
      <p>
        <strong>
          {format.nearDay(row.day)} {row.time}
        </strong>{' '}
        {t.appointmentStates[row.state]}
      </p>
      <p className="soft">
        {row.pointName}
        {row.itemName ? ` · ${row.itemName}` : ''}
      </p>
      {cancel.error ? <TroubleSaid error={cancel.error} /> : null}
      {row.may.includes('cancel') ? (
        <Button look="quiet" busy={cancel.isPending} onClick={() => cancel.mutate(row.id)}>
          {t.cancelAppointment}
        </Button>
      ) : null}
    </li>
  )
}
