import type { FieldView } from '@zhengtong/platform/support/forms/contract.ts'
import type { Language } from '../../i18n/language.tsx'

/** The words of a chosen value, or the value itself when the form no longer offers it. */
export function choiceTitle(value: unknown, view: FieldView, language: Language): string {
  const choice = view.options?.find((option) => option.value === value)
  if (!choice) return String(value)
  return language === 'en' ? choice.titleEn : choice.title
}
