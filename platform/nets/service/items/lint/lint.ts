import type { Item } from '../item.ts'
import { branchingRules } from './branching.ts'
import { changeRules } from './changes.ts'
import type { Finding, Rule } from './finding.ts'
import { handlingRules } from './handling.ts'
import { identityRules } from './identity.ts'
import { limitRules } from './limits.ts'
import { materialRules } from './materials.ts'
import { moneyAndResultRules } from './money-and-results.ts'
import { promiseRules } from './promises.ts'
import { renewalRules } from './renewal.ts'

/** Every consistency rule over items: those a province runs, and those the laws add (standards A8). */
export const lintRules: readonly Rule[] = [
  ...identityRules,
  ...limitRules,
  ...materialRules,
  ...moneyAndResultRules,
  ...handlingRules,
  ...branchingRules,
  ...promiseRules,
  ...renewalRules,
  ...changeRules,
]

/** What is wrong or missing in an item, errors first. Only errors keep it from being published. */
export function lintItem(item: Item): Finding[] {
  const findings = lintRules.flatMap((rule) => rule.find(item).map((place) => findingOf(rule, place)))
  return findings.sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
}

export const isError = (finding: Finding) => finding.severity === 'error'

function findingOf({ code, severity, basis, zh, en }: Rule, place: ReturnType<Rule['find']>[number]): Finding {
  const { pointer, value } = typeof place === 'string' ? { pointer: place, value: '' } : place
  // A function as replacement: the value may hold `$`.
  const fill = (text: string) => text.replace('{}', () => value)
  return { code, severity, pointer, message: { zh: fill(zh), en: fill(en) }, basis }
}
