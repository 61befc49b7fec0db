/** 缴款识别码: 20 digits. Place and year say where it comes from, the last digit finds typing errors (ISO 7064 MOD 11,10). */
export function billNumber(realm: string, year: number, sequence: bigint | number): string {
  const place = realm.replace(/\D/g, '').padEnd(6, '0').slice(0, 6)
  const body = `${place}${String(year).slice(-2)}${String(sequence).padStart(11, '0')}`
  if (body.length !== 19) throw new RangeError('a bill number has room for 11 digits of sequence')
  return body + checkDigit(body)
}

/** Reads a number as people type it, with spaces; undefined when its check digit is not right. */
export function readBillNumber(text: string): string | undefined {
  const digits = text.replace(/\s/g, '')
  return /^\d{20}$/.test(digits) && checkDigit(digits.slice(0, 19)) === digits[19] ? digits : undefined
}

function checkDigit(digits: string): string {
  let product = 10
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return String((11 - product) % 10)
}
