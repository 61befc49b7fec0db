export type MaskKind = 'phone' | 'id-staff' | 'id-public' | 'name' | 'card' | 'address' | 'email'

/**
 * A text with what the reader may not see replaced by stars. `id-staff` is for lists of officials, `id-public` for what
 * anybody may read. Unmasking is another, audited act: a mask never keeps the original.
 */
export function mask(kind: MaskKind, text: string): string {
  switch (kind) {
    case 'phone':
      return maskPhone(text)
    case 'id-staff':
      return maskMiddle(text, 3, 4)
    case 'id-public':
      return maskMiddle(text, 1, 1)
    case 'name':
      return maskName(text)
    case 'card':
      return maskMiddle(text.replace(/\s/g, ''), 0, 4)
    case 'address':
      return maskAddress(text)
    case 'email':
      return maskEmail(text)
  }
}

/** `138****5678`; of any other number the last four digits stay and the four before them do not. */
function maskPhone(text: string): string {
  const number = text.replace(/[\s-]/g, '')
  const last = number.length > 7 ? 4 : 2
  return maskMiddle(number, Math.max(number.length - last - 4, 0), last)
}

/** `张*`, `欧**娜`: two characters keep the first, longer names the first and the last. */
function maskName(text: string): string {
  // By code point, since rare characters in names lie outside the first plane.
  const length = Array.from(text).length
  return maskMiddle(text, length > 1 ? 1 : 0, length > 2 ? 1 : 0)
}

/** Down to the township or street, else to the county, city or province; an address without any is hidden whole. */
function maskAddress(text: string): string {
  // 景德镇市, 新乡市 and 镇江 are cities: their 镇 and 乡 do not end a town.
  const upToTown = /^.*?(?:街道|[镇乡](?![市江]))/.exec(text) ?? /^.*[省市区县旗]/.exec(text.slice(0, 12))
  return `${upToTown?.[0] ?? ''}****`
}

/** `a***@x.cn`. */
function maskEmail(text: string): string {
  const at = text.lastIndexOf('@')
  return at < 1 ? maskMiddle(text, 0, 0) : `${Array.from(text)[0]}***${text.slice(at)}`
}

/** Stars for all but the first and last characters; a text too short for that is hidden whole. */
function maskMiddle(text: string, first: number, last: number): string {
  const characters = Array.from(text)
  const hidden = characters.length - first - last
  if (hidden < 1) return '*'.repeat(characters.length)
  return characters.slice(0, first).join('') + '*'.repeat(hidden) + characters.slice(characters.length - last).join('')
}

/** A text anybody may read: numbers of persons, telephones, cards and e-mail addresses in it are masked (standards A5). */
export function maskText(text: string): string {
  return text
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (found) => mask('email', found))
    .replace(/(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])/g, (found) => mask('id-public', found))
    .replace(/(?<!\d)\d{16,19}(?!\d)/g, (found) => mask('card', found))
    .replace(/(?<!\d)1\d{10}(?!\d)/g, (found) => mask('phone', found))
    .replace(/(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)/g, (found) => mask('phone', found))
}
