import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Handover } from '@zhengtong/platform/nets/service/handovers/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { Fragment, useState } from 'react'
import { Signature } from '../features/handovers/signature-pad.tsx'
import { TakingForm } from '../features/handovers/taking-form.tsx'
import { words } from '../features/handovers/words.ts'
import { ActDialog } from '../parts/act-dialog.tsx'
import { Content } from '../parts/content.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { useTitle } from '../parts/title.ts'

/** One result: handed to whoever has come, or sent back; afterwards who took it and how they signed. */
export function HandoverPage() {
  const w = useWords(words)
  const { id } = useParams({ from: '/work/handovers/$id' })
  // Opening it is a logged read of somebody's data: it is not asked again by itself.
  const found = useQuery({
    queryKey: ['handover', id],
    queryFn: ({ signal }) => request<Handover>(`/handovers/${id}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  useTitle(w.title)
  return (
    <Content of={found} whole>
      {(of) => <Whole of={of} onChanged={() => void found.refetch()} />}
    </Content>
  )
}

function Whole({ of, onChanged }: { of: Handover; onChanged: () => void }) {
  const w = useWords(words)
  const { day, instant } = useFormat()
  const [returning, setReturning] = useState(false)
  const shown = of.overdue ? 'overdue' : of.state
  const lines: [string, React.ReactNode][] = [
    [w.caseNo, of.caseNo],
    [w.item, of.itemName],
    [w.department, of.department],
    [w.person, of.person],
    [w.documents, of.documents.map(({ name, no }) => (no ? `${name}（${no}）` : name)).join('、')],
    [w.shelf, of.shelf ?? '—'],
    [w.keep, day(of.keepUntil)],
    [w.receivedBy, `${of.receivedBy} · ${instant(of.receivedAt)}`],
  ]
  if (of.taker) lines.push([w.taker, `${of.taker.name} · ${of.taker.idNumber} · ${w.as[of.taker.as]}`])
  if (of.reason) lines.push([w.why, of.reason])
  if (of.endedBy && of.endedAt) lines.push([w.endedBy, `${of.endedBy} · ${instant(of.endedAt)}`])
  if (of.signedBy) lines.push([w.signature, of.strokes ? <Signature key="s" strokes={of.strokes} /> : w.byCode])
  return (
    <>
      <div className="page-head">
        <h1>
          {w.title} {of.caseNo}
        </h1>
        <StateWord tone={of.overdue ? 'red' : of.state === 'handed' ? 'green' : 'yellow'}>{w.states[shown]}</StateWord>
      </div>
      <div className="pad flow narrow">
        <p>
          <Link to="/handovers" search={{ point: of.point }}>
            {of.pointName}
          </Link>
        </p>
        <dl className="pairs">
          {lines.map(([name, value]) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
        </dl>
        {of.may.includes('hand-over') && <TakingForm of={of} />}
        {of.may.includes('return') && (
          <p>
            <Button danger onClick={() => setReturning(true)}>
              {w.return}
            </Button>
          </p>
        )}
      </div>
      {returning && (
        <ActDialog
          title={w.return}
          confirm={w.return}
          back={w.back}
          danger
          path={`/handovers/${of.id}/acts`}
          changes="handovers"
          bodyOf={(reason) => ({ verb: 'return', reason })}
          done={w.returned}
          reason={{ label: w.reason, help: w.reasonHelp, fault: w.needed, least: 2, most: 300 }}
          onClose={() => {
            setReturning(false)
            onChanged()
          }}
        />
      )}
    </>
  )
}
