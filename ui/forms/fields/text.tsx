import type { FieldType } from '../field-type.ts'

/** A line of text. */
export const text: FieldType = {
  frame: 'label',
  Control: ({ view, id, value, onChange, invalid, describedBy }) => (
    <input
      className="input"
      id={id}
      type="text"
      value={typeof value === 'string' ? value : ''}
      placeholder={view.placeholder}
      maxLength={view.maxLength}
      aria-required={view.required || undefined}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      onChange={({ target }) => onChange(target.value || undefined)}
    />
  ),
  say: (value) => String(value),
}
