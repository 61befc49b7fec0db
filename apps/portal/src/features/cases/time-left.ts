import type { ClockView } from '@zhengtong/platform/support/cases/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { caseWords } from './words.ts'

/** `8 个工作日`, `10 天`: an amount of days of a clock. */
export function useAmount(): (unit: ClockView['unit'], days: number) => string {
  const t = useWords(caseWords)
  return (unit, days) => (unit === 'working' ? t.working(days) : t.calendar(days))
}

/** `还剩 8 个工作日`, `今天是最后一天`, `超过了 2 个工作日`. */
export function useTimeLeft(): (unit: ClockView['unit'], left: number) => string {
  const t = useWords(caseWords)
  const amount = useAmount()
  return (unit, left) => {
    if (left === 0) return t.lastDay
    return left > 0 ? t.left(amount(unit, left)) : t.over(amount(unit, -left))
  }
}
