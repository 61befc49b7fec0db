import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { SourceChip } from '../../parts/source-chip.tsx'
import { StateWord } from '../../parts/state-word.tsx'
import { termWords } from './term-words.ts'

/** 办理约定: situations and branch, what is still owed, what was promised, what nobody had to hand in. */
export function Terms({ view }: { view: CaseView }) {
  const w = useWords(termWords)
  const pick = usePick()
  const format = useFormat()
  const { terms } = view
  if (!terms) return null
  const { situations, branch, owed, promises, free, renews } = terms
  return (
    <section className="case-part" aria-labelledby="case-terms">
      <h2 id="case-terms">{w.terms}</h2>
      <ul className="papers">
        {renews && (
          <li>
            <span className="grow">
              {renews.change ? w.licenceOf(pick(renews.change.name, renews.change.nameEn)) : w.renews}{' '}
              {renews.lastDay ? (
                <span className="soft">{w.renewsUntil(format.day(renews.lastDay), renews.silence)}</span>
              ) : null}
            </span>
            <b>{`${pick(renews.name, renews.nameEn)} ${renews.number}`}</b>
          </li>
        )}
        {branch && (
          <li>
            <span className="grow">{w.branch}</span>
            <b>{pick(branch.name, branch.nameEn)}</b>
          </li>
        )}
        {situations.map((each) => (
          <li key={each.key}>
            <span className="grow">{pick(each.question, each.questionEn)}</span>
            <span>{pick(each.label, each.labelEn)}</span>
          </li>
        ))}
        {owed.map((each) => (
          <li key={each.key}>
            <span className="grow">
              {pick(each.name, each.nameEn)}{' '}
              <span className="soft">
                {w.promisedBy(each.promisedBy, format.day(each.promisedAt))}
                {each.due ? ` ${w.until(format.day(each.due))}` : ` ${w.days(each.days)}`}
                {each.onLapse === 'withdraw' ? ` ${w.withdraws}` : ''}
              </span>
            </span>
            <StateWord tone={each.state === 'received' ? 'green' : each.state === 'lapsed' ? 'red' : 'yellow'}>
              {w.owedState[each.state]}
            </StateWord>
          </li>
        ))}
        {promises.map((each) => (
          <li key={each.key}>
            <span className="grow">
              {pick(each.name, each.nameEn)}{' '}
              <span className="soft">
                {w.inPlaceOf(each.materials.map(({ name }) => name).join(w.comma))}{' '}
                {w.signed(each.signedBy, format.day(each.signedAt))}
              </span>
            </span>
            <span>{w.promised}</span>
          </li>
        ))}
        {free.map((each) => (
          <li key={each.key}>
            <span className="grow">{pick(each.name, each.nameEn)}</span>
            <span className="soft">{w.free[each.status]}</span>
            {each.sourceLabel && <SourceChip label={each.sourceLabel} />}
          </li>
        ))}
      </ul>
    </section>
  )
}
