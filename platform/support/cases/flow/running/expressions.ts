import type { Input, Variables } from '../net.ts'

/** The values of named expressions. */
export function evaluated(inputs: readonly Input[], scope: Variables): Variables {
  return Object.fromEntries(inputs.map((input) => [input.name, input.value(scope)]))
}
