/** The names between braces in a text, in order. */
export function placeholders(text: string): string[] {
  return [...text.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]!.trim())
}

/** Fills `{name}` from `values`, a dotted path each; what has no value becomes nothing. */
export function fillPhrase(text: string, values: Record<string, unknown>): string {
  return text.replace(/\{([^{}]+)\}/g, (_whole, name: string) => sayValue(valueAt(values, name.trim())))
}

/** A value as people write it: lists with 、, dates as 2026年11月22日, nothing for nothing. */
export function sayValue(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(sayValue).join('、')
  if (typeof value === 'string') return sayDate(value) ?? value
  if (typeof value === 'object') return Object.values(value).map(sayValue).join(' ')
  return String(value)
}

/** `2026-11-02` as 2026年11月2日 (GB/T 15835-2011); undefined when the text is not a date. */
export function sayDate(text: string): string | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return parts ? `${parts[1]}年${Number(parts[2])}月${Number(parts[3])}日` : undefined
}

function valueAt(values: Record<string, unknown>, path: string): unknown {
  let value: unknown = values
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}
