import { useState } from 'react'
import { usePick } from '../../i18n/words.ts'
import type { ControlProps, FieldType } from '../field-type.ts'

/** A number with its unit. What is no number stays as typed, so that the validator can say so and nothing is lost. */
export const number: FieldType = {
  frame: 'label',
  Control: NumberInput,
  say: (value, view, language) => {
    const unit = language === 'en' ? (view.unitEn ?? view.unit) : view.unit
    return unit ? `${value} ${unit}` : String(value)
  },
}

function NumberInput({ view, id, value, onChange, invalid, describedBy }: ControlProps) {
  const pick = usePick()
  // The text is kept beside the number: `86.` is on its way to 86.5 and must not be tidied while being typed.
  const [typed, setTyped] = useState(value === undefined ? '' : String(value))
  const change = (next: string) => {
    setTyped(next)
    onChange(readNumber(next))
  }
  return (
    <div className="unit">
      <input
        className="input"
        id={id}
        type="text"
        inputMode={view.type === 'integer' ? 'numeric' : 'decimal'}
        autoComplete="off"
        value={typed}
        aria-required={view.required || undefined}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        onChange={({ target }) => change(target.value)}
      />
      {view.unit ? <span>{pick(view.unit, view.unitEn)}</span> : null}
    </div>
  )
}

function readNumber(typed: string): number | string | undefined {
  // Full-width digits come from Chinese keyboards.
  const plain = typed.trim().normalize('NFKC').replaceAll(',', '')
  if (plain === '') return undefined
  return /^-?\d+(\.\d*)?$/.test(plain) ? Number(plain) : typed
}
