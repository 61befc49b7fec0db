import { Refusal } from '#kernel/errors.ts'
import type { CompileExpression } from '../net.ts'
import type { CalledFlows } from './calls.ts'
import { compileFlow } from './compile.ts'
import { parseDocument, processesOf, text } from './document.ts'
import type { FlowFault } from './mends.ts'
import { rewriteFlow } from './rewrite.ts'

/** What became of one process of a file: it can be run, or each fault names its element and the mend. */
export type ProcessReview = {
  process: string
  name: string | null
  state: 'executed' | 'refused'
  /** How many nodes it has, those of called flows included; 0 when it is refused. */
  nodes: number
  faults: FlowFault[]
}

/** A whole file: its processes, and whether it can be written anew without loss. */
export type FileReview = { processes: ProcessReview[]; lossless: boolean; loss: string | null }

/** Looks at a BPMN file of any tool: the process that is marked executable, else each there is. Refuses what is not BPMN. */
export async function reviewFile(
  xml: string,
  compileExpression: CompileExpression,
  { key, called }: { key: string; called: CalledFlows },
): Promise<FileReview> {
  const { definitions } = await parseDocument(xml)
  const all = processesOf(definitions)
  if (all.length === 0) throw new Refusal('invalid', 'flows.which-process', 'the file has no process')
  const marked = all.filter((each) => each.get('isExecutable') === true)
  const processes: ProcessReview[] = []
  for (const element of marked.length > 0 ? marked : all) {
    const process = element.id ?? ''
    const told = { process, name: text(element, 'name') }
    try {
      const net = await compileFlow(xml, compileExpression, { key, process, called })
      processes.push({ ...told, state: 'executed', nodes: net.nodes.length, faults: [] })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const faults = (error.details.faults ?? []) as FlowFault[]
      processes.push({ ...told, state: 'refused', nodes: 0, faults })
    }
  }
  const loss = await rewriteFlow(xml, {}).then(
    () => null,
    (error: unknown) => {
      if (error instanceof Refusal) return error.message
      throw error
    },
  )
  return { processes, lossless: loss === null, loss }
}
