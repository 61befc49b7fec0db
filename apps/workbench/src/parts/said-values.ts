/** `name: value` by the line; numbers, true, false and JSON are what they look like. Undefined when a line is none of it. */
export function dataIn(text: string): Record<string, unknown> | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const pairs = lines.map((line) => /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*[:：]\s*(.*?)\s*$/u.exec(line))
  if (pairs.some((each) => each === null)) return undefined
  return Object.fromEntries(pairs.map((each) => [each?.[1] ?? '', valueIn(each?.[2] ?? '')]))
}

function valueIn(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true'
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (!/^[[{]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    // What only begins like JSON is a text.
    return text
  }
}
