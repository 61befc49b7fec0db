import type pg from 'pg'

/** The part of the driver's connection that speaks COPY; its own types leave it out. */
type Wire = { query(text: string): void; sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }

/** COPY … FROM STDIN of ready text lines: the fastest way into a table. Resolves when PostgreSQL has taken them all. */
export async function copyRows(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  lines: string,
): Promise<void> {
  if (lines.length === 0) return
  const command = `copy ${table} (${columns.map((name) => `"${name}"`).join()}) from stdin`
  await new Promise<void>((done, failed) => {
    let error: Error | undefined
    // What the driver calls as the server's answers come in: a Submittable of one COPY.
    const copy = {
      submit: (wire: Wire) => wire.query(command),
      handleCopyInResponse(wire: Wire) {
        wire.sendCopyFromChunk(Buffer.from(lines))
        wire.endCopyFrom()
      },
      handleError: (found: Error) => {
        error = found
        // Outside of a pipeline the server still says that it is ready, and the driver forwards only one of the two.
        failed(found)
      },
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => (error ? failed(error) : done()),
    }
    client.query(copy as unknown as pg.Submittable)
  })
}

/** A value in COPY's text form; `null` is \N. */
export function copyText(value: string | null): string {
  if (value === null) return '\\N'
  return value.replace(/[\\\n\r\t]/g, (found) => escapes[found]!)
}

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
