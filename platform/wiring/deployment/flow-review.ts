import type { Item } from '#nets/service/items/index.ts'
import type { Net } from '#support/cases/index.ts'
import { type CompileExpression, type Form, growFields } from '#support/forms/index.ts'
import type { PackContext, Problem, Source } from '#support/packs/index.ts'
import type { Disagreement, ReadForm } from './disagreement.ts'
import { findCallFaults } from './flow-calls.ts'
import { findCredentialFaults } from './flow-credentials.ts'
import { findFieldFaults } from './flow-fields.ts'
import { findUnknownNames } from './flow-names.ts'
import { findRuleFaults } from './flow-rules.ts'
import { offsetOfId, offsetOfInput } from './places.ts'

/**
 * Whether a flow agrees with what stands beside it: the rules it asks, the forms of the items that use it, the credentials it
 * issues. Each file alone is right; together they would fail in front of an applicant.
 */
export function reviewFlow(net: Net, source: Source, context: PackContext, compile: CompileExpression): Problem[] {
  const forms = formsOf(keyOf(source), context, compile)
  const found = [
    // A flow that no item here runs on is called by others, which give it names that nobody here knows.
    ...(forms.length > 0 ? findUnknownNames(net, compile) : []),
    ...findRuleFaults(net, forms, context),
    ...findFieldFaults(net, forms),
    ...findCredentialFaults(net, context),
    ...findCallFaults(net, context),
    ...findTasksOfNoKind(net),
  ]
  return found.map(({ node, input, ...problem }) =>
    source.problemAt(input ? offsetOfInput(source.text, node, input) : offsetOfId(source.text, node), problem),
  )
}

/** Whether the form of an item agrees with a flow that another pack has: told at the item, which brought them together. */
export function reviewItem(net: Net, item: Item, source: Source, context: PackContext, compile: CompileExpression) {
  const { form, flow } = item.handling
  const forms = form ? readForm(form, context, compile) : []
  const found = [
    ...findRuleFaults(net, forms, context).filter(({ code }) => code === 'flows.type-clash'),
    ...findFieldFaults(net, forms),
  ]
  return found.map(({ node, input, message, ...rest }) =>
    source.problem('/handling/flow', {
      ...rest,
      message: `flow "${flow}", ${node}${input ? `, input ${input}` : ''}: ${message}`,
    }),
  )
}

/** BPMN passes a task of no kind as soon as it is reached; an author who forgot to choose one wants to know. */
function findTasksOfNoKind(net: Net): Disagreement[] {
  return net.nodes
    .filter(({ element }) => element === 'task')
    .map(({ id }) => ({
      node: id,
      severity: 'warning',
      code: 'flows.task-of-no-kind',
      message: 'is a task of no kind: it is noted and passed, nobody is given anything to do',
      mend: 'Choose a kind of task; for work outside the platform a manualTask says what is meant.',
    }))
}

function keyOf({ file }: Source): string {
  return file.replace(/^.*\//, '').replace(/\.bpmn$/, '')
}

function formsOf(flow: string, context: PackContext, compile: CompileExpression): ReadForm[] {
  const keys = context
    .list('item')
    .map(({ content }) => (content as Item | undefined)?.handling)
    .filter((handling) => handling?.flow === flow && handling.form !== undefined)
    .map((handling) => handling!.form!)
  return [...new Set(keys)].flatMap((key) => readForm(key, context, compile))
}

function readForm(key: string, context: PackContext, compile: CompileExpression): ReadForm[] {
  const form = context.find('form', key) as Form | undefined
  const schema = form?.schema
  if (typeof schema !== 'object' || schema === null) return []
  // What is wrong in the form itself is told by the form.
  return [{ key, root: growFields(schema, compile, () => undefined) }]
}
