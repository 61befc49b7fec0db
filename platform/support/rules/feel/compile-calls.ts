import type { Compiler, Node, Scope, Thunk } from './ast.ts'
import { coerce, resolveType } from './feel-type.ts'
import { child } from './scope.ts'
import { anyType, type FeelFunction, type FunctionParam, fail, isFunction, type Run, type Value } from './values.ts'

export const MAX_CALL_DEPTH = 200

export function compileCall(node: Extract<Node, { op: 'call' }>, scope: Scope | null, compiler: Compiler): Thunk {
  const callee = compiler.compile(node.of, scope)
  const args = node.args.map((arg) => compiler.compile(arg, scope))
  const { names } = node
  // A variable called `date` or `count` is no reason to lose the function of that name.
  const builtin = node.of.op === 'name' ? compiler.builtins.get(node.of.name) : undefined
  return (frame) => {
    const called = callee(frame)
    const target = isFunction(called) ? called : builtin
    if (!isFunction(target)) return fail(frame.run, 'call', 'what is called is no function')
    frame.run.spend(1)
    return target.call(
      args.map((arg) => arg(frame)),
      names,
      frame.run,
    )
  }
}

/** Puts named arguments in the order of the parameters; null when a name or the count does not fit. */
export function orderArguments(
  params: readonly FunctionParam[],
  args: readonly Value[],
  names: readonly string[] | null,
): readonly Value[] | null {
  if (args.length !== params.length) return null
  if (!names) return args
  const ordered = params.map((param) => args[names.indexOf(param.name)])
  return ordered.every((value) => value !== undefined) ? ordered : null
}

/** A function in FEEL's sense over a host closure: orders and coerces its arguments and the result, counts the depth. */
export function makeFunction(
  name: string,
  params: readonly FunctionParam[],
  result: FeelFunction['result'],
  body: (args: Value[], run: Run) => Value,
): FeelFunction {
  const call: FeelFunction['call'] = (given, names, run) => {
    const ordered = orderArguments(params, given, names)
    if (!ordered) return fail(run, 'call', `the arguments of ${name} do not fit its parameters`)
    const args: Value[] = []
    for (const [index, param] of params.entries()) {
      const arg = coerce(ordered[index] ?? null, param.type, run)
      if (arg === undefined) return fail(run, 'call', `"${param.name}" of ${name} has another type`)
      args.push(arg)
    }
    run.spend(1)
    if (++run.depth > MAX_CALL_DEPTH) run.spend(Number.POSITIVE_INFINITY)
    const value = coerce(body(args, run), result, run)
    run.depth--
    return value === undefined ? fail(run, 'call', `${name} gave another type than it promises`) : value
  }
  return { kind: 'function', name, params, result, call }
}

export function compileFunction(
  node: Extract<Node, { op: 'function' }>,
  scope: Scope | null,
  compiler: Compiler,
): Thunk {
  const params = node.params.map(({ name, type }) => ({
    name,
    type: type === null ? anyType : 'is' in type ? type : (resolveType(type, compiler) ?? anyType),
  }))
  if (!node.body) return (frame) => fail(frame.run, 'external', 'external functions are not supported')
  const inner: Scope = { kind: 'slots', names: params.map((param) => param.name), up: scope }
  const body = compiler.compile(node.body, inner)
  return (frame) => makeFunction('anonymous', params, anyType, (args) => body(child(frame, args)))
}
