import { Refusal } from '#kernel/errors.ts'
import { readContainer } from './containers.ts'
import { type Element, parseDocument, processesOf, theProcess } from './document.ts'
import { type Reader, report } from './reader.ts'

/** The flow that goes by a key, and its version; undefined when there is none. */
export type CalledFlows = (key: string) => Promise<{ xml: string; version: number } | undefined>

/** A flow being read: its file, and the flows that led here, so that none calls itself. */
export type Reading = { definitions: Element; key: string; chain: readonly string[] }

type Called = { process: Element; reading: Reading }

/**
 * Reads what calls call into the net itself, each call its own copy: a called flow then is a sub-process whose nodes
 * bear the id of the call before their own, and a case has one state however many flows it runs through. Notes in
 * `versions` which version of each flow was taken.
 */
export async function readCalls(
  reader: Reader,
  reading: Reading,
  called: CalledFlows,
  versions: Record<string, number>,
): Promise<void> {
  for (const { element, node, depth } of reader.calls) {
    const found = await find(reader, element, node.flow, reading, called, versions)
    if (found === null) continue
    const inner: Reader = { ...reader, prefix: `${node.id}/`, faults: [], calls: [] }
    readContainer(inner, found.process, node, depth + 1)
    await readCalls(inner, found.reading, called, versions)
    const [first] = inner.faults
    if (first) report(reader, element, 'called-flow', `${node.flow}: ${first.pointer}: ${first.detail}`)
  }
}

async function find(
  reader: Reader,
  element: Element,
  name: string,
  reading: Reading,
  called: CalledFlows,
  versions: Record<string, number>,
): Promise<Called | null> {
  const local = processesOf(reading.definitions).find((each) => each.id === name.split(':').at(-1))
  const own = local && { process: local, definitions: reading.definitions, key: reading.key }
  const other = own ?? (await findElsewhere(reader, element, name, called, versions))
  if (other === null) return null
  const address = addressOf(other.key, other.process.id ?? '')
  const chain = [...reading.chain, address]
  if (reading.chain.includes(address)) {
    report(reader, element, 'recursive-call', `the flow calls itself: ${chain.join(' → ')}`)
    return null
  }
  return { process: other.process, reading: { definitions: other.definitions, key: other.key, chain } }
}

/** A flow by its file and its process; a file mostly has one of the same name. */
export function addressOf(key: string, process: string): string {
  return key === process ? key : `${key}#${process}`
}

async function findElsewhere(
  reader: Reader,
  element: Element,
  name: string,
  called: CalledFlows,
  versions: Record<string, number>,
): Promise<{ process: Element; definitions: Element; key: string } | null> {
  const found = await called(name)
  if (found === undefined) {
    report(reader, element, 'unknown-flow', `there is no flow "${name}"`)
    return null
  }
  versions[name] = found.version
  try {
    const { definitions, faults } = await parseDocument(found.xml)
    const [first] = faults
    if (first === undefined) return { process: theProcess(definitions), definitions, key: name }
    report(reader, element, 'called-flow', `${name}: ${first.detail}`)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    report(reader, element, 'called-flow', `${name}: ${error.message}`)
  }
  return null
}
