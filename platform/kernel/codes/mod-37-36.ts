const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The ISO 7064 MOD 37,36 check character of a text of digits and upper-case letters; anything else is a RangeError. */
export function mod3736Check(text: string): string {
  let product = 36
  for (const character of text) {
    const value = ALPHABET.indexOf(character)
    if (value < 0) throw new RangeError(`MOD 37,36 knows digits and upper-case letters only, not ${character}`)
    const sum = (product + value) % 36
    product = ((sum === 0 ? 36 : sum) * 2) % 37
  }
  return ALPHABET[(37 - product) % 36]!
}
