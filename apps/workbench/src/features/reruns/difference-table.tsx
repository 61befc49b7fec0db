import { Link } from '@tanstack/react-router'
import type { Cause, RerunDifference } from '@zhengtong/platform/support/reruns/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { words as caseWords } from '../cases/words.ts'
import { words } from './words.ts'

/** Who would differ, from what to what, and why. */
export function DifferenceTable({ rows }: { rows: RerunDifference[] }) {
  const w = useWords(words)
  const { outcome } = useWords(caseWords)
  const format = useFormat()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.all}</caption>
      <thead>
        <tr>
          <th scope="col">{w.caseNo}</th>
          <th scope="col">{w.asOf}</th>
          <th scope="col">{w.before}</th>
          <th scope="col">{w.after}</th>
          <th scope="col">{w.why}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.seq}>
            <th scope="row" className="nowrap">
              <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
                {row.caseNo}
              </Link>
            </th>
            <td className="nowrap">{format.day(row.asOf)}</td>
            <td className="nowrap">{outcome[row.before] ?? row.before}</td>
            <td className="nowrap">{outcome[row.after] ?? row.after}</td>
            <td className="wide">
              <Why causes={row.causes} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Where it begins is said at once; what follows from it on demand. */
function Why({ causes: [first, ...rest] }: { causes: Cause[] }) {
  const w = useWords(words)
  if (!first) return null
  return (
    <>
      <OneCause cause={first} />
      {rest.length > 0 && (
        <details>
          <summary>{w.follows(rest.length)}</summary>
          {rest.map((cause) => (
            <OneCause key={cause.decision} cause={cause} />
          ))}
        </details>
      )}
    </>
  )
}

function OneCause({ cause }: { cause: Cause }) {
  const w = useWords(words)
  const say = useValue()
  const told = cause.given.filter(({ value }) => value !== null && value !== undefined)
  return (
    <dl className="cause">
      <dt>{cause.label ?? cause.decision}</dt>
      <dd>
        <span className="soft">{w.firedThen}</span>{' '}
        <Rows rows={cause.before} others={cause.after} value={cause.valueBefore} />
      </dd>
      <dd>
        <span className="soft">{w.firesNow}</span>{' '}
        <Rows rows={cause.after} others={cause.before} value={cause.valueAfter} />
      </dd>
      {told.length > 0 && (
        <dd className="soft">
          {w.given} {told.map(({ name, label = name, value }) => `${label} ${say(value)}`).join('；')}
        </dd>
      )}
    </dl>
  )
}

/** The rows that fired. Where the same row gives something else, only that is said. */
function Rows({ rows, others, value }: { rows: Cause['before']; others: Cause['before']; value: unknown }) {
  const w = useWords(words)
  const say = useValue()
  if (rows.length === 0) return <span>{value === undefined ? w.noRow : say(value)}</span>
  return rows.map(({ index, ruleId, reason, outputs }) => {
    const other = others.find((row) => row.ruleId === ruleId)?.outputs
    const changed = Object.entries(outputs).filter(([name, each]) => say(each) !== say(other?.[name]))
    return (
      <span key={index}>
        {w.row(index)} {other ? changed.map(([name, each]) => `${name} ${say(each)}`).join('，') : (reason ?? '')}{' '}
      </span>
    )
  })
}

/** A value in few words: lists and groups of values are counted, not written out. */
function useValue(): (value: unknown) => string {
  const w = useWords(words)
  return (value) => {
    if (value === null || value === undefined) return w.nothing
    if (typeof value === 'boolean') return w.yes[String(value) as 'true' | 'false']
    if (Array.isArray(value)) return w.items(value.length)
    return typeof value === 'object' ? w.items(Object.keys(value).length) : String(value)
  }
}
