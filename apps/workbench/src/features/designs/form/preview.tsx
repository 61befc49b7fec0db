import {
  boundFields,
  type CompiledForm,
  compileForm,
  describeForm,
  type Form,
  visibleAnswers,
} from '@zhengtong/platform/support/forms/contract.ts'
import { compileFeel } from '@zhengtong/platform/support/rules/contract.ts'
import { FormFields } from '@zhengtong/ui/forms/form-page.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useMe } from '../../../session.ts'
import { words } from './words.ts'

/** A page of the form drawn by the very component that applicants fill in. */
export function Preview(props: {
  form: Form
  page: number
  onPage: (page: number) => void
  sourceOf: (pointer: string) => string
}) {
  const { form, page, onPage, sourceOf } = props
  const w = useWords(words)
  const pick = usePick()
  const [answers, setAnswers] = useState<Record<string, unknown>>({})
  const division = `${useMe().posts[0]?.divisionCode.slice(0, 4)}00000000`
  const made = useMemo(() => tryCompile(form), [form])
  const [good, setGood] = useState(made)
  // While a formula is half typed, the last form that was whole stays in sight.
  if (made && made !== good) setGood(made)
  const compiled = made ?? good
  const view = compiled && describeForm(compiled)
  const shown = view?.pages[Math.min(page, view.pages.length - 1)]
  return (
    <section className="form-preview" aria-labelledby="form-preview">
      <h2 id="form-preview">{w.preview}</h2>
      <p className="soft">{made ? w.previewHelp : w.previewWaits}</p>
      {view && view.pages.length > 1 && (
        <div className="line-row line-row--wrap" role="toolbar" aria-label={w.pages}>
          {view.pages.map((each, index) => (
            <Button
              key={each.key}
              size="small"
              aria-pressed={each === shown}
              type={each === shown ? 'primary' : 'default'}
              onClick={() => onPage(index)}
            >
              {w.page(index + 1)}
            </Button>
          ))}
        </div>
      )}
      {compiled && shown && (
        <div className="sheet">
          <h3>{pick(shown.title, shown.titleEn)}</h3>
          {shown.help && <p>{pick(shown.help, shown.helpEn)}</p>}
          <FormFields
            fields={shown.fields}
            answers={{ ...samples(compiled, w.sample), ...answers }}
            onChange={setAnswers}
            facts={boundFields(compiled).map(({ pointer }) => ({
              ...{ pointer, value: undefined, sourceLabel: sourceOf(pointer), fetchedAt: '' },
            }))}
            gaps={[]}
            disputes={[]}
            hidden={new Set(visibleAnswers(compiled, answers).hidden)}
            errorAt={() => undefined}
            rootDivision={division}
          />
        </div>
      )}
    </section>
  )
}

/** What stands where a source will give a text, so that its place can be seen. */
function samples(compiled: CompiledForm, sample: string): Record<string, unknown> {
  const texts = compiled.root.children.filter(
    ({ from, node }) => from.length > 0 && node.readOnly && node.type === 'string' && !node.format && !node.oneOf,
  )
  return Object.fromEntries(texts.map(({ key }) => [key, sample]))
}

/** A form in the middle of being written may not compile; the check says why. */
function tryCompile(form: Form): CompiledForm | undefined {
  try {
    return compileForm(form, compileFeel)
  } catch (error) {
    console.debug('the form does not compile yet', error)
    return undefined
  }
}
