import { Choice } from '../../components/field.tsx'
import { usePick } from '../../i18n/words.ts'
import type { ControlProps, FieldType } from '../field-type.ts'
import { choiceTitle } from './choice-title.ts'

/** One of a few, side by side. */
export const radio: FieldType = { frame: 'legend', Control: Radios, say: choiceTitle }

function Radios({ view, id, pointer, value, onChange }: ControlProps) {
  const pick = usePick()
  return (
    <div>
      {view.options?.map((option, index) => (
        <Choice
          key={String(option.value)}
          type="radio"
          id={index === 0 ? id : `${id}-${index}`}
          name={pointer}
          checked={option.value === value}
          onChange={() => onChange(option.value)}
        >
          {pick(option.title, option.titleEn)}
        </Choice>
      ))}
    </div>
  )
}
