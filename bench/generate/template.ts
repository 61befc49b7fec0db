/** How a moment stands in a text: as a day, or with its time as PostgreSQL or as ISO 8601 writes it. */
type Moment = { at: number; form: 'day' | 'postgres' | 'iso' }

/** A piece of a template: text as it is, a token by its place, or a moment that moves with the case. */
type Piece = string | number | Moment

/** Text in which everything that differs from case to case is a piece of its own. */
export type Template = readonly Piece[]

/** How far the moments of a copy lie from those of its original, in milliseconds. */
export type Shift = { days: number; moment: number }

const moments = /\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|\+00(?::00)?)?)?/
const day = 86_400_000

/**
 * Cuts a text at its tokens (the longest first) and at every moment from `since` (`YYYY-MM-DD`) on; what is older, such as
 * a date of birth, belongs to the text.
 */
export function templateOf(text: string, tokens: readonly string[], since: string): Template {
  const order = tokens.map((token, place) => ({ token, place })).sort((a, b) => b.token.length - a.token.length)
  const places = new Map(order.map(({ token, place }) => [token, place]))
  const wanted = new RegExp(`(${[...order.map(({ token }) => literal(token)), moments.source].join('|')})`)
  return text.split(wanted).flatMap((part, i): Piece[] => {
    if (part === '') return []
    if (i % 2 === 0) return [part]
    const place = places.get(part)
    if (place !== undefined) return [place]
    return part.slice(0, 10) < since ? [part] : [momentOf(part)]
  })
}

/** Whether a template says the same of every case. */
export const isConstant = (template: Template): boolean => template.every((piece) => typeof piece === 'string')

/** The moment that is all of a template. */
export function momentIn(template: Template): Moment | undefined {
  const [only, ...more] = template
  return typeof only === 'object' && more.length === 0 ? only : undefined
}

/** The place of the token that, after a prefix, is all of a template. */
export function tokenIn(template: Template, prefix: string): number | undefined {
  const rest = prefix === '' ? template : template[0] === prefix ? template.slice(1) : []
  return typeof rest[0] === 'number' && rest.length === 1 ? rest[0] : undefined
}

/** The text for one case: its own values for the tokens, its moments moved. */
export function fill(template: Template, values: readonly string[], shift: Shift): string {
  let text = ''
  for (const piece of template) {
    if (typeof piece === 'string') text += piece
    else text += typeof piece === 'number' ? values[piece] : moved(piece, shift)
  }
  return text
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function momentOf(text: string): Moment {
  if (text.length === 10) return { at: Date.parse(text), form: 'day' }
  const iso = text.includes('T')
  return {
    at: Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19)}Z`) + millisOf(text),
    form: iso ? 'iso' : 'postgres',
  }
}

function millisOf(text: string): number {
  const fraction = /\.(\d{1,6})/.exec(text)?.[1] ?? '0'
  return Math.floor(Number(`0.${fraction}`) * 1000)
}

function moved({ at, form }: Moment, shift: Shift): string {
  if (form === 'day') return new Date(at + shift.days * day).toISOString().slice(0, 10)
  const text = new Date(at + shift.moment).toISOString()
  return form === 'iso' ? text : `${text.slice(0, 10)} ${text.slice(11, 23)}+00`
}
