import type { Limit } from '@zhengtong/platform/nets/service/items/contract.ts'
import type { Language } from '@zhengtong/ui/i18n/language.tsx'
import { elementOptions } from './editor/options.ts'
import { sayLimit } from './say-limit.ts'

/** The value of an element of an item in words; things with a name by their name. */
export function sayElement(value: unknown, pointer: string, language: Language): string {
  if (value === undefined || value === null || value === '') return ''
  if (typeof value === 'boolean') return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no'
  if (typeof value === 'string') {
    const option = elementOptions(pointer)?.find((each) => each.value === value)
    return option ? option.label[language] : value
  }
  if (Array.isArray(value))
    return value.map((one) => sayElement(one, pointer, language)).join(language === 'zh' ? '、' : ', ')
  if (/^\/limits\/\w+\/days$/.test(pointer)) return language === 'zh' ? `${value} 天` : `${value} days`
  if (typeof value !== 'object') return String(value)
  if ('unit' in value && 'days' in value) return sayLimit(value as Limit, language)
  const named = value as Record<string, unknown>
  const name = named.name ?? named.law ?? named.question ?? named.label
  if (name !== undefined) return [name, named.article].filter(Boolean).join(' ')
  return Object.entries(named)
    .map(([key, one]) => sayElement(one, `${pointer}/${key}`, language))
    .filter(Boolean)
    .join(language === 'zh' ? '，' : ', ')
}
