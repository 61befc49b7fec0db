import { dateOfDay, dayNumber } from '#kernel/calendar-date.ts'
import { lengthenCitizenId, parseCitizenId } from '#kernel/codes/citizen-id.ts'
import { parseCreditCode } from '#kernel/codes/credit-code.ts'
import type { CredentialType } from '#support/credentials/index.ts'
import type { StockMapping, StockReason, StockRepair, StockTarget } from './contract.ts'

/** A licence as its line says, with what was mended to read it. */
export type StockLicence = {
  number: string
  holder: { kind: 'natural' | 'legal'; name: string; id: string }
  issued: string
  validFrom?: string
  validTo?: string
  elements: Record<string, unknown>
  repairs: { repair: StockRepair; to: string }[]
}

export type Mapped = { ok: true; licence: StockLicence } | { ok: false; reason: StockReason; detail: string }

const basic: (StockTarget & { names: string[] })[] = [
  {
    to: 'number',
    title: '证照编号',
    titleEn: 'Number',
    required: true,
    names: ['编号', '证号', '许可证编号', '证书编号', '证件编号', '许可证号'],
  },
  {
    to: 'holder.name',
    title: '持证主体',
    titleEn: 'Holder',
    required: true,
    names: ['持证人', '姓名', '持有人', '单位名称', '企业名称', '经营者名称', '持证者'],
  },
  {
    to: 'holder.id',
    title: '持证主体证件号码',
    titleEn: 'ID number or credit code',
    required: true,
    names: ['证件号码', '身份证号', '身份证号码', '公民身份号码', '统一社会信用代码', '信用代码', 'uscc', 'idnumber'],
  },
  { to: 'issued', title: '发证日期', titleEn: 'Issued', required: true, names: ['签发日期', '颁发日期', '发证时间'] },
  {
    to: 'validFrom',
    title: '有效期起',
    titleEn: 'Valid from',
    required: false,
    names: ['有效期自', '有效期开始', '起始日期'],
  },
  {
    to: 'validTo',
    title: '有效期止',
    titleEn: 'Valid to',
    required: false,
    names: ['有效期至', '有效期限', '截止日期', '到期日期'],
  },
]

/** What a line must and may say for this type. */
export function targetsOf(type: CredentialType): StockTarget[] {
  const required = new Set(type.elements.required ?? [])
  return [
    ...basic.map(({ names: _, ...target }) => target),
    ...Object.entries(type.elements.properties).map(([key, element]) => ({
      to: `elements.${key}`,
      title: element.title,
      ...(element['x-en'] ? { titleEn: element['x-en'] } : {}),
      required: required.has(key),
    })),
  ]
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\s_（()）:：-]/g, '')
    .toLowerCase()

/** Columns whose names say where they go; the person who imports has the last word. */
export function suggestMapping(type: CredentialType, columns: readonly string[]): StockMapping {
  const byName = new Map(columns.map((column) => [plain(column), column]))
  const named = targetsOf(type).flatMap(({ to, title, titleEn }) => {
    const more = basic.find((each) => each.to === to)?.names ?? []
    const names = [to, to.replace(/^elements\./, ''), title, titleEn ?? '', ...more]
    const column = names.map((name) => byName.get(plain(name))).find((found) => found !== undefined)
    return column === undefined ? [] : [[to, { column }] as const]
  })
  return Object.fromEntries(named)
}

/** What a mapping still lacks or names in vain, by JSON pointer. */
export function mappingFaults(type: CredentialType, columns: readonly string[], mapping: StockMapping) {
  const targets = targetsOf(type)
  const fault = (pointer: string, rule: string, detail: string) => ({ pointer: `/mapping/${pointer}`, rule, detail })
  return [
    ...targets
      .filter(({ to, required }) => required && !mapping[to])
      .map(({ to, title }) => fault(to, 'required', `没有说“${title}”在哪一列`)),
    ...Object.entries(mapping).flatMap(([to, from]) => {
      if (!targets.some((each) => each.to === to)) return [fault(to, 'target', `这种证照没有 ${to}`)]
      if ('column' in from && !columns.includes(from.column))
        return [fault(to, 'column', `文件里没有“${from.column}”这一列`)]
      return []
    }),
  ]
}

class NotRead extends Error {
  readonly reason: StockReason
  constructor(reason: StockReason, detail: string) {
    super(detail)
    this.reason = reason
  }
}

/** Reads one line as a licence that is in force on `today`, mending what can be mended without a guess. */
export function readLicence(
  type: CredentialType,
  mapping: StockMapping,
  cells: Record<string, string>,
  today: string,
): Mapped {
  const repairs: StockLicence['repairs'] = []
  const mend = (repair: StockRepair, to: string) => {
    if (!repairs.some((each) => each.repair === repair && each.to === to)) repairs.push({ repair, to })
  }
  const textOf = (to: string): string => {
    const from = mapping[to]
    if (!from) return ''
    const raw = 'value' in from ? from.value : (cells[from.column] ?? '')
    const trimmed = raw.trim()
    const half = trimmed.replace(/[０-９Ａ-Ｚａ-ｚ　－／．]/g, (sign) => sign.normalize('NFKC'))
    if (half !== trimmed) mend('full-width-made-half', to)
    return half
  }
  const dayOf = (to: string): string | undefined => {
    const text = textOf(to)
    if (text === '' || /^(长期|永久|无固定期限)$/.test(text)) return undefined
    const read = readDay(text)
    if (!read) throw new NotRead('date-wrong', `${to}: ${text.slice(0, 40)}`)
    if (read !== text && !/^\d{5}(\.0+)?$/.test(text)) mend('date-rewritten', to)
    return read
  }
  try {
    const number = withoutSpaces(textOf('number'), () => mend('spaces-removed', 'number'))
    if (number === '') throw new NotRead('number-missing', '')
    if (number.length > 100) throw new NotRead('number-too-long', number.slice(0, 100))
    const name = textOf('holder.name')
    if (name === '') throw new NotRead('holder-missing', '')
    const holder = { name, ...holderId(textOf('holder.id'), today, mend) }
    const issued = dayOf('issued')
    if (!issued) throw new NotRead('date-wrong', 'issued')
    if (issued > today) throw new NotRead('issued-later', issued)
    const validFrom = dayOf('validFrom')
    const validTo = dayOf('validTo')
    if (validTo && validTo < (validFrom ?? issued)) throw new NotRead('date-wrong', `validTo ${validTo}`)
    const elements = elementsFrom(type, textOf, mend)
    return {
      ok: true,
      licence: {
        ...{ number, holder, issued, elements, repairs },
        ...(validFrom ? { validFrom } : {}),
        ...(validTo ? { validTo } : {}),
      },
    }
  } catch (error) {
    if (!(error instanceof NotRead)) throw error
    return { ok: false, reason: error.reason, detail: error.message }
  }
}

function withoutSpaces(text: string, mended: () => void): string {
  const without = text.replace(/\s+/g, '')
  if (without !== text) mended()
  return without
}

/** A citizen's number or a firm's code, each by its own check. */
function holderId(text: string, today: string, mend: (repair: StockRepair, to: string) => void) {
  const to = 'holder.id'
  let number = withoutSpaces(text, () => mend('spaces-removed', to))
  if (number !== number.toUpperCase()) {
    number = number.toUpperCase()
    mend('letters-made-capital', to)
  }
  if (/^\d{15}$/.test(number)) {
    number = lengthenCitizenId(number)
    mend('id-lengthened', to)
  }
  const person = parseCitizenId(number, today)
  if (person.ok) return { kind: 'natural' as const, id: person.value.number }
  const firm = parseCreditCode(number)
  if (firm.ok) return { kind: 'legal' as const, id: firm.value.code }
  // The number itself is personal data and stays out of the report.
  throw new NotRead('holder-id-wrong', (/^\d{17}[\dX]$/.test(number) ? person : firm).faults[0]?.detail ?? '')
}

function elementsFrom(
  type: CredentialType,
  textOf: (to: string) => string,
  mend: (repair: StockRepair, to: string) => void,
): Record<string, unknown> {
  const elements: Record<string, unknown> = {}
  for (const [key, { type: kind }] of Object.entries(type.elements.properties)) {
    const to = `elements.${key}`
    const text = textOf(to)
    if (text === '') continue
    if (kind === 'array') {
      elements[key] = text.split(/[、,，;；]/).map((each) => each.trim())
      mend('list-split', to)
    } else if (kind === 'string') elements[key] = text
    else {
      const value = Number(text.replaceAll(',', ''))
      if (!Number.isFinite(value)) throw new NotRead('elements-wrong', to)
      if (String(value) !== text) mend('number-read', to)
      elements[key] = value
    }
  }
  return elements
}

/** `2021年3月5日`, `2021/3/5`, `2021.03.05`, `20210305`, a spreadsheet's serial day, with or without a time after it. */
function readDay(text: string): string | undefined {
  const serial = /^(\d{5})(\.\d+)?$/.exec(text)
  // Day 1 of spreadsheets is 1900-01-01, and they count a 29 February 1900 that never was.
  if (serial) return dateOfDay(Number(serial[1]) - 25_569)
  const parts = /^(\d{4})(?:[年/.-](\d{1,2})[月/.-](\d{1,2})日?|(\d{2})(\d{2}))(?:[ T].*)?$/.exec(text)
  if (!parts) return undefined
  const [, year, month = parts[4], date = parts[5]] = parts
  const day = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
  return dayNumber(day) === undefined ? undefined : day
}
