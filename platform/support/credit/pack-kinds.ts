import type { Fault } from '#kernel/errors.ts'
import type { CompileExpression } from '../forms/contract.ts'
import { declaredKind, type PackKind } from '../packs/index.ts'
import { Business, CreditList, FactKind, ScoreModel, Story } from './declared.ts'

/** What packs may say of credit. */
export function creditKinds(compileExpression: CompileExpression): PackKind[] {
  const feel = (text: string, pointer: string): Fault[] => {
    try {
      compileExpression(text)
      return []
    } catch (error) {
      return [{ pointer, rule: 'bad-expression', detail: (error as Error).message }]
    }
  }
  const nothing = () => []
  return [
    declaredKind<FactKind>('credit-fact', { folder: 'credit-facts', schema: FactKind, check: nothing }),
    declaredKind<CreditList>('credit-list', { folder: 'credit-lists', schema: CreditList, check: nothing }),
    declaredKind<Business>('credit-business', { folder: 'credit-businesses', schema: Business, check: nothing }),
    declaredKind<Story>('credit-story', { folder: 'credit-stories', schema: Story, check: nothing }),
    declaredKind<ScoreModel>('credit-model', {
      folder: 'credit-models',
      schema: ScoreModel,
      check: (model) => [
        ...model.factors.flatMap(({ points }, at) => feel(points, `/factors/${at}/points`)),
        ...(model.ceiling ? feel(model.ceiling, '/ceiling') : []),
        ...gradesFault(model),
      ],
    }),
  ]
}

/** Grades run from the best down, each from fewer points; the last has no floor worth naming. */
function gradesFault({ grades: steps }: ScoreModel): Fault[] {
  const falls = steps.every(
    ({ grade, from }, at) => at === 0 || (grade > steps[at - 1]!.grade && from < steps[at - 1]!.from),
  )
  return falls
    ? []
    : [{ pointer: '/grades', rule: 'grades-order', detail: 'Grades go from A down, each from fewer points' }]
}
