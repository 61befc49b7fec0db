import {
  type CompiledForm,
  describeForm,
  type FieldView,
  visibleAnswers,
} from '@zhengtong/platform/support/forms/contract.ts'
import type { ProblemFault } from '@zhengtong/ui/api/problem.ts'
import { FormFields } from '@zhengtong/ui/forms/form-page.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { words } from './words.ts'

/** The record a step asks for, such as what was found on site: drawn from the form document, judged by the server's own rules. */
export function TaskForm(props: {
  form: CompiledForm
  answers: Record<string, unknown>
  faults: ProblemFault[]
  division: string
  onChange: (answers: Record<string, unknown>) => void
}) {
  const { form, answers, faults, division, onChange } = props
  const w = useWords(words)
  const pick = usePick()
  const view = describeForm(form)
  const hidden = new Set(visibleAnswers(form, answers).hidden)
  const errorAt = (pointer: string) => faults.find((fault) => fault.pointer === pointer)?.detail
  const draw = (fields: FieldView[]) => (
    <FormFields
      fields={fields}
      answers={answers}
      onChange={onChange}
      facts={[]}
      gaps={[]}
      disputes={[]}
      hidden={hidden}
      errorAt={errorAt}
      rootDivision={division}
    />
  )
  return (
    <section className="case-part task-form" aria-labelledby="task-form">
      <h2 id="task-form">
        {pick(view.title, view.titleEn)} <span className="soft">{w.formOf}</span>
      </h2>
      {view.pages.map((page) => (
        <fieldset key={page.key} className="flow">
          {view.pages.length > 1 && <legend>{pick(page.title, page.titleEn)}</legend>}
          {draw(page.fields)}
        </fieldset>
      ))}
    </section>
  )
}
