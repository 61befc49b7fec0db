import type { FeelFunction } from '../values.ts'
import { contextFunctions } from './context.ts'
import { listFunctions } from './list.ts'
import { numberFunctions } from './number.ts'
import { rangeFunctions } from './range.ts'
import { stringFunctions } from './string.ts'
import { temporalFunctions } from './temporal.ts'

/** Every built-in function of DMN 1.5 §10.3.4, by name. */
export const builtins: ReadonlyMap<string, FeelFunction> = new Map(
  [
    ...contextFunctions,
    ...listFunctions,
    ...numberFunctions,
    ...rangeFunctions,
    ...stringFunctions,
    ...temporalFunctions,
  ].map((builtin) => [builtin.name, builtin]),
)
