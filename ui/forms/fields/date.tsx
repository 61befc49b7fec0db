import { formatDay } from '../../i18n/format.ts'
import type { FieldType } from '../field-type.ts'

/** A day, by the browser's own date input: it speaks to screen readers and offers the phone's picker. */
export const date: FieldType = {
  frame: 'label',
  Control: ({ view, id, value, onChange, invalid, describedBy }) => (
    <div className="unit">
      <input
        className="input input--date"
        id={id}
        type="date"
        value={typeof value === 'string' ? value : ''}
        required={view.required}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        onChange={({ target }) => onChange(target.value || undefined)}
      />
    </div>
  ),
  say: (value, _view, language) => formatDay(String(value), language),
}
