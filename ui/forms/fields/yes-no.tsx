import { Choice } from '../../components/field.tsx'
import { defineWords, useWords } from '../../i18n/words.ts'
import type { ControlProps, FieldType } from '../field-type.ts'

const words = defineWords({ yes: '是', no: '否' }, { yes: 'Yes', no: 'No' })

/** Yes or no, as two answers: an empty box would not tell "no" from "not answered". */
export const yesNo: FieldType = {
  frame: 'legend',
  Control: YesNo,
  say: (value, _view, language) => words[language][value === true ? 'yes' : 'no'],
}

function YesNo({ id, pointer, value, onChange }: ControlProps) {
  const t = useWords(words)
  return (
    <div className="choices--row">
      <Choice type="radio" id={id} name={pointer} checked={value === true} onChange={() => onChange(true)}>
        {t.yes}
      </Choice>
      <Choice type="radio" id={`${id}-no`} name={pointer} checked={value === false} onChange={() => onChange(false)}>
        {t.no}
      </Choice>
    </div>
  )
}
