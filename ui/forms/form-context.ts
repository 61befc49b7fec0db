import type { FieldView } from '@zhengtong/platform/support/forms/contract.ts'
import { createContext, type ReactNode, useContext } from 'react'

/** A value that a register, credential or account gave. */
export type KnownFact = { pointer: string; value: unknown; sourceLabel: string; fetchedAt: string }
/** A value that its source should have given and did not. */
export type Gap = { pointer: string; sourceLabel: string; reason: 'missing' | 'unavailable' }
export type Dispute = { pointer: string; claim: string }

export type FieldProps = {
  view: FieldView
  /** The place of the value in the answers, with real indexes inside lists. */
  pointer: string
  value: unknown
  onChange: (value: unknown) => void
  /** A field alone on its page needs no second title in its size. */
  nested?: boolean
}

/** What fields need to know beyond their own value. Nested fields are drawn by `renderField`, so types know no registry. */
export type FormSurroundings = {
  facts: KnownFact[]
  gaps: Gap[]
  disputes: Dispute[]
  hidden: ReadonlySet<string>
  errorAt: (pointer: string) => string | undefined
  renderField: (props: FieldProps) => ReactNode
  /** Tells the office that a fact is wrong; absent where facts cannot be disputed. */
  onDispute?: (pointer: string, claim: string) => Promise<void>
  /** Divisions are chosen below this one. */
  rootDivision: string
}

export const FormContext = createContext<FormSurroundings | null>(null)

export function useForm(): FormSurroundings {
  const value = useContext(FormContext)
  if (!value) throw new Error('A form field needs a FormContext above it')
  return value
}
