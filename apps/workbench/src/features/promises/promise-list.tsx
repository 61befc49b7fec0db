import { Link } from '@tanstack/react-router'
import type { Promised, PromiseVerb } from '@zhengtong/platform/nets/service/promises/contract.ts'
import { address } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { StateWord } from '../../parts/state-word.tsx'
import { words } from './words.ts'

/** Promises by the day they are due, each with what was done and what may be done next. */
export function PromiseList({
  rows,
  onAct,
}: {
  rows: Promised[]
  onAct: (promise: Promised, verb: PromiseVerb) => void
}) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <ul className="ratings">
      {rows.map((row) => (
        <li key={row.id} className="flow">
          <div className="line-row line-row--wrap">
            <b className="grow">
              {row.name} · {row.itemName}
            </b>
            {row.due && (
              <span className={(row.left ?? 0) < 0 ? 'light--red' : 'soft'}>
                {format.day(row.due)} {w.left(row.left ?? 0)}
              </span>
            )}
            <StateWord
              tone={
                row.state === 'false' || row.state === 'annulled' ? 'red' : row.state === 'kept' ? 'green' : 'yellow'
              }
            >
              {w.state[row.state]}
            </StateWord>
          </div>
          <p className="soft">
            {row.applicant}，{w.signed(row.signedBy, format.day(row.signedAt))} ·{' '}
            {w.inPlaceOf(row.materials.map(({ name }) => name).join(w.comma))}
          </p>
          <p>
            {w.check}：{row.check}
          </p>
          {row.steps.map((step) => (
            <p key={step.at} className="soft">
              {format.day(step.at)} {step.by} · {w.verb[step.verb]}：{step.reason}
            </p>
          ))}
          <div className="line-row line-row--wrap">
            <a href={address(`/credentials/${row.document.id}/pdf`)} target="_blank" rel="noreferrer">
              {w.document(row.document.number)}
            </a>
            <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
              {w.case} {row.caseNo}
            </Link>
            <span className="grow" />
            {row.may.map((verb) => (
              <Button
                key={verb}
                danger={verb === 'find-false' || verb === 'annul'}
                type={verb === 'confirm' ? 'primary' : 'default'}
                onClick={() => onAct(row, verb)}
              >
                {w.verb[verb]}
              </Button>
            ))}
          </div>
        </li>
      ))}
    </ul>
  )
}
