import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import {
  type Answers,
  checkAnswers,
  type FieldView,
  visibleAnswers,
} from '@zhengtong/platform/support/forms/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { ErrorSummary, type SummaryLine } from '@zhengtong/ui/components/error-summary.tsx'
import { FilePicker } from '@zhengtong/ui/components/file-picker.tsx'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { focusField, inputId } from '@zhengtong/ui/forms/field-type.ts'
import { FormFields } from '@zhengtong/ui/forms/form-page.tsx'
import { todayInCity, useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useCallback, useMemo, useState } from 'react'
import { UseOwn } from '../materials/use-own.tsx'
import { useAct, useCaseMaterial } from './acting.ts'
import { correctionWords } from './correction-words.ts'
import type { ReadyForm } from './ready-form.ts'
import { useTimeLeft } from './time-left.ts'

type Fault = { pointer: string; detail: string }

/** Files again, fields again, then one button: the case goes back to the office with all that was asked. */
export function CorrectionForm(props: { view: CaseView; form: ReadyForm; rootDivision: string }) {
  const { view, form } = props
  const t = useWords(correctionWords)
  const format = useFormat()
  const timeLeft = useTimeLeft()
  const { language } = useLanguage()
  const act = useAct(view.id)
  const send = useCaseMaterial(view.id)
  const asked = useAsked(view, form)
  const [answers, setAnswers] = useState<Answers>(view.answers)
  const [sent, setSent] = useState<ReadonlySet<string>>(new Set())
  const [faults, setFaults] = useState<Fault[]>([])
  const [attempt, setAttempt] = useState(0)
  const hidden = useMemo(() => new Set(visibleAnswers(form.compiled, answers).hidden), [form, answers])
  const errorAt = useCallback((pointer: string) => faults.find((each) => each.pointer === pointer)?.detail, [faults])
  const may = view.may.find(({ verb }) => verb === 'correct')
  const correction = view.clocks.find(({ key }) => key === 'correction')
  const names = asked.map(({ name }) => name)

  const complain = (found: Fault[]) => {
    setFaults(found)
    setAttempt((count) => count + 1)
  }
  const goBack = () => {
    const missing = asked
      .filter(({ kind, key }) => kind === 'material' && !sent.has(key))
      .map(({ key, name }) => ({ pointer: `/materials/${key}`, detail: t.missing(name) }))
    const tops = new Set(asked.flatMap(({ field }) => (field ? [topOf(field.pointer)] : [])))
    const wrong = checkAnswers(form.compiled, answers, { asOf: todayInCity(), language }).faults.filter(({ pointer }) =>
      tops.has(topOf(pointer)),
    )
    if (missing.length + wrong.length > 0) return complain([...missing, ...wrong])
    const given = Object.fromEntries([...tops].map((top) => [top, answers[top]]))
    act.mutate(
      {
        verb: 'correct',
        expectedVersion: view.version,
        ...(may?.taskId === undefined ? {} : { taskId: may.taskId }),
        ...(tops.size > 0 ? { data: { answers: given } } : {}),
      },
      { onError: (error) => complain(error instanceof ApiProblem ? error.faults : []) },
    )
  }
  const lines: SummaryLine[] = faults.map(({ pointer, detail }) => ({
    key: lineKey(pointer),
    detail,
    onGo: () =>
      pointer.startsWith('/materials/') ? document.getElementById(lineKey(pointer))?.focus() : focusField(pointer),
  }))
  return (
    <section className="todo" aria-labelledby="todo">
      <StateMark tone="wait">{t.wait}</StateMark>
      <h2 id="todo">{names.length === 1 && names[0] ? t.one(names[0]) : t.many(names.length)}</h2>
      {act.isError ? (
        <ErrorSummary attempt={attempt} lines={lines} title={t.failed}>
          <p>{act.error instanceof ApiProblem ? act.error.title : ''}</p>
        </ErrorSummary>
      ) : (
        <ErrorSummary attempt={attempt} lines={lines}>
          <p className="soft">{t.kept}</p>
        </ErrorSummary>
      )}
      {asked.map((one) => (
        <div key={one.key} className="todo__item">
          <h3>{one.name}</h3>
          <p>{one.message}</p>
          {one.kind === 'material' ? (
            <>
              <FilePicker
                id={lineKey(`/materials/${one.key}`)}
                label={t.choose(one.name)}
                onSend={async (file, onProgress) => {
                  await send(one.key, file, onProgress)
                  setSent((before) => new Set(before).add(one.key))
                  setFaults((before) => before.filter(({ pointer }) => pointer !== `/materials/${one.key}`))
                }}
              />
              <UseOwn
                view={view}
                materialKey={one.key}
                onUsed={() => setSent((before) => new Set(before).add(one.key))}
              />
              {sent.has(one.key) ? <StateMark tone="good">{t.received}</StateMark> : null}
            </>
          ) : one.field ? (
            <FormFields
              fields={[one.field]}
              answers={answers}
              onChange={setAnswers}
              facts={view.facts}
              gaps={[]}
              disputes={[]}
              hidden={hidden}
              errorAt={errorAt}
              rootDivision={props.rootDivision}
            />
          ) : null}
        </div>
      ))}
      <p className="soft">{t.rest}</p>
      {view.correction?.due ? (
        <p className="due">
          <strong>{t.due(format.nearDay(view.correction.due), timeLeft('working', correction?.left ?? 0))}</strong>
        </p>
      ) : null}
      <Acts>
        <Button big busy={act.isPending} onClick={goBack}>
          {t.send}
        </Button>
      </Acts>
    </section>
  )
}

type Asked = { kind: 'material' | 'field'; key: string; name: string; message: string; field?: FieldView }

/** What was asked, with the names people know: of materials from the case, of fields from its form. */
function useAsked(view: CaseView, form: ReadyForm): Asked[] {
  const pick = usePick()
  return (view.correction?.items ?? []).map((item): Asked => {
    if (item.kind === 'material') {
      const material = view.materials.find(({ key }) => key === item.key)
      return { ...item, name: material?.name ?? item.message }
    }
    const field = form.view.pages
      .flatMap(({ fields }) => fields)
      .find(({ pointer }) => topOf(pointer) === topOf(item.key))
    return field ? { ...item, name: pick(field.title, field.titleEn), field } : { ...item, name: item.message }
  })
}

function topOf(pointer: string): string {
  return pointer.split('/')[1] ?? ''
}

function lineKey(pointer: string): string {
  return pointer.startsWith('/materials/') ? `again-${pointer.slice('/materials/'.length)}` : inputId(pointer)
}
