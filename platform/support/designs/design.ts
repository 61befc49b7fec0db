import type { DesignKind, DesignProblem } from './contract.ts'

/** Packs that designers publish into are named after their division; whatever a file of a pack brought is the whole realm's. */
export const packOf = (divisionCode: string): string => `own-${divisionCode}`

export function divisionOfPack(pack: string, realm: string): string {
  return /^own-(\d{12})$/.exec(pack)?.[1] ?? realm.padEnd(12, '0')
}

const places: Record<DesignKind, [folder: string, extension: string]> = {
  flow: ['flows', 'bpmn'],
  rule: ['rules', 'dmn'],
  form: ['forms', 'yaml'],
  credential: ['credentials', 'yaml'],
}

/** Where a design would lie in a folder of a pack. */
export function fileOf(kind: DesignKind, key: string): string {
  const [folder, extension] = places[kind]
  return `${folder}/${key}.${extension}`
}

/** The text of a published thing as designers read it: XML as it is, data as JSON. */
export function textOf(content: unknown): string {
  return typeof content === 'string' ? content : JSON.stringify(content, null, 2)
}

const tags = { flow: 'process', rule: 'definitions' } as const

/** What people call it, by the text itself; the key where the text says nothing. */
export function titleOf(kind: DesignKind, key: string, text: string): string {
  if (kind === 'flow' || kind === 'rule') return unescaped(attributeOf(text, tags[kind], 'name') ?? '') || key
  const { title, name } = dataIn(text)
  return String(title ?? name ?? key)
}

/** The text under a version: what drawings say of their version is never asked of the person who draws. */
export function numbered(kind: DesignKind, key: string, text: string, version: number): string {
  if (kind === 'flow' || kind === 'rule') {
    if (/\bversionTag="\d+"/.test(text)) return text.replace(/\bversionTag="\d+"/, `versionTag="${version}"`)
    return withAttribute(
      withAttribute(text, 'definitions', 'xmlns:zt', 'http://zhengtong.dev/bpmn'),
      tags[kind],
      'zt:versionTag',
      String(version),
    )
  }
  const { key: _, version: __, ...rest } = dataIn(text)
  return JSON.stringify({ key, version, ...rest }, null, 2)
}

/** The likeness of another under a key and title of its own. */
export function renamed(kind: DesignKind, text: string, { key, title }: { key: string; title: string }): string {
  if (kind === 'rule') return withAttribute(text, 'definitions', 'name', escaped(title))
  if (kind === 'flow') {
    const old = attributeOf(text, 'process', 'id') ?? ''
    const named = withAttribute(
      withAttribute(text, 'process', 'name', escaped(title)),
      'process',
      'zt:label-en',
      escaped(title),
    )
    return withAttribute(named, 'process', 'id', key).replace(`bpmnElement="${old}"`, `bpmnElement="${key}"`)
  }
  const data = dataIn(text)
  const called = 'title' in data ? { title, titleEn: title } : { name: title, nameEn: title }
  const face = data.face as object | undefined
  // The paper of a licence bears its name.
  const shown = face && 'title' in face ? { face: { ...face, title, titleEn: title } } : {}
  return JSON.stringify({ ...data, ...called, ...shown, key }, null, 2)
}

export const hasErrors = (problems: readonly DesignProblem[]): boolean =>
  problems.some(({ severity }) => severity === 'error')

function dataIn(text: string): Record<string, unknown> {
  try {
    const data: unknown = JSON.parse(text)
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {}
  } catch (error) {
    // What is no JSON is told by the check, at its line.
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

const startTag = (tag: string) => new RegExp(`<(?:\\w+:)?${tag}\\b[^>]*>`)

function attributeOf(text: string, tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(startTag(tag).exec(text)?.[0] ?? '')?.[1]
}

function withAttribute(text: string, tag: string, name: string, value: string): string {
  return text.replace(startTag(tag), (found) => {
    const written = new RegExp(`\\s${name}="[^"]*"`)
    if (written.test(found)) return found.replace(written, () => ` ${name}="${value}"`)
    return found.replace(/\s*(\/?)>$/, (_, slash: string) => ` ${name}="${value}"${slash}>`)
  })
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const unescaped = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
