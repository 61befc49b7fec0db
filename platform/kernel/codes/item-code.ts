import type { Fault } from '../errors.ts'
import { parseCreditCode } from './credit-code.ts'
import { itemTypeName, POWER_LEVELS } from './item-code-tables.ts'
import { accepted, codeFault, normaliseCode, type Parsed, refused } from './parsed.ts'

/** 基本编码: what is done, the same for every agency that does it. */
export type BasicCode = {
  /** 1: GB/T 39046-2020, 10 characters; 2: C0109 and GB/T 39554.1-2020, 12 characters. */
  generation: 1 | 2
  code: string
  type: string
  /** Second generation only: 00 for the State, else the first two digits of the province. */
  source?: string
  /** Second generation only: department or trade. */
  sector?: string
  main: string
  /** `000` when the main item has no sub-item. */
  sub: string
}

export type ItemCode = {
  /** 基本编码, 实施编码 or 业务办理项编码. */
  kind: 'basic' | 'task' | 'handling'
  code: string
  basic: BasicCode
  /** 18 characters of the agency; second generation, task and handling codes. */
  creditCode?: string
  /** A key of `POWER_LEVELS`; second generation, task and handling codes. */
  level?: string
  /** The two digits of the 业务办理项 within its item. */
  handling?: string
  /** First generation task codes: the 14 characters after the basic code, whose segments are not published. */
  rest?: string
  /** Unknown or unverified segments, each named; codes in use carry them, so they do not refuse the code. */
  findings: Fault[]
}

/**
 * Reads a service item code by its length: 10 or 24 characters (first generation), 12, 31 or 33 (second). The segments of
 * the second generation are those of codes in use on the national platform: credit code 18, level 1, basic code 12, and
 * two more for a handling item.
 */
export function parseItemCode(text: string): Parsed<ItemCode> {
  const code = normaliseCode(text)
  if (!/^[0-9A-Z]+$/.test(code)) {
    return refused(codeFault('item-code.characters', '事项编码只含数字和大写字母。'))
  }
  switch (code.length) {
    case 10:
      return judged('basic', code, firstGeneration(code), {})
    case 24:
      return judged('task', code, firstGeneration(code.slice(0, 10)), { rest: code.slice(10) })
    case 12:
      return judged('basic', code, secondGeneration(code), {})
    case 31:
    case 33: {
      const parts = { creditCode: code.slice(0, 18), level: code.slice(18, 19) }
      const basic = secondGeneration(code.slice(19, 31))
      if (code.length === 31) return judged('task', code, basic, parts)
      return judged('handling', code, basic, { ...parts, handling: code.slice(31) })
    }
    default: {
      const detail = `事项编码应为10、12、24、31或33位，现在是${code.length}位；地方编码请另存为本地编码。`
      return refused(codeFault('item-code.length', detail))
    }
  }
}

function firstGeneration(code: string): BasicCode {
  return { generation: 1, code, type: code.slice(0, 2), main: code.slice(2, 7), sub: code.slice(7) }
}

function secondGeneration(code: string): BasicCode {
  return {
    generation: 2,
    code,
    source: code.slice(0, 2),
    type: code.slice(2, 4),
    sector: code.slice(4, 6),
    main: code.slice(6, 9),
    sub: code.slice(9),
  }
}

type AgencyParts = Pick<ItemCode, 'creditCode' | 'level' | 'handling' | 'rest'>

function judged(kind: ItemCode['kind'], code: string, basic: BasicCode, parts: AgencyParts): Parsed<ItemCode> {
  const findings: Fault[] = []
  if (parts.creditCode && !parseCreditCode(parts.creditCode).ok) {
    findings.push(codeFault('item-code.credit-code', '前18位不是有效的统一社会信用代码。'))
  }
  if (parts.level && !POWER_LEVELS[parts.level]) {
    findings.push(codeFault('item-code.level', `行使层级“${parts.level}”不在代码表中。`))
  }
  if (!itemTypeName(basic.type)) {
    findings.push(codeFault('item-code.type', `事项类型“${basic.type}”不在代码表中。`))
  }
  if (basic.generation === 2 && !/^\d{12}$/.test(basic.code)) {
    findings.push(codeFault('item-code.basic', '基本编码应为12位数字。'))
  }
  if (parts.rest) {
    findings.push(codeFault('item-code.rest', '24位实施编码的后14位没有公开的分段规则，未作核验。'))
  }
  return accepted({ kind, code, basic, ...parts, findings })
}
