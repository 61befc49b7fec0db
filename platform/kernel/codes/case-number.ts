import { dayNumber, expandDate } from '../calendar-date.ts'
import { mod3736Check } from './mod-37-36.ts'
import { accepted, codeFault, normaliseCode, type Parsed, refused } from './parsed.ts'

export type ProjectNoParts = {
  /** 实施编码 of 31 characters; a handling item uses the code of its task. */
  taskCode: string
  /** The day of submission, `YYYY-MM-DD`. */
  date: string
  /** Unique for task and day, from 1. */
  sequence: number
}

const SHAPE = /^([0-9A-Z]{31})(\d{8})(\d{6}|\d{4})$/
const BASE_36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** 办件编号 (an..50): task code, day and six digits, 45 characters. RangeError when a part does not fit. */
export function projectNo({ taskCode, date, sequence }: ProjectNoParts): string {
  const whole = taskCode + date.replaceAll('-', '') + String(sequence).padStart(6, '0')
  if (whole.length !== 45 || !parseProjectNo(whole).ok || sequence < 1) {
    throw new RangeError('a case number needs a 31-character task code, a real date and a sequence from 1 to 999999')
  }
  return whole
}

/** Reads a 办件编号, ours or one with the four-digit sequence that other platforms use. */
export function parseProjectNo(text: string): Parsed<ProjectNoParts> {
  const match = SHAPE.exec(normaliseCode(text))
  if (!match) {
    return refused(codeFault('project-no.shape', '办件编号应为31位实施编码、8位日期和4位或6位流水号。'))
  }
  const [, taskCode = '', day = '', sequence = ''] = match
  const date = expandDate(day)
  if (dayNumber(date) === undefined) {
    return refused(codeFault('project-no.date', `办件编号中的“${day}”不是真实日期。`))
  }
  return accepted({ taskCode, date, sequence: Number(sequence) })
}

/**
 * A short code to ask about a case: 11 random base-36 characters (57 bits) and their MOD 37,36 check. `random` fills the
 * given array; pass `crypto.getRandomValues`.
 */
export function queryCode(random: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  let body = ''
  const bytes = new Uint8Array(16)
  while (body.length < 11) {
    random(bytes)
    // 252 is the largest multiple of 36 in a byte; dropping what lies above keeps every character equally likely.
    for (const byte of bytes) if (byte < 252 && body.length < 11) body += BASE_36[byte % 36]
  }
  return body + mod3736Check(body)
}

/** Reads a query code as people type it: with spaces or hyphens, in any case. A wrong check means a typing error. */
export function parseQueryCode(text: string): Parsed<string> {
  const code = normaliseCode(text).replaceAll('-', '')
  if (!/^[0-9A-Z]{12}$/.test(code)) return refused(codeFault('query-code.shape', '查询码应为12位数字或字母。'))
  if (mod3736Check(code.slice(0, 11)) !== code[11]) {
    return refused(codeFault('query-code.check', '查询码有误，请对照回执逐位核对。'))
  }
  return accepted(code)
}
