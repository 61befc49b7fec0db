import {
  type CompiledForm,
  compileForm,
  describeForm,
  type Form,
  type FormView,
} from '@zhengtong/platform/support/forms/contract.ts'
import { compileFeel } from '@zhengtong/platform/support/rules/contract.ts'
import { useMemo } from 'react'

export type ReadyForm = { compiled: CompiledForm; view: FormView }

/** A form document made ready to draw and to judge answers. */
export function useReadyForm(document: Form): ReadyForm {
  return useMemo(() => {
    const compiled = compileForm(document, compileFeel)
    return { compiled, view: describeForm(compiled) }
  }, [document])
}
