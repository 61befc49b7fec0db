import type { FieldType } from '../field-type.ts'

/** Several lines of text. */
export const textarea: FieldType = {
  frame: 'label',
  Control: ({ view, id, value, onChange, invalid, describedBy }) => (
    <textarea
      className="input"
      id={id}
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
