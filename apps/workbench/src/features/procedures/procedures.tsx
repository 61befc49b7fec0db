import type { CaseView, MayProceed, ProcedureView } from '@zhengtong/platform/support/cases/contract.ts'
import { address } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { Scale } from 'lucide-react'
import { useState } from 'react'
import { Icon } from '../../parts/icon.tsx'
import { ProceedDialog } from './proceed-dialog.tsx'
import { words } from './words.ts'

/** Special procedures, extension, hearing and delivery of a case: what there is, and what may be done. */
export function Procedures({ view }: { view: CaseView }) {
  const w = useWords(words)
  const [doing, setDoing] = useState<MayProceed>()
  const begins = view.mayProceed.filter(({ id }) => id === undefined)
  if (view.procedures.length === 0 && begins.length === 0) return null
  return (
    <section className="case-part" aria-labelledby="case-procedures">
      <h2 id="case-procedures">{w.title}</h2>
      {view.procedures.length > 0 ? (
        <ul className="papers">
          {view.procedures.map((each) => (
            <Procedure key={each.id} procedure={each} view={view} onDo={setDoing} />
          ))}
        </ul>
      ) : (
        <p className="soft">{w.none}</p>
      )}
      {begins.length > 0 && (
        <div className="line-row line-row--wrap no-print">
          {begins.map((may) => (
            <Button key={may.verb} onClick={() => setDoing(may)}>
              {w.verb[may.verb]}
            </Button>
          ))}
        </div>
      )}
      {doing && <ProceedDialog view={view} may={doing} onClose={() => setDoing(undefined)} />}
    </section>
  )
}

function Procedure(props: { procedure: ProcedureView; view: CaseView; onDo: (may: MayProceed) => void }) {
  const { procedure, view, onDo } = props
  const w = useWords(words)
  const acts = view.mayProceed.filter(({ id }) => id === procedure.id)
  const { notice } = procedure
  const papers =
    procedure.kind === 'hearing'
      ? [notice, procedure.recordNotice]
      : procedure.kind === 'suspension'
        ? [notice, procedure.resumeNotice]
        : [notice]
  return (
    <li className="line-row--wrap">
      <Icon of={Scale} />
      <span className="grow">
        <Said procedure={procedure} />
      </span>
      {papers.map(
        (paper) =>
          paper && (
            <a
              key={paper.credentialId}
              href={address(`/credentials/${paper.credentialId}/pdf`)}
              target="_blank"
              rel="noreferrer"
              aria-label={`${w.paper}：${paper.name} ${paper.number}`}
            >
              {paper.name}
            </a>
          ),
      )}
      {acts.map((may) => (
        <Button key={may.verb} size="small" onClick={() => onDo(may)}>
          {w.verb[may.verb]}
        </Button>
      ))}
    </li>
  )
}

function Said({ procedure }: { procedure: ProcedureView }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const lines = (name: string, state: string, ...more: (string | undefined)[]) => (
    <>
      <b>{name}</b> <span className="soft">{state}</span>
      <br />
      <span className="soft">{more.filter(Boolean).join('，')}</span>
    </>
  )
  const signedSaid = () => {
    if (procedure.kind !== 'hearing' || procedure.state !== 'held') return undefined
    const { signedOn, signedBy = '', notSigned } = procedure
    if (!signedOn) return w.unsigned
    const day = format.nearDay(signedOn)
    return notSigned ? w.notSigned(day, signedBy, notSigned) : w.signed(day, signedBy)
  }
  switch (procedure.kind) {
    case 'special':
      return lines(
        pick(procedure.name, procedure.nameEn),
        w.state[procedure.state],
        w.span(format.nearDay(procedure.startedOn), format.nearDay(procedure.endedOn ?? procedure.until)),
        procedure.reason,
        procedure.result,
        procedure.startedBy && w.by(procedure.startedBy),
      )
    case 'extension':
      return lines(
        w.extension(procedure.days),
        w.state[procedure.state],
        procedure.reason,
        procedure.answer,
        procedure.askedBy && w.by(procedure.askedBy),
      )
    case 'hearing':
      return lines(
        w.hearing,
        procedure.state === 'asked' ? w.hearingAsked : w.state[procedure.state],
        procedure.reason,
        procedure.state === 'told' && procedure.askBy ? w.askBy(format.nearDay(procedure.askBy)) : undefined,
        procedure.state === 'asked' && procedure.holdBy ? w.holdBy(format.nearDay(procedure.holdBy)) : undefined,
        procedure.at && w.at(procedure.at.replace('T', ' '), procedure.place ?? '', procedure.chair ?? ''),
        signedSaid(),
      )
    case 'suspension':
      return lines(
        w.suspension,
        w.state[procedure.state],
        procedure.endedOn
          ? w.span(format.nearDay(procedure.from), format.nearDay(procedure.endedOn))
          : w.stopsFrom(format.nearDay(procedure.from)),
        procedure.reason,
        procedure.basis,
        procedure.answer,
      )
    case 'delivery':
      return lines(
        w.delivery,
        w.state[procedure.state],
        w.delivered(format.nearDay(procedure.deliveredOn), w.method[procedure.method], procedure.receiver),
        procedure.reason,
      )
  }
}
