export { type Answers, type VisibleAnswers, visibleAnswers } from './answers.ts'
export {
  type BindingReader,
  type Fact,
  type Gap,
  type Resolution,
  resolveBindings,
  type SourceAnswer,
  withFacts,
} from './bindings.ts'
export { checkForm } from './check.ts'
export type { FormProblem } from './check-nodes.ts'
export { boundFields, type CompileCheck, type CompiledForm, choicesOf, compileForm } from './compile.ts'
export { type Choice, describeForm, type FieldView, type FormView, type PageView } from './describe.ts'
export { eachField, type Field, fieldAt, growFields } from './field.ts'
export {
  type CompileExpression,
  type Expression,
  Form,
  FormPage,
  type PartyField,
  type SchemaNode,
  type Source,
  type UiHints,
  type Widget,
} from './form.ts'
export type { Language } from './messages.ts'
export { putAt, valueAt } from './pointer.ts'
export { type CheckedAnswers, type CheckOptions, checkAnswers, validateAnswers } from './validate.ts'
