import { Link } from '@tanstack/react-router'
import type { CaseRow } from '@zhengtong/platform/support/cases/contract.ts'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useTimeLeft } from './time-left.ts'
import { caseWords, toneOf } from './words.ts'
import './case.css'

/** Cases as a list: what it is, how it stands, and by when something happens. */
export function CaseRows({ rows }: { rows: CaseRow[] }) {
  return (
    <ul className="rows matter">
      {rows.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </ul>
  )
}

function Row({ row }: { row: CaseRow }) {
  const t = useWords(caseWords)
  const format = useFormat()
  const timeLeft = useTimeLeft()
  const due =
    row.due && row.left !== undefined && !row.closedAt
      ? `${t.before(format.nearDay(row.due))} · ${timeLeft('working', row.left)}`
      : row.closedAt
        ? format.day(row.closedAt)
        : format.day(row.submittedAt)
  return (
    <li>
      <Link to="/cases/$id" params={{ id: row.id }}>
        {row.itemName}
      </Link>
      <p className="soft">{row.applicant}</p>
      <p>
        <StateMark tone={toneOf(row)}>{row.outcome ? t.outcome[row.outcome] : t.status[row.status]}</StateMark>
      </p>
      <p className="soft">{due}</p>
    </li>
  )
}
