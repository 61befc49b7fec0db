import type { FieldType } from '../field-type.ts'

/** A mobile number. Spaces are for the eye and do not count. */
export const phone: FieldType = {
  frame: 'label',
  Control: ({ view, id, value, onChange, invalid, describedBy }) => (
    <input
      className="input"
      id={id}
      type="tel"
      autoComplete="tel"
      value={typeof value === 'string' ? value : ''}
      placeholder={view.placeholder}
      maxLength={20}
      aria-required={view.required || undefined}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      onChange={({ target }) => onChange(target.value.replace(/\s/g, '') || undefined)}
    />
  ),
  say: (value) => String(value).replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3'),
}
