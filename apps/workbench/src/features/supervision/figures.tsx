import type { SupervisionView } from '@zhengtong/platform/nets/service/supervision/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { words } from './words.ts'

/** What lies at each office now. */
export function Figures({ of }: { of: SupervisionView }) {
  const w = useWords(words)
  const { time, number } = useFormat()
  const columns = [
    { key: 'online', label: w.online },
    { key: 'counter', label: w.counter },
    { key: 'overdue', label: w.overdue, bad: true },
    { key: 'abnormal', label: w.abnormalCount, bad: true },
    { key: 'notices', label: w.noticeCount },
  ] as const
  return (
    <section aria-labelledby="supervision-figures">
      <div className="pad line-row line-row--wrap">
        <h2 id="supervision-figures">{w.figures}</h2>
        <span className="soft">{w.asOf(time(of.at))}</span>
      </div>
      {of.offices.length === 0 ? (
        <p className="pad soft">{w.noFigures}</p>
      ) : (
        <table className="list list--cards">
          <caption className="unseen">{w.figures}</caption>
          <thead>
            <tr>
              <th scope="col">{w.office}</th>
              {columns.map(({ key, label }) => (
                <th key={key} scope="col" className="num">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {of.offices.map((office) => (
              <tr key={office.departmentId}>
                <th scope="row" className="wide">
                  {office.department}
                </th>
                {columns.map((column) => {
                  const count = office[column.key]
                  const red = 'bad' in column && count > 0
                  return (
                    <td key={column.key} data-label={column.label} className={red ? 'num light--red' : 'num'}>
                      {number(count)}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
