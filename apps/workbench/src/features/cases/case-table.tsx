import { Link } from '@tanstack/react-router'
import type { CaseRow } from '@zhengtong/platform/support/cases/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { CaseNumber } from '../../parts/case-number.tsx'
import { ClockWord } from '../../parts/clock.tsx'
import { StatusWord } from '../../parts/status.tsx'
import { When } from '../../parts/when.tsx'
import { words } from './words.ts'

/** Cases found, the newest first. */
export function CaseTable({ rows }: { rows: CaseRow[] }) {
  const w = useWords(words)
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.list}</caption>
      <thead>
        <tr>
          <th scope="col">{w.item}</th>
          <th scope="col">{w.applicant}</th>
          <th scope="col">{w.no}</th>
          <th scope="col">{w.status}</th>
          <th scope="col">{w.clock}</th>
          <th scope="col">{w.submitted}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" className="wide">
              <Link to="/cases/$caseId" params={{ caseId: row.id }}>
                {row.itemName}
              </Link>
            </th>
            <td>{row.applicant}</td>
            <td>
              <CaseNumber no={row.no} />
            </td>
            <td>
              <StatusWord {...row} />
            </td>
            <td>{row.light ? <ClockWord left={row.left} light={row.light} /> : <span className="soft">—</span>}</td>
            <td className="soft nowrap spare">
              <When at={row.submittedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
