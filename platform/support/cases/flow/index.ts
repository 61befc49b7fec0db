export {
  behind,
  describeFlow,
  exportFlow,
  type FlowDescription,
  type FlowOverview,
  type NodeDescription,
  nameOf,
} from './describe.ts'
export { earlierTasks, type Hindrance, type Motion, type Moved, move, planChangeOver } from './moving/index.ts'
export type { CompileExpression, Expression, Flow, Net, Node, Variables } from './net.ts'
export { ownId } from './net.ts'
export type { CalledFlows } from './reading/calls.ts'
export { type CompileOptions, compileFlow } from './reading/compile.ts'
export { type Diagram, readDiagram } from './reading/diagram.ts'
export type { FlowFault } from './reading/mends.ts'
export { type FileReview, type ProcessReview, reviewFile } from './reading/review.ts'
export { rewriteFlow } from './reading/rewrite.ts'
export { advance, start } from './running/advance.ts'
export { type Awaited, awaitedBy, conditionsOf } from './running/awaiting.ts'
export type { Due, Effect, Failure, Instant, OpenTask, Scope, Signal, State, Step, Timer, Token } from './state.ts'
export type { FlowCalendar } from './timers.ts'
export { ztModdle, ztNamespace } from './zt-moddle.ts'
