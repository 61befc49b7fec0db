import type { Limit } from '@zhengtong/platform/nets/service/items/contract.ts'
import type { Language } from '@zhengtong/ui/i18n/language.tsx'

/** `5 个工作日`, `当场`. */
export function sayLimit(limit: Limit | undefined, language: Language): string {
  if (!limit) return language === 'zh' ? '未写明' : 'not stated'
  if (limit.unit === 'instant') return language === 'zh' ? '当场' : 'at once'
  if (language === 'zh') return `${limit.days} 个${limit.unit === 'working' ? '工作日' : '自然日'}`
  return `${limit.days} ${limit.unit} day${limit.days === 1 ? '' : 's'}`
}
