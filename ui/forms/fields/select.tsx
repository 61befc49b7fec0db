import { defineWords, usePick, useWords } from '../../i18n/words.ts'
import type { ControlProps, FieldType } from '../field-type.ts'
import { choiceTitle } from './choice-title.ts'

const words = defineWords({ choose: '请选择' }, { choose: 'Choose' })

/** One of many, in the browser's own list. */
export const select: FieldType = { frame: 'label', Control: Select, say: choiceTitle }

function Select({ view, id, value, onChange, invalid, describedBy }: ControlProps) {
  const t = useWords(words)
  const pick = usePick()
  const options = view.options ?? []
  const chosen = options.findIndex((option) => option.value === value)
  return (
    <select
      className="input"
      id={id}
      value={chosen < 0 ? '' : String(chosen)}
      aria-required={view.required || undefined}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      onChange={({ target }) => onChange(target.value === '' ? undefined : options[Number(target.value)]?.value)}
    >
      <option value="">{t.choose}</option>
      {options.map((option, index) => (
        <option key={String(option.value)} value={index}>
          {pick(option.title, option.titleEn)}
        </option>
      ))}
    </select>
  )
}
