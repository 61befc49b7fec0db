import type { OfficePeriod } from '@zhengtong/platform/support/calendars/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Select } from 'antd'
import { useId } from 'react'
import { words } from './office-words.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Week = NonNullable<OfficePeriod['week']>

/** For each day of the week: as the city, open from and to, or closed. */
export function WeekFields({ week, onChange }: { week: Week; onChange: (week: Week) => void }) {
  const w = useWords(words)
  const id = useId()
  const put = (day: (typeof weekdays)[number], hours: Week['mon']) => {
    const { [day]: _before, ...rest } = week
    onChange(hours === undefined ? rest : { ...rest, [day]: hours })
  }
  return (
    <fieldset className="week">
      <legend>{w.week}</legend>
      {weekdays.map((day) => {
        const hours = week[day]
        const kind = hours === undefined ? 'city' : hours === null ? 'closed' : 'open'
        return (
          <div key={day} className="line-row line-row--wrap">
            <label htmlFor={`${id}${day}`}>{w.day[day]}</label>
            <Select
              id={`${id}${day}`}
              value={kind}
              style={{ width: 120 }}
              options={[
                { value: 'city', label: w.asCity },
                { value: 'open', label: w.open },
                { value: 'closed', label: w.closed },
              ]}
              onChange={(next) =>
                put(day, next === 'city' ? undefined : next === 'closed' ? null : { opens: '09:00', closes: '12:00' })
              }
            />
            {hours && (
              <>
                <Input
                  type="time"
                  aria-label={w.opens(w.day[day])}
                  style={{ width: 116 }}
                  value={hours.opens}
                  onChange={({ target }) => put(day, { ...hours, opens: target.value })}
                />
                <span aria-hidden>–</span>
                <Input
                  type="time"
                  aria-label={w.closes(w.day[day])}
                  style={{ width: 116 }}
                  value={hours.closes}
                  onChange={({ target }) => put(day, { ...hours, closes: target.value })}
                />
              </>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
