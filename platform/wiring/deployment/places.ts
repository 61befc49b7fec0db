import { type Fault, Refusal } from '#kernel/errors.ts'
import type { FlowFault } from '#support/cases/index.ts'
import type { Problem, Source } from '#support/packs/index.ts'

/** What compiling refuses, at the elements or lines it names. */
export async function refusedBy(source: Source, mend: string, compile: () => unknown): Promise<Problem[]> {
  try {
    await compile()
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { faults = [], line, fileLine } = error.details
    if (faults.length === 0) {
      const at = Number(fileLine ?? line ?? 1)
      return [source.problemAt(startOfLine(source.text, at), { code: error.code, message: error.message, mend })]
    }
    return faults.map((fault) => {
      const { pointer, rule, detail } = fault
      const code = `${error.code.split('.')[0]}.${rule}`
      const at = offsetOfId(source.text, pointer.split('/').at(-1) ?? '')
      return source.problemAt(at, { code, message: detail, mend: mendOf(fault) ?? mend })
    })
  }
}

/** A fault of a flow says itself how it is mended. */
function mendOf(fault: Fault | FlowFault): string | undefined {
  return 'mend' in fault ? `${fault.mend.zh} ${fault.mend.en}` : undefined
}

/** Where the element of an id begins in an XML text; the start of the text when there is none. */
export function offsetOfId(xml: string, id: string): number {
  return id ? Math.max(xml.indexOf(`id="${id}"`), 0) : 0
}

/** Where a flow's node gives an input its value. */
export function offsetOfInput(xml: string, node: string, input: string): number {
  const start = offsetOfId(xml, node)
  return Math.max(xml.indexOf(`name="${input}"`, start), start)
}

/** The offset at which a line, counted from 1, begins. */
export function startOfLine(text: string, line: number): number {
  let offset = 0
  for (let passed = 1; passed < line; passed++) {
    const end = text.indexOf('\n', offset)
    if (end < 0) return offset
    offset = end + 1
  }
  return offset
}
