import type { Fault } from '#kernel/errors.ts'
import type { CompileExpression } from '../forms/contract.ts'
import { DeclaredCheck } from './declared.ts'
import { judge } from './judge.ts'

/** Named checks of packs. Their examples are run where they are checked: a check that does not do what it shows is refused. */
export const checkKind = (compileExpression: CompileExpression) => ({
  folder: 'qualifications',
  schema: DeclaredCheck,
  check(declared: DeclaredCheck): Fault[] {
    const strange = declared.requirements.flatMap(({ from, met }, at) => [
      ...from
        .filter((name) => !(name in declared.sources))
        .map((name) => ({
          pointer: `/requirements/${at}/from`,
          rule: 'unknown-source',
          detail: `There is no source ${name}`,
        })),
      ...compiles(met, `/requirements/${at}/met`, compileExpression),
    ])
    return strange.length > 0 ? strange : declared.examples.flatMap((_, at) => example(declared, at, compileExpression))
  },
})

function compiles(text: string, pointer: string, compileExpression: CompileExpression): Fault[] {
  try {
    compileExpression(text)
    return []
  } catch (error) {
    return [{ pointer, rule: 'bad-expression', detail: (error as Error).message }]
  }
}

function example(declared: DeclaredCheck, at: number, compileExpression: CompileExpression): Fault[] {
  const { given, today, answer, open = [] } = declared.examples[at]!
  const fault = (detail: string) => [{ pointer: `/examples/${at}`, rule: 'example', detail }]
  try {
    const came = judge(declared, given, today, compileExpression)
    const left = came.findings.flatMap(({ key, state }) => (state === 'met' ? [] : [key]))
    const fits = came.answer === answer && left.toSorted().join() === [...open].sort().join()
    return fits ? [] : fault(`It comes to ${came.answer}, open: ${left.join(', ') || 'nothing'}`)
  } catch (error) {
    return fault((error as Error).message)
  }
}
