import type { Compiler, Node, Scope, Thunk } from './ast.ts'
import { builtins } from './builtins/all.ts'
import { compileNode } from './compile.ts'
import { compileTests, compileUnary, type Test } from './compile-tests.ts'
import { weigh } from './convert.ts'
import { builtinMembers } from './members.ts'
import { NameSet } from './names.ts'
import { parseExpression, parseUnaryTests } from './parser.ts'
import type { KnownNames } from './parser-state.ts'
import { type Budget, startRun, withinBudget } from './run.ts'
import type { Diagnostic, FeelType, Run, Value } from './values.ts'

/** The words an expression may use beyond plain ones: variables, members of contexts, item definitions. */
export type Vocabulary = {
  names?: Iterable<string>
  members?: Iterable<string>
  types?: ReadonlyMap<string, FeelType>
}

/** An expression ready to run any number of times. */
export type CompiledExpression = {
  readonly text: string
  /** Names it surely reads from the scope, so that a caller can say which of them nobody provides. */
  readonly free: readonly string[]
  readonly eval: (run: Run) => Value
}

/** A decision-table cell or an allowed-values constraint, ready to run. */
export type CompiledUnaryTests = {
  readonly text: string
  readonly free: readonly string[]
  readonly any: boolean
  /** Null where it cannot be said whether the input passes. */
  readonly test: (input: Value, run: Run) => boolean | null
  /** The position of the first alternative the input passes; -1 when it passes none. */
  readonly rank: (input: Value, run: Run) => number
}

/** The names of the built-in functions, on top of which scopes are laid. */
export const builtinNameSet: NameSet = new NameSet(builtins.keys())

function knownNames(vocabulary: Vocabulary): KnownNames {
  return {
    names: new NameSet(vocabulary.names ?? [], builtinNameSet),
    members: new NameSet([...builtinMembers, ...(vocabulary.members ?? [])]),
    types: new NameSet(vocabulary.types?.keys() ?? []),
  }
}

/** A compiler for nodes that were parsed or built elsewhere. */
export function newCompiler(vocabulary: Pick<Vocabulary, 'types'>): Compiler {
  const compiler: Compiler = {
    compile: (node: Node, scope: Scope | null): Thunk => compileNode(node, scope, compiler),
    typeNamed: (name) => vocabulary.types?.get(name) ?? null,
    builtins,
    free: new Set(),
    inputUsed: false,
  }
  return compiler
}

/**
 * Compiles a FEEL expression once. Names of several words must be in the vocabulary. Refuses text that is no FEEL with
 * `rules.bad-expression` and `details.line`, `details.column` (from 1).
 */
export function compileExpression(text: string, vocabulary: Vocabulary = {}): CompiledExpression {
  const compiler = newCompiler(vocabulary)
  const thunk = compiler.compile(parseExpression(text, knownNames(vocabulary)), null)
  return { text, free: [...compiler.free], eval: (run) => thunk({ up: null, slots: [], run }) }
}

/** Compiles the unary tests of a cell: `-`, `< 5, [10..20]`, `not("a")`, or a condition on `?`. Refuses as above. */
export function compileUnaryTests(text: string, vocabulary: Vocabulary = {}): CompiledUnaryTests {
  const compiler = newCompiler(vocabulary)
  const node = parseUnaryTests(text, knownNames(vocabulary))
  const test: Test = compileUnary(node, null, compiler)
  const alternatives = node.tests.map((alternative) => compileTests([alternative], null, compiler))
  const frame = (run: Run) => ({ up: null, slots: [], run })
  const free = [...compiler.free].filter((name) => name !== '?')
  return {
    text,
    free,
    any: node.any,
    test: (input, run) => test(input, frame(run)),
    rank: (input, run) => alternatives.findIndex((alternative) => alternative(input, frame(run)) === true),
  }
}

export type Evaluation<T = Value> = { value: T; diagnostics: readonly Diagnostic[]; exhausted: boolean }

/**
 * Evaluates within a budget and never throws for what the data is: where FEEL has no answer the value is null and
 * `diagnostics` say why; `exhausted` tells that the budget stopped it.
 */
export function evaluate(
  compiled: CompiledExpression,
  scope: ReadonlyMap<string, Value>,
  budget: Budget = {},
): Evaluation {
  const run = startRun(scope, budget)
  const outcome = withinBudget(run, () => {
    const value = compiled.eval(run)
    weigh(value, run)
    return value
  })
  return { value: outcome.value ?? null, diagnostics: run.diagnostics, exhausted: outcome.exhausted }
}

/** Tests one input as `evaluate` evaluates: null where the tests cannot say. */
export function evaluateTests(
  compiled: CompiledUnaryTests,
  input: Value,
  scope: ReadonlyMap<string, Value>,
  budget: Budget = {},
): Evaluation<boolean | null> {
  const run = startRun(scope, budget)
  const outcome = withinBudget(run, () => compiled.test(input, run))
  return { value: outcome.value ?? null, diagnostics: run.diagnostics, exhausted: outcome.exhausted }
}
