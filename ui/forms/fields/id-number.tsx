import { mask } from '@zhengtong/platform/kernel/masks.ts'
import type { FieldType } from '../field-type.ts'

/** A citizen's ID number: typed in full, said back masked, since screens are looked at over shoulders. */
export const idNumber: FieldType = {
  frame: 'label',
  Control: ({ view, id, value, onChange, invalid, describedBy }) => (
    <input
      className="input"
      id={id}
      type="text"
      inputMode="text"
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={24}
      value={typeof value === 'string' ? value : ''}
      aria-required={view.required || undefined}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      onChange={({ target }) => onChange(target.value || undefined)}
    />
  ),
  say: (value) => mask('id-staff', String(value)),
}
