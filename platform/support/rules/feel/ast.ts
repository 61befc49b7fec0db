import type { FeelFunction, FeelType, Run, Value } from './values.ts'

/** A type as written; names are looked up when the expression is compiled. */
export type TypeNode =
  | { op: 'named'; name: string }
  | { op: 'list'; of: TypeNode }
  | { op: 'range'; of: TypeNode }
  | { op: 'context'; fields: { name: string; type: TypeNode }[] }
  | { op: 'function'; params: TypeNode[]; result: TypeNode }

export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>='
export type ArithmeticOp = '+' | '-' | '*' | '/' | '**'

/** One `name in list` of a loop; `to` is set for `name in low..high`. */
export type Binder = { name: string; from: Node; to: Node | null }

/** A FEEL expression as parsed; `at` is the offset in the text where it can be wrong at run time. */
export type Node =
  | { op: 'literal'; value: Value }
  | { op: 'name'; name: string; at: number }
  | { op: 'input' }
  | { op: 'path'; of: Node; name: string }
  | { op: 'filter'; of: Node; by: Node }
  | { op: 'call'; of: Node; args: Node[]; names: string[] | null }
  | { op: 'list'; items: Node[] }
  | { op: 'context'; entries: { key: string; value: Node }[]; result?: Node }
  | { op: 'range'; low: Node; high: Node; lowClosed: boolean; highClosed: boolean }
  | { op: 'halfRange'; compare: CompareOp; end: Node }
  | { op: 'negate'; of: Node }
  | { op: 'arithmetic'; by: ArithmeticOp; left: Node; right: Node }
  | { op: 'compare'; by: CompareOp; left: Node; right: Node }
  | { op: 'and' | 'or'; left: Node; right: Node }
  | { op: 'between'; value: Node; low: Node; high: Node }
  | { op: 'in'; value: Node; tests: Node[] }
  | { op: 'instance'; value: Node; type: TypeNode }
  | { op: 'if'; test: Node; yes: Node; no: Node }
  | { op: 'for'; binders: Binder[]; body: Node }
  | { op: 'quantified'; every: boolean; binders: Binder[]; body: Node }
  | { op: 'function'; params: { name: string; type: TypeNode | FeelType | null }[]; body: Node | null }
  | { op: 'coerce'; of: Node; type: FeelType; what: string }
  /** Logic that is no FEEL text, such as a decision table, and knows how to compile itself. */
  | {
      op: 'foreign'
      compile: (scope: Scope | null, compiler: Compiler) => Thunk
      /** The expressions in it that are evaluated whatever the values are, for those who review it. */
      always?: readonly Node[]
    }

/** A cell of a decision table: `-`, a list of alternatives, or their negation. */
export type UnaryTestsNode = { any: boolean; negated: boolean; tests: Node[] }

/** The variables of one nesting level while an expression runs. */
export type Frame = { readonly up: Frame | null; readonly slots: Value[]; readonly run: Run }
/** A compiled expression: all decisions that need the text are already taken. */
export type Thunk = (frame: Frame) => Value

/** What the compiler knows of a level: named slots, or one item whose members count as variables (a filter). */
export type Scope = {
  readonly kind: 'slots' | 'item'
  readonly names: string[]
  readonly up: Scope | null
  /** Collects the names read here, for the one who wants to know. */
  readonly reads?: Set<string>
}

/** What compiling needs from outside, and what it found out about the text. */
export type Compiler = {
  readonly compile: (node: Node, scope: Scope | null) => Thunk
  readonly typeNamed: (name: string) => FeelType | null
  readonly builtins: ReadonlyMap<string, FeelFunction>
  /** Names the expression reads from the scope it is evaluated in. */
  readonly free: Set<string>
  inputUsed: boolean
}
