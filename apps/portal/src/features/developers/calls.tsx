import { useQuery } from '@tanstack/react-query'
import type { CallDay, FailedCall } from '@zhengtong/platform/support/capabilities/contract.ts'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { todayInCity, useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { callsQuery, failuresQuery } from './program-queries.ts'
import { programWords } from './program-words.ts'
import '../read-log/read-table.css'

const ranges = [1, 7, 30] as const
const dayBefore = (days: number) => todayInCity(new Date(Date.now() - (days - 1) * 86_400_000))

/** Calls by day and operation. */
export function Calls({ programId }: { programId: string }) {
  const t = useWords(programWords)
  const [days, setDays] = useState<number>(7)
  const query = useQuery(callsQuery(programId, { from: dayBefore(days), to: dayBefore(1) }))
  return (
    <Section
      title={t.calls}
      className="stack-8"
      aside={
        <select
          className="range"
          aria-label={t.range}
          value={days}
          onChange={({ target }) => setDays(Number(target.value))}
        >
          {ranges.map((each) => (
            <option key={each} value={each}>
              {t.callsOf(each)}
            </option>
          ))}
        </select>
      }
    >
      {query.isPending ? <Skeleton blocks={1} /> : null}
      {query.isError ? <TroubleSaid error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data?.length === 0 ? <Said>{t.noCalls}</Said> : null}
      {query.data?.length ? <CallTable rows={query.data} /> : null}
    </Section>
  )
}

const figures = ['calls', 'refused', 'failed', 'limited', 'meanMs', 'latencyMs'] as const

function CallTable({ rows }: { rows: CallDay[] }) {
  const t = useWords(programWords)
  const label = useLabel()
  const sum = rows.reduce(
    (all, { calls, refused, failed, limited }) => [all[0]! + calls, all[1]! + refused + failed + limited],
    [0, 0],
  )
  return (
    <>
      <p>{t.sum(sum[0]!, sum[1]!)}</p>
      <table className="reads">
        <caption className="unseen">{t.calls}</caption>
        <thead>
          <tr>
            {(['day', 'operation', ...figures] as const).map((each) => (
              <th key={each} scope="col">
                {t.columns[each]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.day} ${row.operation}`}>
              <td>{row.day}</td>
              <td>
                <code>{row.operation}</code>
              </td>
              {figures.map((each) => (
                <td key={each} data-label={label(t.columns[each])}>
                  {row[each] ?? '—'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** The latest calls that came to nothing. */
export function Failures({ programId }: { programId: string }) {
  const t = useWords(programWords)
  const query = useQuery(failuresQuery(programId))
  return (
    <Section title={t.failures} className="stack-8">
      <p className="soft">{t.failuresHelp}</p>
      {query.isPending ? <Skeleton blocks={1} /> : null}
      {query.isError ? <TroubleSaid error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data?.length === 0 ? <Said>{t.noFailures}</Said> : null}
      {query.data?.length ? <FailureTable rows={query.data} /> : null}
    </Section>
  )
}

function FailureTable({ rows }: { rows: FailedCall[] }) {
  const t = useWords(programWords)
  const label = useLabel()
  const format = useFormat()
  return (
    <table className="reads">
      <caption className="unseen">{t.failures}</caption>
      <thead>
        <tr>
          {(['at', 'operation', 'what', 'requestId'] as const).map((each) => (
            <th key={each} scope="col">
              {t.failureColumns[each]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.requestId}>
            <td>{format.instant(row.at, true)}</td>
            <td>
              <code>{row.operation}</code>
            </td>
            <td data-label={label(t.failureColumns.what)}>
              {row.status} <code>{row.code}</code>
            </td>
            <td data-label={label(t.failureColumns.requestId)}>
              <code>{row.requestId}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What stands before a figure where a phone shows no heads of columns. */
function useLabel() {
  const { language } = useLanguage()
  return (name: string) => (language === 'zh' ? `${name}：` : `${name}: `)
}
