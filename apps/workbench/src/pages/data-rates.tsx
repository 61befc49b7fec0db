import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DepartmentRates, Measure } from '@zhengtong/platform/nets/data/catalogue/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { words } from '../features/data-catalogue/words.ts'
import { Content } from '../parts/content.tsx'
import { useTitle } from '../parts/title.ts'

const measures = ['catalogued', 'collected', 'shared', 'mounted'] as const satisfies Measure[]
type Rates = { total: Omit<DepartmentRates, 'department' | 'missing'>; departments: DepartmentRates[] }

/** The four rates, of the city and by department; each opens the entries behind it. */
export function DataRatesPage() {
  const w = useWords(words)
  const format = useFormat()
  const rates = useQuery({
    queryKey: ['data-catalogue', 'rates'],
    queryFn: ({ signal }) => request<Rates>('/data-catalogue/rates', { signal }),
  })
  useTitle(w.rates)
  return (
    <>
      <div className="page-head page-head--line">
        <div className="grow">
          <ul className="crumb">
            <li>
              <Link to="/data-catalogue">{w.title}</Link>
            </li>
          </ul>
          <h1>{w.rates}</h1>
          <p className="soft">{w.measureHelp}</p>
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that may be wider than the page is scrolled by keyboard */}
      <section className="list-box" tabIndex={0} aria-label={w.rates}>
        <Content of={rates}>
          {({ total, departments }) => (
            <div className="wide-table">
              <table className="list">
                <caption className="unseen">{w.rates}</caption>
                <thead>
                  <tr>
                    <th scope="col">{w.department}</th>
                    <th scope="col" className="num">
                      {w.entries}
                    </th>
                    <th scope="col" className="num">
                      {w.rowCount}
                    </th>
                    {measures.map((measure) => (
                      <th key={measure} scope="col" className="num">
                        {w.measure[measure]}
                      </th>
                    ))}
                    <th scope="col">{w.missing}</th>
                  </tr>
                </thead>
                <tbody>
                  <tr>
                    <th scope="row">
                      <b>{w.total}</b>
                    </th>
                    <td className="num">{format.number(total.entries)}</td>
                    <td className="num">{format.number(total.rows)}</td>
                    {measures.map((measure) => (
                      <Rate key={measure} measure={measure} line={total} />
                    ))}
                    <td />
                  </tr>
                  {departments.map((line) => (
                    <tr key={line.department.id}>
                      <th scope="row">
                        <Link to="/data-catalogue" search={{ department: line.department.id }}>
                          {line.department.name}
                        </Link>
                      </th>
                      <td className="num">{format.number(line.entries)}</td>
                      <td className="num">{format.number(line.rows)}</td>
                      {measures.map((measure) => (
                        <Rate key={measure} measure={measure} line={line} department={line.department.id} />
                      ))}
                      <td>{line.missing.map(({ name }) => name).join('、')}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Content>
      </section>
    </>
  )
}

/** Opens those that count; when none does, those that are missing. */
function Rate(props: { measure: Measure; line: Rates['total']; department?: string }) {
  const { measure, line, department } = props
  const { done, of } = line[measure]
  if (of === 0) return <td className="num soft">—</td>
  return (
    <td className="num nowrap">
      <Link
        to="/data-catalogue"
        search={{ measure, ...(department ? { department } : {}), ...(done === 0 ? { holds: 'false' } : {}) }}
      >
        {((done / of) * 100).toFixed(1)}%
      </Link>{' '}
      <span className="soft">
        {done}/{of}
      </span>
    </td>
  )
}
