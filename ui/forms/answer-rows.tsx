import { type FieldView, valueAt } from '@zhengtong/platform/support/forms/contract.ts'
import { type Language, useLanguage } from '../i18n/language.tsx'
import { typeOf } from './field-types.ts'

export type AnswerRow = { pointer: string; title: string; view: FieldView; value: unknown; readOnly: boolean }

/** The answers of some fields, groups and lists unfolded, hidden ones left out: for checking them and for reading cases. */
export function answerRows(
  fields: FieldView[],
  answers: Record<string, unknown>,
  hidden: ReadonlySet<string>,
  language: Language,
): AnswerRow[] {
  const rows: AnswerRow[] = []
  const visit = (view: FieldView, pointer: string, prefix: string, readOnly: boolean) => {
    if (hidden.has(pointer)) return
    const name = language === 'en' ? view.titleEn : view.title
    const value = valueAt(answers, pointer)
    const fixed = readOnly || view.readOnly
    if (view.widget === 'group') {
      for (const field of view.fields ?? []) visit(field, `${pointer}/${field.key}`, prefix, fixed)
    } else if (view.widget === 'list' && view.fields?.length && Array.isArray(value) && value.length > 0) {
      for (const index of value.keys())
        for (const field of view.fields) visit(field, `${pointer}/${index}/${field.key}`, `${name} ${index + 1}`, fixed)
    } else {
      rows.push({
        pointer,
        title: prefix ? `${prefix} · ${name}` : name,
        view,
        value: value ?? undefined,
        readOnly: fixed,
      })
    }
  }
  for (const field of fields) visit(field, field.pointer, '', false)
  return rows
}

/** The value of a row in words; nothing when there is none. */
export function sayAnswer({ view, value }: Pick<AnswerRow, 'view' | 'value'>, language: Language): string {
  return value === undefined ? '' : typeOf(view).say(value, view, language)
}

/** The value of a row as people read it. */
export function ShownAnswer({ row, none }: { row: AnswerRow; none: string }) {
  const { language } = useLanguage()
  const { Shown } = typeOf(row.view)
  if (row.value === undefined) return <span className="soft">{none}</span>
  return Shown ? <Shown value={row.value} /> : <span>{sayAnswer(row, language)}</span>
}
