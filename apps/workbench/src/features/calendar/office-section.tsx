import type { OfficeDays, OfficePeriod } from '@zhengtong/platform/support/calendars/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { Content } from '../../parts/content.tsx'
import { GiveBackDialog } from './give-back-dialog.tsx'
import { OfficeDialog } from './office-dialog.tsx'
import { words } from './office-words.ts'
import { useOffices } from './use-offices.ts'
import { weekdays } from './week-fields.tsx'

/** Departments with days and hours of their own, and the way to arrange them. */
export function OfficeSection({ may }: { may: boolean }) {
  const w = useWords(words)
  const [arranging, arrange] = useState<OfficeDays | 'new'>()
  const [giving, give] = useState<OfficeDays>()
  return (
    <section aria-labelledby="office-days">
      <div className="page-head">
        <h2 id="office-days">{w.title}</h2>
        <span className="soft grow">{w.help}</span>
        {may && <Button onClick={() => arrange('new')}>{w.add}</Button>}
      </div>
      <div className="list-box">
        <Content of={useOffices()}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="pad soft">{w.empty}</p>
            ) : (
              <OfficeTable rows={items} may={may} onChange={arrange} onGiveBack={give} />
            )
          }
        </Content>
      </div>
      {arranging && (
        <OfficeDialog onClose={() => arrange(undefined)} {...(arranging === 'new' ? {} : { of: arranging })} />
      )}
      {giving && <GiveBackDialog of={giving} onClose={() => give(undefined)} />}
    </section>
  )
}

function OfficeTable(props: {
  rows: OfficeDays[]
  may: boolean
  onChange: (office: OfficeDays) => void
  onGiveBack: (office: OfficeDays) => void
}) {
  const w = useWords(words)
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.title}</caption>
      <thead>
        <tr>
          <th scope="col">{w.department}</th>
          <th scope="col">{w.periods}</th>
          {props.may && <th scope="col">{w.actions}</th>}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((office) => (
          <tr key={office.departmentId}>
            <th scope="row">{office.department}</th>
            <td className="wide">
              {office.periods.map((period) => (
                <p key={period.from}>
                  {w.fromSaid(period.from)} <PeriodWords period={period} />
                </p>
              ))}
            </td>
            {props.may && (
              <td className="nowrap">
                <Button size="small" onClick={() => props.onChange(office)}>
                  {w.change}
                  <span className="unseen"> {office.department}</span>
                </Button>{' '}
                <Button size="small" onClick={() => props.onGiveBack(office)}>
                  {w.giveBack}
                  <span className="unseen"> {office.department}</span>
                </Button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A period in one line: what is other than in the city. */
function PeriodWords({ period: { week = {}, work = [], off = [] } }: { period: OfficePeriod }) {
  const w = useWords(words)
  const days = weekdays.flatMap((day) => {
    const hours = week[day]
    if (hours === undefined) return []
    return hours === null ? `${w.day[day]}${w.closed}` : `${w.day[day]} ${hours.opens}–${hours.closes}`
  })
  const said = [
    ...days,
    ...(work.length > 0 ? [`${w.work} ${work.join('、')}`] : []),
    ...(off.length > 0 ? [`${w.off} ${off.join('、')}`] : []),
  ]
  return said.length > 0 ? said.join('；') : w.asBefore
}
