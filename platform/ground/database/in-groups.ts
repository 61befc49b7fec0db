import { setImmediate } from 'node:timers/promises'

type Waiting<Row> = { row: Row; done: () => void; failed: (reason: unknown) => void }

/**
 * Group commit: while one write is on its way, the rows of all other requests gather and go together in the next, and each
 * still waits for its own commit. Where a group fails its rows are written one by one, so that none fails by another's fault.
 */
export function inGroups<Row>(
  write: (rows: Row[]) => Promise<unknown>,
  { most = 500 } = {},
): (row: Row) => Promise<void> {
  let waiting: Waiting<Row>[] = []
  let writing = false

  async function writeAll(group: readonly Waiting<Row>[]): Promise<void> {
    try {
      await write(group.map(({ row }) => row))
      for (const { done } of group) done()
    } catch (error) {
      if (group.length === 1) group[0]!.failed(error)
      else for (const each of group) await writeAll([each])
    }
  }

  async function work(): Promise<void> {
    writing = true
    // What came with the same turn of the loop goes in the same group.
    await setImmediate()
    while (waiting.length > 0) {
      const group = waiting.slice(0, most)
      waiting = waiting.slice(most)
      await writeAll(group)
    }
    writing = false
  }

  return (row) =>
    new Promise((done, failed) => {
      waiting.push({ row, done, failed })
      if (!writing) void work()
    })
}
