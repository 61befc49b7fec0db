import { Choice } from '../../components/field.tsx'
import { usePick } from '../../i18n/words.ts'
import type { ControlProps, FieldType } from '../field-type.ts'
import { choiceTitle } from './choice-title.ts'

/** Some of several. They are kept in the order of the form, whatever order they were ticked in. */
export const checkboxes: FieldType = {
  frame: 'legend',
  Control: Checkboxes,
  say: (value, view, language) =>
    listOf(value)
      .map((one) => choiceTitle(one, view, language))
      .join(language === 'zh' ? '、' : ', '),
}

function Checkboxes({ view, id, value, onChange }: ControlProps) {
  const pick = usePick()
  const chosen = listOf(value)
  const options = view.options ?? []
  const toggle = (one: unknown, on: boolean) => {
    const next = options.map((option) => option.value).filter((each) => (each === one ? on : chosen.includes(each)))
    onChange(next.length > 0 ? next : undefined)
  }
  return (
    <div className={options.length > 6 ? 'choices--two' : undefined}>
      {options.map((option, index) => (
        <Choice
          key={String(option.value)}
          type="checkbox"
          id={index === 0 ? id : `${id}-${index}`}
          checked={chosen.includes(option.value)}
          onChange={({ target }) => toggle(option.value, target.checked)}
        >
          {pick(option.title, option.titleEn)}
        </Choice>
      ))}
    </div>
  )
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
