import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CaseView, ProcedureAct, ProcedureView } from '@zhengtong/platform/support/cases/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { address, request } from '@zhengtong/ui/api/request.ts'
import { Acts, Button, LinkButton } from '@zhengtong/ui/components/button.tsx'
import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { procedureWords } from './procedure-words.ts'
import { pathOf } from './queries.ts'

/** What the law lets happen beside the steps of a case, and what I may do: ask for a hearing, sign for the result. */
export function Procedures({ view }: { view: CaseView }) {
  const t = useWords(procedureWords)
  const signing = view.mayProceed.some(({ verb }) => verb === 'sign-for')
  if (view.procedures.length === 0 && !signing) return null
  return (
    <Section title={t.title}>
      <ul className="rows">
        {view.procedures.map((each) => (
          <li key={each.id}>
            <Said procedure={each} />
            {each.kind === 'hearing' ? <Hearing view={view} id={each.id} /> : null}
          </li>
        ))}
        {signing ? (
          <li>
            <p>{t.toSign}</p>
            <SignFor view={view} />
          </li>
        ) : null}
      </ul>
    </Section>
  )
}

function Said({ procedure }: { procedure: ProcedureView }) {
  const t = useWords(procedureWords)
  const pick = usePick()
  const format = useFormat()
  const { notice } = procedure
  const more =
    procedure.kind === 'hearing'
      ? procedure.recordNotice
      : procedure.kind === 'suspension'
        ? procedure.resumeNotice
        : undefined
  const said = (): string => {
    switch (procedure.kind) {
      case 'special': {
        const until = format.nearDay(procedure.endedOn ?? procedure.until)
        const name = pick(procedure.name, procedure.nameEn)
        return t.special(name, format.nearDay(procedure.startedOn), until, procedure.state === 'ended')
      }
      case 'extension':
        return procedure.state === 'approved' ? t.extension(procedure.days) : t.extensionAsked
      case 'hearing':
        if (procedure.heldOn && procedure.signedOn) return t.recordSigned(format.nearDay(procedure.heldOn))
        if (procedure.heldOn) return t.hearingHeld(format.nearDay(procedure.heldOn))
        if (procedure.at)
          return t.hearingAt(procedure.at.replace('T', ' '), procedure.place ?? '', procedure.chair ?? '')
        if (procedure.state === 'told' && procedure.askBy) return t.hearingRight(format.nearDay(procedure.askBy))
        return procedure.state === 'waived' ? t.waived : t.hearingComing
      case 'suspension':
        return procedure.endedOn
          ? t.suspension(format.nearDay(procedure.from), format.nearDay(procedure.endedOn))
          : t.suspended(format.nearDay(procedure.from))
      case 'delivery':
        return t.delivered(format.nearDay(procedure.deliveredOn), procedure.receiver)
    }
  }
  return (
    <>
      <p>{said()}</p>
      {procedure.reason ? <p className="soft">{procedure.reason}</p> : null}
      {[notice, more].map((paper) =>
        paper ? (
          <p key={paper.credentialId}>
            <a href={address(`/credentials/${paper.credentialId}/pdf`)} target="_blank" rel="noreferrer">
              {paper.name} {paper.number}
            </a>
          </p>
        ) : null,
      )}
    </>
  )
}

/** One act of the applicant; the key stays the same until it has succeeded. */
function useProceed(view: CaseView) {
  const queries = useQueryClient()
  const [key, setKey] = useState(newKey)
  return useMutation({
    mutationFn: (act: Omit<ProcedureAct, 'expectedVersion'>) =>
      request(`${pathOf(view.id)}/procedures`, {
        method: 'POST',
        key,
        body: { ...act, expectedVersion: view.version },
      }),
    onSuccess: async () => {
      setKey(newKey())
      void queries.invalidateQueries({ queryKey: ['credentials'] })
      await queries.invalidateQueries({ queryKey: ['case', view.id] })
    },
  })
}

function Hearing({ view, id }: { view: CaseView; id: number }) {
  const t = useWords(procedureWords)
  const act = useProceed(view)
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const may = (verb: string) => view.mayProceed.some((each) => each.verb === verb && each.id === id)
  if (may('sign-record'))
    return (
      <>
        {act.isError ? <TroubleSaid error={act.error} /> : null}
        <p>{t.checkRecord}</p>
        <Acts>
          <Button busy={act.isPending} onClick={() => act.mutate({ verb: 'sign-record', id })}>
            {t.signRecord}
          </Button>
        </Acts>
      </>
    )
  if (!may('ask-hearing')) return null
  const lacking = asked && reason.trim() === ''
  const ask = () => {
    setAsked(true)
    if (reason.trim() !== '') act.mutate({ verb: 'ask-hearing', id, reason })
  }
  return (
    <div>
      <label htmlFor={`hearing-${id}`}>{t.whyHearing}</label>
      <textarea
        id={`hearing-${id}`}
        className="input"
        rows={3}
        maxLength={2000}
        value={reason}
        {...(lacking ? { 'aria-invalid': true, 'aria-describedby': `hearing-${id}-says` } : {})}
        onChange={({ target }) => setReason(target.value)}
      />
      {lacking ? <p id={`hearing-${id}-says`}>{t.needReason}</p> : null}
      {act.isError ? <TroubleSaid error={act.error} /> : null}
      <Acts>
        <Button busy={act.isPending} onClick={ask}>
          {t.askHearing}
        </Button>
        <LinkButton onClick={() => act.mutate({ verb: 'waive-hearing', id })}>{t.waiveHearing}</LinkButton>
      </Acts>
    </div>
  )
}

function SignFor({ view }: { view: CaseView }) {
  const t = useWords(procedureWords)
  const act = useProceed(view)
  return (
    <>
      {act.isError ? <TroubleSaid error={act.error} /> : null}
      <Acts>
        <Button busy={act.isPending} onClick={() => act.mutate({ verb: 'sign-for' })}>
          {t.signFor}
        </Button>
      </Acts>
    </>
  )
}
