import type { Answers, PageView } from '@zhengtong/platform/support/forms/contract.ts'
import type { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { ErrorSummary } from '@zhengtong/ui/components/error-summary.tsx'
import { focusField, inputId } from '@zhengtong/ui/forms/field-type.ts'
import { FormFields } from '@zhengtong/ui/forms/form-page.tsx'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { changesOf, type Fault, type Filling, faultsIn, faultsOnPage, hiddenIn } from './filling.ts'
import { useApplication } from './queries.ts'
import { forgetTyped, keepTyped, keptTyped } from './typed.ts'
import { applyWords } from './words.ts'

/**
 * One page of the form. Pressing the button always saves what is there, right or wrong, so that nothing typed is lost;
 * only a page without faults goes on.
 */
export function PageForm(props: {
  filling: Filling
  page: PageView
  rootDivision: string
  /** The heading of the page, below the summary of errors. */
  heading: ReactNode
  onDone: (answers: Answers) => void
  back: ReactNode
}) {
  const { filling, page, onDone } = props
  const { application } = filling
  const t = useWords(applyWords)
  const pick = usePick()
  const { language } = useLanguage()
  const { answer, dispute } = useApplication(application.id)
  const [answers, setAnswers] = useState<Answers>(() => ({
    ...application.answers,
    ...keptTyped(application.id, page.key),
  }))
  const [faults, setFaults] = useState<Fault[]>([])
  const [attempt, setAttempt] = useState(0)
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)
  const hidden = useMemo(() => hiddenIn(filling, answers), [filling, answers])
  const errorAt = useCallback((pointer: string) => faults.find((fault) => fault.pointer === pointer)?.detail, [faults])

  const save = async () => {
    setBusy(true)
    setFailure(undefined)
    try {
      const saved = await answer(changesOf(page, answers))
      forgetTyped(application.id, page.key)
      setAnswers(saved.answers)
      const found = faultsOnPage(page, faultsIn({ ...filling, application: saved }, saved.answers, language))
      setFaults(found)
      if (found.length === 0) return onDone(saved.answers)
      setAttempt((count) => count + 1)
    } catch (error) {
      setFailure((error as Partial<ApiProblem>).title || t.notSavedText)
      setAttempt((count) => count + 1)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) void save()
      }}
    >
      {failure ? (
        <ErrorSummary lines={[]} attempt={attempt} title={t.notSaved}>
          <p>{failure}</p>
        </ErrorSummary>
      ) : (
        <ErrorSummary
          attempt={attempt}
          lines={faults.map(({ pointer, detail }) => ({
            key: inputId(pointer),
            detail,
            onGo: () => focusField(pointer),
          }))}
        />
      )}
      {props.heading}
      {page.help ? <p className="soft">{pick(page.help, page.helpEn)}</p> : null}
      <FormFields
        fields={page.fields}
        answers={answers}
        onChange={(next) => {
          setAnswers(next)
          keepTyped(application.id, page.key, changesOf(page, next))
        }}
        facts={application.facts}
        gaps={application.gaps}
        disputes={application.disputes}
        hidden={hidden}
        errorAt={errorAt}
        onDispute={dispute}
        rootDivision={props.rootDivision}
      />
      <div className="apply-acts">
        <Acts>
          <Button type="submit" big busy={busy}>
            {t.save}
          </Button>
          {props.back}
        </Acts>
      </div>
    </form>
  )
}
