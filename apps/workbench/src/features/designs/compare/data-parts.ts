import type { Part } from './part.ts'

/** The parts of a form or licence type: each thing with a title is a part of its own, all else belongs to what is around it. */
export function partsOfData(text: string): Map<string, Part> {
  const parts = new Map<string, Part>()
  const visit = (value: unknown, pointer: string, part: Part, facet: string) => {
    if (typeof value !== 'object' || value === null) {
      if (value !== undefined) part.facets.set(facet, String(value))
      return
    }
    if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) {
      part.facets.set(facet, value.join('、'))
      return
    }
    const title = (value as { title?: unknown }).title
    let [own, name] = [part, facet]
    if (typeof title === 'string') {
      own = { name: title, facets: new Map() }
      parts.set(pointer, own)
      name = ''
    }
    for (const [key, inner] of Object.entries(value)) {
      // Versions always differ, and say nothing of what changed.
      if (pointer === '' && (key === 'version' || key === 'key')) continue
      const known = (inner as { key?: unknown; const?: unknown } | null) ?? {}
      const step = Array.isArray(value) ? String(known.key ?? known.const ?? key) : key
      visit(inner, `${pointer}/${step}`, own, name ? `${name} ${step}` : step)
    }
  }
  const whole: Part = { name: '', facets: new Map() }
  parts.set('', whole)
  visit(JSON.parse(text), '', whole, '')
  return parts
}
