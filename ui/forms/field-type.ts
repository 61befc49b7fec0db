import type { FieldView } from '@zhengtong/platform/support/forms/contract.ts'
import type { ReactNode } from 'react'
import type { Language } from '../i18n/language.tsx'

export type ControlProps = {
  view: FieldView
  id: string
  pointer: string
  value: unknown
  onChange: (value: unknown) => void
  invalid: boolean
  describedBy: string | undefined
}

/** One way of asking: how it is framed, drawn, and said back. Every field type is one file that exports one of these. */
export type FieldType = {
  /** `label`: one input. `legend`: several inputs under one question. */
  frame: 'label' | 'legend'
  Control: (props: ControlProps) => ReactNode
  /** The value in words, for known values and for checking answers. */
  say: (value: unknown, view: FieldView, language: Language) => string
  /** Draws the value where saying it needs a question to the server. */
  Shown?: (props: { value: unknown }) => ReactNode
}

/** The id of the input of a field, from its pointer: error summaries lead there. */
export function inputId(pointer: string): string {
  return `f${pointer.replaceAll('/', '-')}`
}

/** Puts focus on the input of a pointer, or of the nearest field around it. */
export function focusField(pointer: string): void {
  for (let place = pointer; place; place = place.slice(0, place.lastIndexOf('/'))) {
    const found = document.getElementById(inputId(place))
    if (found) {
      found.focus()
      found.scrollIntoView({ block: 'center' })
      return
    }
  }
}
