import { Parser } from 'saxen'
import { Refusal } from '#kernel/errors.ts'

/** The namespace of GB/T 33190-2016. */
const namespace = 'http://www.ofdspec.org/2016'
const deepest = 40

/** An element as text. Attributes that are undefined are left out; what is inside is markup already. */
export function element(name: string, attributes: Record<string, string | number | undefined>, inside = ''): string {
  const parts = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(String(value))}"`],
  )
  return inside === '' ? `<ofd:${name}${parts.join('')}/>` : `<ofd:${name}${parts.join('')}>${inside}</ofd:${name}>`
}

/** An element that holds text. */
export function textElement(
  name: string,
  text: string,
  attributes: Record<string, string | number | undefined> = {},
): string {
  return element(name, attributes, escaped(text))
}

/** A whole file with this root. */
export function xmlFile(root: string, attributes: Record<string, string | number | undefined>, inside: string): Buffer {
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, { 'xmlns:ofd': namespace, ...attributes }, inside)}`,
  )
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}

export type OfdElement = { name: string; attributes: Record<string, string>; children: OfdElement[]; text: string }

/** Reads one file of a package. Refuses `ofd.unreadable` what is no XML of the namespace, has a document type, or is too deep. */
export function readXml(bytes: Uint8Array, path: string): OfdElement {
  const document: OfdElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [document]
  let failure: string | undefined
  const source = new TextDecoder('utf-8').decode(bytes)
  if (/<!DOCTYPE/i.test(source)) throw unreadable(`${path} has a document type`)
  const parser = new Parser({ proxy: true })
  parser.ns({ [namespace]: 'ofd' })
  parser.on('openTag', ({ name, attrs }, decode) => {
    const attributes = Object.fromEntries(Object.entries(attrs).map(([key, value]) => [key, decode(value)]))
    const made: OfdElement = { name: name.replace(/^ofd:/, ''), attributes, children: [], text: '' }
    if (open.length > deepest) failure ??= 'nested too deep'
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
  parser.on('error', (error) => {
    failure ??= error.message
  })
  parser.parse(source)
  const [root] = document.children
  if (failure !== undefined || !root || document.children.length !== 1)
    throw unreadable(`${path} is not well-formed${failure ? `: ${failure}` : ''}`)
  return root
}

export function childOf(parent: OfdElement | undefined, name: string): OfdElement | undefined {
  return parent?.children.find((each) => each.name === name)
}

export function unreadable(why: string): Refusal {
  return new Refusal('invalid', 'ofd.unreadable', `The OFD package cannot be read: ${why}`)
}
