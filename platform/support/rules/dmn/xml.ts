import { Parser } from 'saxen'
import { Refusal } from '#kernel/errors.ts'

/** An element with its name as `prefix:local` in the prefixes asked for, its attributes, children and own text. */
export type XmlElement = {
  readonly name: string
  readonly attrs: ReadonlyMap<string, string>
  readonly children: XmlElement[]
  text: string
  /** Which opening tag of which text it is: enough to find its line when something is wrong with it. */
  readonly ordinal: number
  readonly source: string
}

// Rules are small; what is larger or deeper than this is no rule file.
const MAX_LENGTH = 20_000_000
const MAX_DEPTH = 200

/**
 * Reads XML into a tree. `prefixes` maps namespace addresses to the prefixes names shall have; other namespaces keep their
 * own. No entities beyond XML's five, no document types. Refuses `rules.bad-xml` with the line.
 */
export function parseXml(xml: string, prefixes: Record<string, string>): XmlElement {
  if (xml.length > MAX_LENGTH) throw new Refusal('invalid', 'rules.bad-xml', 'the file is too large')
  const source = xml.replace(/^\uFEFF/, '')
  const document: XmlElement = { name: '', attrs: new Map(), children: [], text: '', ordinal: 0, source }
  let count = 0
  const open = [document]
  let failure: Refusal | null = null
  const refuse = (message: string, at: () => { line: number }) => {
    if (failure) return
    const line = at().line + 1
    failure = new Refusal('invalid', 'rules.bad-xml', `${message} (line ${line})`, { line })
  }
  const parser = new Parser({ proxy: true })
  parser.ns(prefixes)
  parser.on('openTag', (element, decode, _selfClosing, at) => {
    const attrs = new Map(Object.entries(element.attrs).map(([name, value]) => [name, decode(value)]))
    const made: XmlElement = { name: element.name, attrs, children: [], text: '', ordinal: ++count, source }
    if (open.length > MAX_DEPTH) refuse('nested too deep', at)
    open.at(-1)?.children.push(made)
    open.push(made)
  })
  parser.on('closeTag', () => {
    open.pop()
  })
  parser.on('text', (text, decode) => {
    const top = open.at(-1)
    if (top) top.text += decode(text)
  })
  parser.on('cdata', (text) => {
    const top = open.at(-1)
    if (top) top.text += text
  })
  parser.on('error', (error, at) => refuse(error.message, at))
  parser.parse(source)
  const [root] = document.children
  if (failure) throw failure
  if (!root || document.children.length !== 1)
    throw new Refusal('invalid', 'rules.bad-xml', 'there must be one root element')
  return root
}

/**
 * The line an element begins in, from 1. It reads the text again: asking the parser for the line of every element would take
 * time with the square of the file.
 */
export function lineOf(element: XmlElement): number {
  let count = 0
  let line = 0
  const parser = new Parser({ proxy: true })
  parser.ns({})
  parser.on('openTag', (_element, _decode, _selfClosing, at) => {
    if (++count === element.ordinal) line = at().line + 1
  })
  parser.parse(element.source)
  return line
}

/** The first child of that name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name)
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

/** The trimmed text of the first child of that name; empty when there is none. */
export function textOf(element: XmlElement, name: string): string {
  return childOf(element, name)?.text.trim() ?? ''
}
