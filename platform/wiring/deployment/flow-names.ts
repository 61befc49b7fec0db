import { type Net, ownId } from '#support/cases/index.ts'
import type { CompileExpression } from '#support/forms/index.ts'
import type { Disagreement } from './disagreement.ts'

/** What the shell lets every expression of a flow see (cases/drive.ts), what the engine itself sets, and several instances. */
const alwaysSeen = [
  ...['answers', 'facts', 'materials', 'channel', 'caseNo', 'today', 'calendar', 'reason', 'disputes', 'gaps'],
  ...['verb', 'outcome', 'error', 'instances', 'completed', 'results', 'loopCounter'],
  ...['situations', 'branch', 'promised', 'owed', 'renews'],
]

/** Names that an expression of a flow reads and nothing in it ever sets: a misspelt one is null for ever. */
export function findUnknownNames(net: Net, compile: CompileExpression): Disagreement[] {
  const own = net.nodes.flatMap((node) => [
    node.key,
    ...(node.kind === 'call' ? node.inputs.map(({ name }) => name) : []),
    ...('result' in node && node.result ? [node.result] : []),
    ...('outputs' in node ? node.outputs.map(({ to: [name] }) => name) : []),
    ...('instances' in node && node.instances?.kind === 'several' && node.instances.item ? [node.instances.item] : []),
  ])
  // What its callers give a flow, it draws as data objects.
  const known = new Set([...alwaysSeen, ...own, ...net.data])
  return textsOf(net).flatMap(({ text, ...place }) =>
    freeIn(text, compile)
      .filter((name) => !known.has(name))
      .map((name) => ({
        ...place,
        code: 'flows.unknown-name',
        message: `reads “${name}”, which nothing in the flow sets`,
        mend: `Correct the name. Known are ${[...known].filter((each) => !net.byId.has(each)).join(', ')} and the ids of tasks.`,
      })),
  )
}

/** The nodes of the flow's own file: those of a flow it calls are reviewed in theirs. */
export function ownNodes(net: Net): Net['nodes'] {
  return net.nodes.filter((node) => !isCalled(node))
}

function isCalled(node: Net['nodes'][number]): boolean {
  for (let around = node.parent; around !== null; around = around.parent) if (around.kind === 'call') return true
  return false
}

/** Every expression of a flow that its author wrote, with its place. */
export function textsOf(net: Net): { node: string; input?: string; text: string }[] {
  const inputs = ownNodes(net).flatMap((node) =>
    node.kind === 'rule' || node.kind === 'service' || node.kind === 'call' || node.kind === 'user'
      ? node.inputs.map(({ name, text }) => ({ node: node.id, input: name, text }))
      : [],
  )
  const conditions = net.flows.flatMap(({ id, conditionText, source }) =>
    conditionText === null || isCalled(source) ? [] : [{ node: id, text: conditionText }],
  )
  const departments = ownNodes(net).flatMap((node) =>
    node.kind === 'user' && node.departmentText !== null ? [{ node: node.id, text: node.departmentText }] : [],
  )
  const watched = ownNodes(net).flatMap((node) => [
    ...('trigger' in node && node.trigger?.on === 'condition' ? [{ node: node.id, text: node.trigger.text }] : []),
    ...('instances' in node && node.instances?.kind === 'loop' && node.instances.whileText !== null
      ? [{ node: node.id, text: node.instances.whileText }]
      : []),
  ])
  // What lies in a called flow is looked at in its own file.
  return [...inputs, ...conditions, ...departments, ...watched].filter(({ node }) => ownId(node) === node)
}

/** Text that is no FEEL at all was refused when the flow was compiled. */
function freeIn(text: string, compile: CompileExpression): readonly string[] {
  return compile(text).free ?? []
}
