import { useQuery } from '@tanstack/react-query'
import type { Promised } from '@zhengtong/platform/nets/service/promises/contract.ts'
import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { SourceChip, StateMark } from '@zhengtong/ui/components/marks.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { PromiseHeard } from './promise-heard.tsx'
import { termWords } from './term-words.ts'
import '../applications/steps.css'

/** What the case was taken under: the answers, what nobody had to hand in and whence it came, and what was promised. */
export function TermsSaid({ view }: { view: CaseView }) {
  const t = useWords(termWords)
  const pick = usePick()
  const format = useFormat()
  const { terms } = view
  if (!terms) return null
  const { situations, branch, free, promises, renews } = terms
  return (
    <Section title={t.terms}>
      <ul className="rows">
        {renews ? (
          <li className="task">
            <span>{renews.change ? t.licenceOf(pick(renews.change.name, renews.change.nameEn)) : t.renews}</span>
            <span className="row row--wrap">
              <strong>{`${pick(renews.name, renews.nameEn)} ${renews.number}`}</strong>
              {renews.lastDay ? (
                <span className="soft">{t.renewsUntil(format.day(renews.lastDay), renews.silence)}</span>
              ) : null}
            </span>
          </li>
        ) : null}
        {branch ? (
          <li className="task">
            <span>{t.branch}</span>
            <span className="row">
              <strong>{pick(branch.name, branch.nameEn)}</strong>
            </span>
          </li>
        ) : null}
        {situations.map((each) => (
          <li key={each.key} className="task">
            <span>{pick(each.question, each.questionEn)}</span>
            <span className="row">
              <strong>{pick(each.label, each.labelEn)}</strong>
            </span>
          </li>
        ))}
        {free.map((each) => (
          <li key={each.key} className="task">
            <span>{pick(each.name, each.nameEn)}</span>
            <span className="row row--wrap">
              <StateMark tone={each.status === 'missing' || each.status === 'unavailable' ? 'wait' : 'good'}>
                {t.free[each.status]}
              </StateMark>
              {each.sourceLabel ? <SourceChip label={each.sourceLabel} /> : null}
            </span>
          </li>
        ))}
      </ul>
      {promises.length > 0 ? <Promises caseId={view.id} /> : null}
    </Section>
  )
}

/** 告知承诺 of this case with what became of them, and the place to be heard. */
function Promises({ caseId }: { caseId: string }) {
  const t = useWords(termWords)
  const format = useFormat()
  const query = useQuery({
    queryKey: ['promises', caseId],
    queryFn: ({ signal }) => request<{ items: Promised[] }>('/promises', { query: { caseId }, signal }),
  })
  return (
    <>
      {query.data?.items.map((promise) => (
        <section key={promise.id} className="card stack-8" aria-label={promise.name}>
          <div className="task">
            <strong>{promise.name}</strong>
            <StateMark tone={promise.state === 'false' || promise.state === 'annulled' ? 'danger' : 'good'}>
              {t.promiseState[promise.state]}
            </StateMark>
          </div>
          <p className="soft">
            {t.signed(promise.signedBy, format.day(promise.signedAt), promise.document.number)}
            {promise.due && promise.state === 'to-check' ? ` ${t.checkedBy(format.day(promise.due))}` : ''}
            {promise.due && promise.state === 'rectifying' ? ` ${t.mendBy(format.day(promise.due))}` : ''}
          </p>
          {promise.steps.map((step) => (
            <p key={step.at} className="soft">
              {format.day(step.at)} {step.by}：{t.promiseVerb[step.verb]}。{step.reason}
            </p>
          ))}
          {promise.may.includes('state') && promise.state !== 'signed' ? <PromiseHeard promise={promise} /> : null}
        </section>
      ))}
    </>
  )
}
