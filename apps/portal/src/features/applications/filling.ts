import type { Application, MaterialNeed } from '@zhengtong/platform/nets/service/applications/contract.ts'
import {
  type Answers,
  type CompiledForm,
  checkAnswers,
  compileForm,
  describeForm,
  type Form,
  type FormView,
  type PageView,
  visibleAnswers,
} from '@zhengtong/platform/support/forms/contract.ts'
import { compileFeel } from '@zhengtong/platform/support/rules/contract.ts'
import { todayInCity } from '@zhengtong/ui/i18n/format.ts'
import type { Language } from '@zhengtong/ui/i18n/language.tsx'
import { useMemo } from 'react'

export type Fault = { pointer: string; detail: string }

/** An application with its form made ready: what the pages of the application draw from. */
export type Filling = { application: Application; compiled: CompiledForm; view: FormView }

export function useFilling(application: Application): Filling {
  const { form } = application
  const made = useMemo(() => {
    // The contract keeps the document open; the server checked it when its pack was installed.
    const compiled = compileForm(form as Form, compileFeel)
    return { compiled, view: describeForm(compiled) }
  }, [form])
  return { application, ...made }
}

/** What the form hides for these answers, by pointer. */
export function hiddenIn(filling: Filling, answers: Answers): ReadonlySet<string> {
  return new Set(visibleAnswers(filling.compiled, answers).hidden)
}

/** Everything wrong in the answers, judged as the server will. A source that did not answer is nobody's fault. */
export function faultsIn(filling: Filling, answers: Answers, language: Language): Fault[] {
  const unanswered = new Set(
    filling.application.gaps.filter(({ reason }) => reason === 'unavailable').map(({ pointer }) => pointer),
  )
  return checkAnswers(filling.compiled, answers, { asOf: todayInCity(), language }).faults.filter(
    ({ pointer }) => !unanswered.has(pointer),
  )
}

export function faultsOnPage(page: PageView, faults: Fault[]): Fault[] {
  return faults.filter(({ pointer }) =>
    page.fields.some((field) => pointer === field.pointer || pointer.startsWith(`${field.pointer}/`)),
  )
}

/** The pages that ask something of this person: a page whose fields are all hidden is passed over. */
export function shownPages(filling: Filling, answers: Answers): PageView[] {
  const hidden = hiddenIn(filling, answers)
  return filling.view.pages.filter((page) => page.fields.some((field) => !hidden.has(field.pointer)))
}

/** Materials that ask for an act: upload or confirm. */
export function ownMaterials(application: Application): MaterialNeed[] {
  return application.materials.filter(
    ({ submission, state }) => (submission === 'upload' || submission === 'confirm') && state !== 'not-needed',
  )
}

export type Step =
  | { kind: 'page'; key: string; title: string; titleEn: string; page: PageView }
  | { kind: 'materials' }
  | { kind: 'check' }

/** The steps of filling in, in order, as the answers stand now. */
export function stepsOf(filling: Filling, answers: Answers): Step[] {
  return [
    ...shownPages(filling, answers).map(
      (page): Step => ({ kind: 'page', key: page.key, title: page.title, titleEn: page.titleEn, page }),
    ),
    ...(ownMaterials(filling.application).length > 0 ? [{ kind: 'materials' } as const] : []),
    { kind: 'check' },
  ]
}

/** The top-level answers that the fields of a page belong to, as PATCH takes them; null takes one out. */
export function changesOf(page: PageView, answers: Answers): Record<string, unknown> {
  const names = new Set(page.fields.map(({ pointer }) => pointer.split('/')[1] ?? ''))
  return Object.fromEntries([...names].map((name) => [name, answers[name] ?? null]))
}
