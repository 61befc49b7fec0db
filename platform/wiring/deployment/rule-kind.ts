import type { PackKind, Problem, Source } from '#support/packs/index.ts'
import {
  type CompiledModel,
  compileModel,
  type Endless,
  type Finding,
  findEndless,
  reviewModel,
} from '#support/rules/index.ts'
import { refusedBy, startOfLine } from './places.ts'

/** `rules/<key>.dmn`: compiled, then looked through as a lawyer would look for holes before it decides about anybody. */
export const ruleKind: PackKind = {
  kind: 'rule',
  folder: 'rules',
  extensions: ['.dmn'],
  async check(source) {
    let model: CompiledModel | undefined
    const refused = await refusedBy(source, 'Correct the decision in the designer.', () => {
      model = compileModel(source.text)
    })
    return model ? [...noMainDecision(source, model), ...endless(source, model), ...review(source, model)] : refused
  },
}

function noMainDecision(source: Source, model: CompiledModel): Problem[] {
  if (model.mainDecision) return []
  return [
    source.problemAt(0, {
      code: 'rules.no-main-decision',
      message: '没有唯一的最终决策：cases ask the one decision that no other requires',
      mend: 'Let one decision require all the others, or move the rest into files of their own.',
    }),
  ]
}

function endless(source: Source, model: CompiledModel): Problem[] {
  return findEndless(model).map(({ element, why }) =>
    source.problemAt(Math.max(source.text.indexOf(`id="${element.id}"`), 0), {
      code: 'rules.endless',
      message: `“${element.name}” ${loops[why]}`,
      mend: 'Call it only inside a condition that fails in the end, with an argument that comes nearer to it.',
    }),
  )
}

const loops: Record<Endless['why'], string> = {
  'always-calls-itself': '无条件地调用自己，永远算不完 (calls itself whatever the values are)',
  'same-arguments': '用同样的参数调用自己，永远算不完 (calls itself with the arguments it got)',
}

function review(source: Source, model: CompiledModel): Problem[] {
  return reviewModel(model).map((finding) => {
    const { message, mend } = saying[finding.kind](finding)
    return source.problemAt(startOfLine(source.text, finding.line), {
      severity: finding.certain ? 'error' : 'warning',
      code: `rules.${finding.kind}`,
      message: `${finding.decision}: ${message}`,
      mend: finding.certain
        ? mend
        : `${mend} The example is made of computed values; if they never come so, nothing is wrong.`,
    })
  })
}

const saying: Record<Finding['kind'], (finding: Finding) => { message: string; mend: string }> = {
  gap: ({ example }) => ({
    message: `没有一行回答 no rule answers ${told(example)}`,
    mend: 'Add a row for it, list the allowed values of the input, or give the output a default.',
  }),
  overlap: ({ rules, example }) => ({
    message: `第${rules.join('、')}行冲突 rows ${rules.join(' and ')} both answer ${told(example)}`,
    mend: 'Narrow one of the rows, or choose the hit policy FIRST or PRIORITY.',
  }),
  unreachable: ({ rules }) => ({
    message: `第${rules.join('、')}行永远不会命中 row ${rules.join(', ')} can never fire: the rows above take all of it`,
    mend: 'Move the row up, or take it out.',
  }),
  clash: ({ rules, example }) => ({
    message: `第${rules.join('、')}行类型不符 row ${rules.join(', ')} holds a value of another type than its column: ${told(example)}`,
    mend: 'Write the value in the type of the column, or correct the type.',
  }),
  unjudged: () => ({
    message: '组合太多，没有逐一检查 too many combinations to look for gaps',
    mend: 'Split the table, or give the output a default.',
  }),
}

function told(example: Finding['example']): string {
  if (example.length === 0) return '任何输入 anything'
  return example.map(({ expression, value }) => `${expression} = ${JSON.stringify(value)}`).join(', ')
}
