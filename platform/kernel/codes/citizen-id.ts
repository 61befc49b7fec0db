import { dayNumber, expandDate } from '../calendar-date.ts'
import type { Fault } from '../errors.ts'
import { accepted, codeFault, normaliseCode, type Parsed, refused } from './parsed.ts'

export type Sex = 'male' | 'female'

export type CitizenId = {
  number: string
  /** The six-digit division of first registration. A person keeps it when the division is abolished. */
  division: string
  birthDate: string
  sex: Sex
}

// GB 11643-1999, which is ISO 7064 MOD 11-2: weight i is 2^(18-i) mod 11, and the check characters by remainder.
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_CHARACTERS = '10X98765432'
const SHAPE = /^\d{17}[\dX]$/
const RESIDENCE_PERMIT_PREFIX = /^8[123]0000/

/** The number as it is stored: half-width, without spaces, a final x as X. */
export function normaliseCitizenId(text: string): string {
  return normaliseCode(text)
}

/** The 18th character that belongs to 17 digits (GB 11643-1999). */
export function citizenIdCheck(first17: string): string {
  let sum = 0
  for (const [i, weight] of WEIGHTS.entries()) sum += weight * Number(first17[i])
  return CHECK_CHARACTERS[sum % 11]!
}

/** A whole number from its first 17 digits: for tests and visibly invented people. */
export function completeCitizenId(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new RangeError('a citizen ID is completed from exactly 17 digits')
  return first17 + citizenIdCheck(first17)
}

/** The 18-character form of a 15-digit number, for reading old archives; every holder of one was born in 19xx. */
export function lengthenCitizenId(old15: string): string {
  return completeCitizenId(`${old15.slice(0, 6)}19${old15.slice(6)}`)
}

/**
 * Reads the number of a resident identity card (GB 11643-1999). `asOf` (`YYYY-MM-DD`) is the day by which the holder must
 * have been born. Whether the division exists is for a table with history to say, as a warning only.
 */
export function parseCitizenId(text: string, asOf: string): Parsed<CitizenId> {
  const read = parseSharedFormat(text, asOf)
  if (read.ok && RESIDENCE_PERMIT_PREFIX.test(read.value.number)) {
    return refused(codeFault('citizen-id.residence-permit', '这是港澳台居民居住证号码，请改选对应的证件类型。'))
  }
  return read
}

/**
 * Reads the 18 characters that identity cards share with residence permits and foreigners' cards: the same layout and
 * check character, without a judgement on the prefix.
 */
export function parseSharedFormat(text: string, asOf: string): Parsed<CitizenId> {
  const number = normaliseCitizenId(text)
  if (/^\d{15}$/.test(number)) {
    return refused(codeFault('citizen-id.old-form', '15位旧身份证号码已停止使用，请填写18位号码。'))
  }
  if (number.length !== 18) {
    return refused(codeFault('citizen-id.length', `身份证件号码应为18位，现在是${number.length}位。`))
  }
  if (!SHAPE.test(number)) {
    return refused(codeFault('citizen-id.characters', '身份证件号码前17位应为数字，第18位应为数字或X。'))
  }
  const birthDate = expandDate(number.slice(6, 14))
  const faults: Fault[] = []
  if (dayNumber(birthDate) === undefined) {
    faults.push(codeFault('citizen-id.birth-date', `第7至14位“${number.slice(6, 14)}”不是真实的出生日期。`))
  } else if (birthDate > asOf) {
    faults.push(codeFault('citizen-id.born-later', `出生日期${birthDate}晚于${asOf}。`))
  }
  if (citizenIdCheck(number) !== number[17]) {
    faults.push(codeFault('citizen-id.check', '校验码不符，请逐位核对号码。'))
  }
  if (faults.length > 0) return refused(...faults)
  const sex = Number(number[16]) % 2 === 1 ? 'male' : 'female'
  return accepted({ number, division: number.slice(0, 6), birthDate, sex })
}
