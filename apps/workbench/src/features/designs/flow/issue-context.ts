/** The elements of a FEEL context such as `{holder: answers.name, hives: 5}`; nothing where it is another formula. */
export function contextOf(formula: string): Map<string, string> | undefined {
  const text = formula.trim()
  if (text === '') return new Map()
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined
  const found = new Map<string, string>()
  for (const entry of splitAtCommas(text.slice(1, -1))) {
    const match = /^\s*"?([A-Za-z_]\w*)"?\s*:\s*([\s\S]+?)\s*$/.exec(entry)
    if (!match?.[1] || !match[2]) return undefined
    found.set(match[1], match[2])
  }
  return found
}

export function formulaOf(context: ReadonlyMap<string, string>): string {
  return `{${[...context].map(([key, value]) => `${key}: ${value}`).join(', ')}}`
}

/** At the commas that stand in no bracket and no text. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = []
  let [depth, from] = [0, 0]
  for (const { 0: sign, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[([{]|[)\]}]|,/g)) {
    if (/^[([{]$/.test(sign)) depth++
    else if (/^[)\]}]$/.test(sign)) depth--
    else if (sign === ',' && depth === 0) {
      parts.push(text.slice(from, index))
      from = index + 1
    }
  }
  const last = text.slice(from)
  return last.trim() ? [...parts, last] : parts
}
