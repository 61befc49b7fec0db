import type { FieldMask } from '../contract.ts'

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Stars for all but the first and last characters; too short a text is hidden whole. As `kernel/masks.ts` does it. */
function middle(text: string, first: string | number, last: string | number): string {
  return `(case when char_length(${text}) - ${first} - ${last} < 1 then repeat('*', char_length(${text}))
    else left(${text}, ${first}) || repeat('*', char_length(${text}) - ${first} - ${last}) || right(${text}, ${last}) end)`
}

/** The masks of the kernel as expressions over a text column, so that what is masked never leaves the database whole. */
export const textMasks: Partial<Record<FieldMask, (column: string) => string>> = {
  name: (column) =>
    middle(
      column,
      `(case when char_length(${column}) > 1 then 1 else 0 end)`,
      `(case when char_length(${column}) > 2 then 1 else 0 end)`,
    ),
  phone: (column) => {
    const number = `regexp_replace(${column}, '[\\s-]', '', 'g')`
    const last = `(case when char_length(${number}) > 7 then 4 else 2 end)`
    return middle(number, `greatest(char_length(${number}) - ${last} - 4, 0)`, last)
  },
  'id-staff': (column) => middle(column, 3, 4),
  card: (column) => middle(`regexp_replace(${column}, '\\s', '', 'g')`, 0, 4),
  address: (column) =>
    `(coalesce(substring(${column} from '^.*?(?:街道|[镇乡](?![市江]))'), substring(left(${column}, 12) from '^.*[省市区县旗]'), '') || '****')`,
  email: (column) => {
    const at = `(char_length(${column}) - position('@' in reverse(${column})))`
    return `(case when position('@' in ${column}) = 0 or ${at} < 1 then repeat('*', char_length(${column}))
      else left(${column}, 1) || '***' || substring(${column} from ${at} + 1) end)`
  },
}

/** RangeError for a mask that is none of a text. */
export function maskExpression(kind: FieldMask, column: string): string {
  const expression = textMasks[kind]
  if (!expression) throw new RangeError(`"${kind}" is no mask of a text`)
  return expression(column)
}
