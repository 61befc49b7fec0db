import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input } from 'antd'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { termWords } from './term-words.ts'

export type OwedDays = Record<string, string>

/** 容缺受理: what is missing at acceptance, each with a last day that the clerk may set earlier. */
export function OwedDaysFields(props: { view: CaseView; days: OwedDays; onChange: (days: OwedDays) => void }) {
  const { view, days, onChange } = props
  const w = useWords(termWords)
  const pick = usePick()
  const owed = view.terms?.owed.filter(({ state }) => state === 'promised') ?? []
  if (owed.length === 0) return null
  return (
    <section className="pad flow" aria-label={w.acceptOwing}>
      <Note tone="wait">{w.acceptOwing}</Note>
      <div className="fields">
        {owed.map((each) => (
          <Field key={each.key} label={w.lastDay(pick(each.name, each.nameEn))} help={w.lastDayHelp(each.days)}>
            {(own) => (
              <Input
                {...own}
                type="date"
                value={days[each.key] ?? ''}
                onChange={({ target }) => onChange({ ...days, [each.key]: target.value })}
              />
            )}
          </Field>
        ))}
      </div>
    </section>
  )
}
