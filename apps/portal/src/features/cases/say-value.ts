import type { SchemaNode } from '@zhengtong/platform/support/forms/contract.ts'
import { formatDay } from '@zhengtong/ui/i18n/format.ts'
import type { Language } from '@zhengtong/ui/i18n/language.tsx'

const words = {
  zh: { yes: '是', no: '否', none: '无', and: '、', end: '；' },
  en: { yes: 'Yes', no: 'No', none: 'None', and: ', ', end: '; ' },
}

/** The title of a field in the reader's language. */
function titleOf(node: SchemaNode | undefined, language: Language): string | undefined {
  return (language === 'en' ? node?.['x-ui']?.en : undefined) ?? node?.title
}

/** A kept value in words, by its schema: choices by their titles, records by their fields, days written out. */
export function sayValue(value: unknown, node: SchemaNode | undefined, language: Language): string {
  const t = words[language]
  if (value === null || value === undefined || value === '') return t.none
  if (typeof value === 'boolean') return value ? t.yes : t.no
  if (Array.isArray(value)) return value.map((one) => sayValue(one, node?.items, language)).join(t.end) || t.none
  if (typeof value === 'object')
    return Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== '')
      .map(([key, inner]) => {
        const field = node?.properties?.[key]
        const said = sayValue(inner, field, language)
        const title = titleOf(field, language)
        return title ? `${title} ${said}` : said
      })
      .join(t.and)
  const choice = node?.oneOf?.find((each) => each.const === value)
  if (choice) return titleOf(choice, language) ?? String(value)
  return /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? formatDay(String(value), language) : String(value)
}
