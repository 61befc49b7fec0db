import { compileFeel } from '#support/rules/contract.ts'
import type { Holds } from './branching.ts'
import type { Item } from './item.ts'

type Compiled = ReturnType<typeof compileFeel>

/** Judges FEEL conditions, each compiled once for as long as this one is kept. What does not compile never holds. */
export function createHolds(): Holds {
  const ready = new Map<string, Compiled | undefined>()
  return (condition, scope) => {
    if (!ready.has(condition)) ready.set(condition, compiled(condition))
    return ready.get(condition)?.(scope) === true
  }
}

/** Whether a condition asks for situations alone, so that it can be told before the form is filled in. */
export function hangsOnSituationsAlone(condition: string): boolean {
  return compiled(condition)?.free?.every((name) => name === 'situations') ?? false
}

/** Why a text is no FEEL, or nothing. */
export function whyNotFeel(condition: string): string | undefined {
  try {
    compileFeel(condition)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Every FEEL condition of an item with its place. */
export function conditionsOf(item: Item): { pointer: string; condition: string }[] {
  const at = (pointer: string, condition: string | undefined) =>
    condition === undefined ? [] : [{ pointer, condition }]
  return [
    ...item.materials.flatMap(({ when }, i) => at(`/materials/${i}/when`, when)),
    ...item.situations.flatMap(({ when }, i) => at(`/situations/${i}/when`, when)),
    ...(item.branches ?? []).flatMap(({ when }, i) => at(`/branches/${i}/when`, when)),
    ...matterConditions(item),
    ...(item.sole ?? []).flatMap(({ per }, i) => per.flatMap((text, j) => at(`/sole/${i}/per/${j}`, text))),
    ...item.fee.lines.flatMap(({ when }, i) => at(`/fee/lines/${i}/when`, when)),
  ]
}

/** The FEEL of a joint matter: when a part belongs to it, what each part is told, when the whole is over. */
function matterConditions({ matter }: Item): { pointer: string; condition: string }[] {
  if (!matter) return []
  const { complete, granted, parts } = matter
  return [
    { pointer: '/matter/complete', condition: complete },
    { pointer: '/matter/granted', condition: granted },
    ...parts.flatMap(({ when, answers = {}, situations = {} }, i) => [
      ...(when === undefined ? [] : [{ pointer: `/matter/parts/${i}/when`, condition: when }]),
      ...Object.entries(answers).map(([name, condition]) => ({
        pointer: `/matter/parts/${i}/answers/${name}`,
        condition,
      })),
      ...Object.entries(situations).map(([name, condition]) => ({
        pointer: `/matter/parts/${i}/situations/${name}`,
        condition,
      })),
    ]),
  ]
}

function compiled(condition: string): Compiled | undefined {
  try {
    return compileFeel(condition)
  } catch {
    // The lint tells of it; a condition that cannot be judged must not open or close anything.
    return undefined
  }
}
