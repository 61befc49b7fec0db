import type { Fault } from '../errors.ts'
import { accepted, codeFault, normaliseCode, type Parsed, refused } from './parsed.ts'

export type CreditCode = {
  code: string
  /** Who registered it, a key of `REGISTRARS`. */
  registrar: string
  /** The kind of body, within its registrar. */
  category: string
  division: string
  /** The nine characters of GB 11714 that the body keeps when other parts change. */
  orgCode: string
  /** Warnings: what is odd but does not make the code wrong. */
  findings: Fault[]
}

/** 登记管理部门 by first character, GB 32100-2015 with the values seen in use; later additions exist. */
export const REGISTRARS: Readonly<Record<string, string>> = {
  1: '机构编制',
  5: '民政',
  9: '市场监督管理',
  Y: '其他',
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY' // GB 32100-2015: 31 characters, without I O S V Z
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] // 3^(i-1) mod 31
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/
const ORG_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] // GB 11714
const LOOK_ALIKES: Readonly<Record<string, string>> = { I: '1', O: '0', S: '5', V: 'U或Y', Z: '2' }

/** The 18th character that belongs to the first 17 (GB 32100-2015). */
export function creditCodeCheck(first17: string): string {
  let sum = 0
  for (const [i, weight] of WEIGHTS.entries()) sum += weight * ALPHABET.indexOf(first17[i] ?? '')
  return ALPHABET[(31 - (sum % 31)) % 31]!
}

/** The 9th character that belongs to the first eight of an organisation code (GB 11714, A = 10 … Z = 35). */
export function orgCodeCheck(first8: string): string {
  let sum = 0
  for (const [i, weight] of ORG_WEIGHTS.entries()) sum += weight * Number.parseInt(first8[i] ?? '', 36)
  const check = (11 - (sum % 11)) % 11
  return check === 10 ? 'X' : String(check)
}

/** A whole code from its first 17 characters, or from 16 with the organisation code's own check added: for tests and demos. */
export function completeCreditCode(start: string): string {
  const first17 = start.length === 16 ? start + orgCodeCheck(start.slice(8)) : start
  const whole = first17 + creditCodeCheck(first17)
  if (!SHAPE.test(whole)) throw new RangeError('a credit code is completed from 16 or 17 characters of its alphabet')
  return whole
}

/**
 * Reads a 统一社会信用代码 (GB 32100-2015). A failing main check is a fault; a failing organisation-code check is only a
 * finding, because some codes in force carry one.
 */
export function parseCreditCode(text: string): Parsed<CreditCode> {
  const code = normaliseCode(text)
  if (code.length !== 18) {
    return refused(codeFault('credit-code.length', `统一社会信用代码应为18位，现在是${code.length}位。`))
  }
  const lookAlike = /[IOSVZ]/.exec(code)
  if (lookAlike) {
    const [letter] = lookAlike
    const hint = `第${lookAlike.index + 1}位是字母${letter},代码不使用I、O、S、V、Z,请核对是否为${LOOK_ALIKES[letter]}。`
    return refused(codeFault('credit-code.look-alike', hint))
  }
  if (!SHAPE.test(code)) {
    return refused(
      codeFault('credit-code.characters', '统一社会信用代码由数字和大写字母组成，第3至8位应为行政区划数字。'),
    )
  }
  if (creditCodeCheck(code) !== code[17]) {
    return refused(codeFault('credit-code.check', '校验码不符，请逐位核对统一社会信用代码。'))
  }
  const orgCode = code.slice(8, 17)
  const findings: Fault[] = []
  if (orgCodeCheck(orgCode) !== orgCode[8]) {
    findings.push(
      codeFault('credit-code.org-code', '第9至17位组织机构代码的校验码不符，历史赋码可能如此，请留意核对。'),
    )
  }
  return accepted({ code, registrar: code[0]!, category: code[1]!, division: code.slice(2, 8), orgCode, findings })
}
