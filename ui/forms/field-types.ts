import type { FieldView, Widget } from '@zhengtong/platform/support/forms/contract.ts'
import type { FieldType } from './field-type.ts'
import { checkboxes } from './fields/checkboxes.tsx'
import { date } from './fields/date.tsx'
import { division } from './fields/division.tsx'
import { group } from './fields/group.tsx'
import { idNumber } from './fields/id-number.tsx'
import { list } from './fields/list.tsx'
import { number } from './fields/number.tsx'
import { phone } from './fields/phone.tsx'
import { radio } from './fields/radio.tsx'
import { select } from './fields/select.tsx'
import { text } from './fields/text.tsx'
import { textarea } from './fields/textarea.tsx'
import { yesNo } from './fields/yes-no.tsx'

/** Every widget a form may name, with the type that draws it. */
const fieldTypes: Record<Widget, FieldType> = {
  text,
  textarea,
  number,
  date,
  radio,
  select,
  checkbox: yesNo,
  checkboxes,
  group,
  list,
  division,
  phone,
  'id-number': idNumber,
}

/** The type that draws a field. Yes and no have no options of their own, whatever list widget the form names. */
export function typeOf(view: FieldView): FieldType {
  return view.type === 'boolean' ? yesNo : fieldTypes[view.widget]
}
