export type { DecisionTrace, FiredRuleTrace, RuleDiagnostic } from './contract.ts'
export { type Decided, decide, type Question } from './dmn/decide.ts'
export { type CompiledModel, type CompileOptions, compileModel } from './dmn/model.ts'
export { type Endless, findEndless } from './dmn/review/endless.ts'
export { type Finding, reviewModel } from './dmn/review/table-review.ts'
export { inputsBehind, type RuleInput, ruleInputs } from './dmn/rule-inputs.ts'
export { parseXml, type XmlElement } from './dmn/xml.ts'
export { fromFeel, type Json, toFeel } from './feel/convert.ts'
export {
  type CompiledExpression,
  type CompiledUnaryTests,
  compileExpression,
  compileUnaryTests,
  type Evaluation,
  evaluate,
  evaluateTests,
  type Vocabulary,
} from './feel/expression.ts'
export { contextKeys, textOf } from './feel/look.ts'
export { compileFeel } from './feel/on-json.ts'
export type { Budget } from './feel/run.ts'
export type { Value } from './feel/values.ts'
export { readTar, type SuiteFile } from './tck/archive.ts'
export { type Outcome, runSuite } from './tck/run.ts'
