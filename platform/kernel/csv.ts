/**
 * A table as CSV (RFC 4180) for spreadsheets: a byte order mark, so that they read Chinese; every cell quoted; what looks
 * like a formula made text, since spreadsheets would run it.
 */
export function csvOf(header: readonly string[], rows: Iterable<readonly string[]>): string {
  const lines = [header, ...rows].map((cells) => cells.map(quoted).join(','))
  return `\ufeff${lines.join('\r\n')}\r\n`
}

const quoted = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
