import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'
import { type Fault, Refusal } from '#kernel/errors.ts'
import { Item } from './item.ts'

const checker = Compile(Item)

/** What a person or a pack wrote, with plain defaults for what it left out; and where it does not fit, if anywhere. */
export function readItem(raw: unknown): { item?: Item; faults: Fault[] } {
  const whole = Value.Default(Item, withGroups(raw))
  if (checker.Check(whole)) return { item: whole, faults: [] }
  const faults = checker.Errors(whole).slice(0, 50)
  return {
    faults: faults.map(({ instancePath, keyword, message }) => ({
      pointer: instancePath,
      rule: keyword,
      detail: message,
    })),
  }
}

/** The item, or a refusal that names each place that does not fit. */
export function demandItem(raw: unknown): Item {
  const { item, faults } = readItem(raw)
  if (!item) throw new Refusal('invalid', 'items.does-not-fit', 'The item does not fit its schema', { faults })
  return item
}

/** Groups that may be left out whole when nothing is said in them; their own defaults then fill in. */
const GROUPS = ['codes', 'limits', 'conditions', 'fee', 'result', 'handling', 'contacts'] as const

function withGroups(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw
  const empty = Object.fromEntries(GROUPS.map((group) => [group, {}]))
  return structuredClone({ ...empty, ...raw })
}
