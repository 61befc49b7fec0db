import type { Part } from './part.ts'

type Frame = { tag: string; id?: string | undefined; name: string; facet: string; row: number; column: number }

/** Where a drawing lies and how it is laid out; and the version, which always differs. */
const layout = /^(?:BPMN|DMN)|^(?:Bounds|waypoint|incoming|outgoing)$/
const leftOut = new Set([
  'id',
  'versionTag',
  'isExecutable',
  'targetNamespace',
  'namespace',
  'exporter',
  'exporterVersion',
])

/** The parts of a BPMN or DMN text by their ids: an element's attributes, and the texts in it that have no id of their own. */
export function partsOfDrawing(text: string): Map<string, Part> {
  const parts = new Map<string, Part>()
  const frames: Frame[] = []
  let skipping = 0
  for (const [token] of text.matchAll(/<!--[\s\S]*?-->|<(?:"[^"]*"|'[^']*'|[^>"'])*>|[^<]+/g)) {
    if (/^<[?!]/.test(token)) continue
    if (!token.startsWith('<')) {
      const part = nearest(frames, parts)
      if (skipping === 0 && part && token.trim()) part.facets.set(frames.at(-1)?.facet ?? '', plain(token.trim()))
      continue
    }
    const tag = /^<\/?(?:[\w-]+:)?([\w-]+)/.exec(token)?.[1] ?? ''
    if (token.startsWith('</')) {
      if (skipping > 0) skipping--
      else frames.pop()
      continue
    }
    const isWhole = token.endsWith('/>')
    if (skipping > 0 || layout.test(tag)) {
      if (!isWhole) skipping++
      continue
    }
    const frame = open(tag, attributesOf(token), frames, parts)
    if (!isWhole) frames.push(frame)
  }
  return parts
}

function open(tag: string, attributes: Map<string, string>, frames: Frame[], parts: Map<string, Part>): Frame {
  const around = frames.at(-1)
  if (tag === 'rule' && around) around.row++
  const isCell = tag === 'inputEntry' || tag === 'outputEntry'
  if (isCell && around) around.column++
  const id = attributes.get('id')
  const own = attributes.get('label') ?? attributes.get('name')
  const name =
    tag === 'rule' ? `#${around?.row}` : isCell ? `${around?.name} · ${around?.column}` : (own ?? around?.name ?? '')
  const frame = { tag, id, name, facet: [tag, attributes.get('name')].filter(Boolean).join(' '), row: 0, column: 0 }
  const facets = [...attributes].filter(([key]) => !leftOut.has(key) && key !== 'xmlns')
  if (id) parts.set(id, { name, facets: new Map(facets) })
  else if (around) {
    const part = nearest(frames, parts)
    for (const [key, value] of facets) if (key !== 'name') part?.facets.set(`${frame.facet} ${key}`, value)
  }
  return frame
}

function nearest(frames: readonly Frame[], parts: Map<string, Part>): Part | undefined {
  const id = frames.findLast((frame) => frame.id)?.id
  return id === undefined ? undefined : parts.get(id)
}

/** By their names without prefix: what a library writes as zt: another may write otherwise. */
function attributesOf(token: string): Map<string, string> {
  const found = [...token.matchAll(/\s(?:([\w-]+):)?([\w-]+)=("[^"]*"|'[^']*')/g)]
  return new Map(
    found
      .filter(([, prefix]) => prefix !== 'xmlns')
      .map(([, , name = '', value = '']): [string, string] => [name, plain(value.slice(1, -1))]),
  )
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
const plain = (text: string) => text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? '')
