import { type FieldView, putAt, valueAt } from '@zhengtong/platform/support/forms/contract.ts'
import { Fragment, useMemo } from 'react'
import { type FieldProps, FormContext, type FormSurroundings } from './form-context.ts'
import { FormField } from './form-field.tsx'

/** The fields of one page of a form over a set of answers. Whoever draws the page owns the answers. */
export function FormFields(
  props: Omit<FormSurroundings, 'renderField'> & {
    fields: FieldView[]
    answers: Record<string, unknown>
    onChange: (answers: Record<string, unknown>) => void
  },
) {
  const { fields, answers, onChange, facts, gaps, disputes, hidden, errorAt, onDispute, rootDivision } = props
  const surroundings = useMemo<FormSurroundings>(
    () => ({
      facts,
      gaps,
      disputes,
      hidden,
      errorAt,
      rootDivision,
      renderField,
      ...(onDispute ? { onDispute } : {}),
    }),
    [facts, gaps, disputes, hidden, errorAt, onDispute, rootDivision],
  )
  return (
    <FormContext.Provider value={surroundings}>
      {fields.map((view) =>
        renderField({
          view,
          pointer: view.pointer,
          value: valueAt(answers, view.pointer),
          onChange: (value) => {
            const next = structuredClone(answers)
            putAt(next, view.pointer, value)
            onChange(next)
          },
        }),
      )}
    </FormContext.Provider>
  )
}

function renderField(props: FieldProps) {
  return (
    <Fragment key={props.pointer}>
      <FormField {...props} />
    </Fragment>
  )
}
