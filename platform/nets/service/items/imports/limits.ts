import type { Limit } from '../item.ts'
import { halfWidth } from './clean.ts'
import type { Note } from './repairs.ts'

const LONGEST_DAYS = 3660
const DIGITS = '零一二三四五六七八九'
const WORKING_HOURS = 8

const INSTANT = /^(?:即办|即时|即到即办|立即|马上|当场|当即|即审即办|现场|随到随办|0\s*[(]?(?:个?工作日|天|日)?[)]?$)/
/** A number and its unit: 20(工作日), 法定办结时限:20个工作日, 三个月. The first such pair in the text counts. */
const AMOUNT =
  /(\d{1,5}(?:\.\d{1,2})?|[一二三四五六七八九十两百]{1,5})\s*[(]?\s*个?\s*(工作日|自然日|日历日|小时|分钟|个?月|周|星期|年|天|日)\s*[)]?/

/**
 * Reads a limit as catalogues write it. `20(工作日)` is the plain form; all else that can be understood is noted as
 * `limit-text-parsed` and keeps its wording; what cannot is noted as `limit-not-understood` and gives nothing.
 */
export function parseLimit(text: string | undefined, field: string, note: Note): Limit | undefined {
  if (text === undefined) return undefined
  const half = halfWidth(text, field, note).trim()
  const plain = /^(\d{1,4})\((工作日|自然日)\)$/.exec(half)
  if (plain && Number(plain[1]) > 0 && Number(plain[1]) <= LONGEST_DAYS)
    return { unit: plain[2] === '工作日' ? 'working' : 'calendar', days: Number(plain[1]) }

  const wording = half.replace(/^[^:：]{0,20}(?:时限|期限|时间)[^:：]{0,6}[:：]\s*/, '')
  const limit = INSTANT.test(wording) ? ({ unit: 'instant', days: 0 } as const) : measured(wording)
  if (!limit) {
    note('limit-not-understood', field, text)
    return undefined
  }
  note('limit-text-parsed', field, text)
  return { ...limit, text: half.slice(0, 300) }
}

function measured(text: string): Pick<Limit, 'unit' | 'days'> | undefined {
  const found = AMOUNT.exec(text)
  if (!found) return undefined
  const amount = numberOf(found[1]!)
  const limit = inDays(amount, found[2]!)
  if (!limit || !(limit.days > 0) || limit.days > LONGEST_DAYS) return undefined
  return limit
}

/** Hours round up to the working days they fill; weeks, months and years count as 7, 30 and 365 calendar days. */
function inDays(amount: number, unit: string): Pick<Limit, 'unit' | 'days'> | undefined {
  switch (unit.replace('个', '')) {
    case '工作日':
      return { unit: 'working', days: Math.ceil(amount) }
    case '分钟':
      return { unit: 'working', days: Math.ceil(amount / 60 / WORKING_HOURS) }
    case '小时':
      return { unit: 'working', days: Math.ceil(amount / WORKING_HOURS) }
    case '自然日':
    case '日历日':
    case '天':
    // Bare days are calendar days, the stricter promise: only the periods of 行政许可法 itself are working days (第82条).
    case '日':
      return { unit: 'calendar', days: Math.ceil(amount) }
    case '周':
    case '星期':
      return { unit: 'calendar', days: Math.ceil(amount * 7) }
    case '月':
      return { unit: 'calendar', days: Math.ceil(amount * 30) }
    case '年':
      return { unit: 'calendar', days: Math.ceil(amount * 365) }
    default:
      return undefined
  }
}

/** 20, 三, 两, 十五, 二十, 一百二十 as a number. */
function numberOf(text: string): number {
  if (/^\d/.test(text)) return Number(text)
  const [hundreds, rest] = text.includes('百') ? text.split('百', 2) : ['', text]
  const digit = (char: string | undefined, empty: number) => (char ? DIGITS.indexOf(char.replace('两', '二')) : empty)
  const [tens, ones] = rest?.includes('十') ? rest.split('十', 2) : [undefined, rest]
  const tenValue = tens === undefined ? 0 : digit(tens, 1) * 10
  return digit(hundreds?.at(-1), 0) * 100 + tenValue + digit(ones?.at(-1), 0)
}
