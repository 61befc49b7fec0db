import type { CaseView, FactView } from '@zhengtong/platform/support/cases/contract.ts'
import { type CompiledForm, choicesOf, describeForm, fieldAt } from '@zhengtong/platform/support/forms/contract.ts'
import { type AnswerRow, answerRows, sayAnswer } from '@zhengtong/ui/forms/answer-rows.tsx'
import type { Language } from '@zhengtong/ui/i18n/language.tsx'

/** `row` is there for what the form shows: its own way of drawing the value. */
export type FactRow = { pointer: string; title: string; said: string; fact?: FactView; row?: AnswerRow }

const none: ReadonlySet<string> = new Set()

/** What is known of a case: the answers in the order of the form, then background facts that no page asks for. */
export function factRows(view: CaseView, form: CompiledForm | undefined, language: Language): FactRow[] {
  const facts = new Map(view.facts.map((fact) => [fact.pointer, fact]))
  const fields = form ? describeForm(form).pages.flatMap((page) => page.fields) : []
  const answered = answerRows(fields, view.answers, none, language)
    .map((row) => ({
      pointer: row.pointer,
      title: row.title,
      said: sayAnswer(row, language),
      row,
      ...sourceOf(facts.get(row.pointer), row.value),
    }))
    .filter(({ said }) => said !== '')
  const seen = new Set(answered.map(({ pointer }) => pointer))
  const background = view.facts
    .filter(({ pointer }) => !seen.has(pointer))
    .map((fact) => ({
      pointer: fact.pointer,
      title: titleOf(form, fact.pointer, language),
      said: sayAt(form, fact.pointer, fact.value, language),
      fact,
    }))
  return [...answered, ...background]
}

/** A value in words when no form says how: lists one after the other, parts of a group by their names. */
export function sayValue(value: unknown, language: Language): string {
  const zh = language === 'zh'
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return value ? (zh ? '是' : 'yes') : zh ? '否' : 'no'
  if (Array.isArray(value))
    return value.map((one) => sayValue(one, language)).join(zh ? '；' : '; ') || (zh ? '无' : 'none')
  if (typeof value === 'object')
    return Object.values(value)
      .map((one) => sayValue(one, language))
      .join(zh ? '，' : ', ')
  return String(value)
}

/** A source vouches only for its own value: what the applicant put in its place is the applicant's. */
function sourceOf(fact: FactView | undefined, value: unknown): { fact?: FactView } {
  return fact && JSON.stringify(fact.value) === JSON.stringify(value) ? { fact } : {}
}

/** A value of a field that no page shows, by its choices where it has them. */
export function sayAt(form: CompiledForm | undefined, pointer: string, value: unknown, language: Language): string {
  const node = form ? fieldAt(form.root, pointer)?.node : undefined
  const choice = node && choicesOf(node)?.find((each) => each.value === value)
  return choice ? (language === 'en' ? choice.titleEn : choice.title) : sayValue(value, language)
}

function titleOf(form: CompiledForm | undefined, pointer: string, language: Language): string {
  const node = form ? fieldAt(form.root, pointer)?.node : undefined
  return (language === 'en' ? node?.['x-ui']?.en : undefined) ?? node?.title ?? pointer.slice(1)
}
