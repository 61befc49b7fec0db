import { isDeepStrictEqual } from 'node:util'
import type { Example } from './example.ts'
import type { Outcome } from './run.ts'

/** Where what came differs from what the example expects, a sentence each; empty when it passed. */
export function differences({ expect }: Example, came: Outcome): string[] {
  const found: string[] = []
  const differ = (what: string, wanted: unknown, got: unknown) => {
    if (!isDeepStrictEqual(wanted, got))
      found.push(`${what}: expected ${JSON.stringify(wanted)}, came ${JSON.stringify(got)}`)
  }
  // Faults that nobody expected stop everything after them, so they are told even when they are not asked about.
  differ('faults', [...(expect.faults ?? [])].sort(), [...came.faults].sort())
  if (came.stuck) found.push(`acts: ${came.stuck}`)
  if (expect.gaps) differ('gaps', [...expect.gaps].sort(), [...came.gaps].sort())
  if (expect.outcome !== undefined) differ('outcome', expect.outcome, came.outcome)
  if (expect.ended !== undefined) differ('ended', expect.ended, came.ended)
  if (expect.due !== undefined) differ('due', expect.due, came.due)
  if (expect.fired) differ('fired', [...expect.fired].sort(), came.fired.map(({ ruleId }) => ruleId).sort())
  for (const [name, wanted] of Object.entries(expect.outputs ?? {}))
    differ(`output ${name}`, wanted, came.outputs[name])
  for (const wanted of expect.tasks ?? [])
    if (!came.tasks.some(({ id, name }) => id === wanted || name === wanted))
      found.push(`tasks: expected ${wanted}, open are ${came.tasks.map(({ id }) => id).join(', ') || 'none'}`)
  for (const wanted of expect.issued ?? [])
    if (!came.issued.includes(wanted))
      found.push(`issued: expected ${wanted}, came ${came.issued.join(', ') || 'none'}`)
  for (const word of ['reason', 'basis'] as const) {
    const wanted = expect[word]
    const said = [...came.fired.map((fired) => fired[word] ?? ''), String(came.outputs[word] ?? '')]
    if (wanted !== undefined && !said.some((text) => text.includes(wanted)))
      found.push(`${word}: "${wanted}" stands in none of ${JSON.stringify(said.filter(Boolean))}`)
  }
  return found
}
