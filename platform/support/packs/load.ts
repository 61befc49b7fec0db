import { Errors } from 'typebox/schema'
import { type PackContext, PackHeader, type PackKind, type Source } from './contract.ts'
import { type Problem, sortProblems } from './problem.ts'
import { shapeProblems } from './shape.ts'
import { readSource } from './source.ts'

/** A file of a pack; `path` is inside the pack, with forward slashes. */
export type PackFile = { path: string; text: string }

/** One thing of a pack, read and checked. */
export type Entry = {
  kind: string
  key: string
  version: number
  source: Source
  content: unknown
  /** False for what is only checked and run: examples. */
  installed: boolean
}

export type LoadedPack = {
  header: PackHeader
  entries: Entry[]
  problems: Problem[]
  /** Files for others to read: `seed/…`. */
  files: PackFile[]
}

const headerFile = 'pack.yaml'
/** Read by others: seeds by the owners of the data, examples by `zt pack test`. */
const freeFolders = ['seed/', 'examples/']
const unnamed: PackHeader = { name: 'unnamed', version: '0.0.0', title: '-', titleEn: '-' }

/** Reads and checks a whole pack beside the packs it requires. Pure; problems come sorted by file and line. */
export async function loadPack(
  files: PackFile[],
  kinds: readonly PackKind[],
  installed: readonly LoadedPack[],
): Promise<LoadedPack> {
  const problems: Problem[] = []
  const header = readHeader(files, installed, problems)
  const entries = files.flatMap((file) => readEntry(file, header, kinds, problems))
  problems.push(...findDoubles(entries))

  const reachable = [...entries, ...requiredBy(header, installed).flatMap((pack) => pack.entries)]
  const context: PackContext = {
    pack: header,
    find: (kind, key) => reachable.find((entry) => entry.kind === kind && entry.key === key)?.content,
    owns: (kind, key) => entries.some((entry) => entry.kind === kind && entry.key === key),
    list: (kind) => reachable.filter((entry) => entry.kind === kind).map(({ key, content }) => ({ key, content })),
  }
  for (const entry of entries) {
    const kind = kinds.find((each) => each.kind === entry.kind)
    const found = (await kind?.check(entry.source, context)) ?? []
    problems.push(...found)
    if (found.some(({ severity }) => severity === 'error')) continue
    for (const { kind: wanted, key, pointer } of kind?.references?.(entry.content) ?? []) {
      if (context.find(wanted, key) !== undefined) continue
      const folder = kinds.find((each) => each.kind === wanted)?.folder ?? wanted
      problems.push(
        entry.source.problem(pointer, {
          code: 'packs.unknown-reference',
          message: `there is no ${wanted} "${key}" in this pack or in one it requires`,
          mend: `Correct the key, add ${folder}/${key}, or name the pack that has it under requires in ${headerFile}.`,
        }),
      )
    }
  }
  return { header, entries, problems: sortProblems(problems), files }
}

export function hasErrors({ problems }: Pick<LoadedPack, 'problems'>): boolean {
  return problems.some(({ severity }) => severity === 'error')
}

function readHeader(files: PackFile[], installed: readonly LoadedPack[], problems: Problem[]): PackHeader {
  const file = files.find(({ path }) => path === headerFile)
  const source = readSource(headerFile, file?.text ?? '')
  if (!file) {
    const mend = 'Add pack.yaml with name, version, title and titleEn.'
    problems.push(source.problem('', { code: 'packs.no-header', message: 'the folder has no pack.yaml', mend }))
    return unnamed
  }
  problems.push(...source.syntax)
  if (source.syntax.length === 0) problems.push(...shapeProblems(source, PackHeader, 'packs'))
  if (!Errors(PackHeader, source.data)[0]) return unnamed
  const header = source.data as PackHeader
  for (const [index, name] of (header.requires ?? []).entries()) {
    if (installed.some((pack) => pack.header.name === name)) continue
    const mend = 'Correct the name, or put that pack beside this one and install it first.'
    problems.push(
      source.problem(`/requires/${index}`, {
        code: 'packs.requires-missing',
        message: `the required pack "${name}" is not known`,
        mend,
      }),
    )
  }
  return header
}

function readEntry(
  { path, text }: PackFile,
  header: PackHeader,
  kinds: readonly PackKind[],
  problems: Problem[],
): Entry[] {
  const source = readSource(path, text)
  const kind = kinds.find(
    ({ folder, extensions }) => path.startsWith(`${folder}/`) && extensions.some((end) => path.endsWith(end)),
  )
  const isFree = /^[A-Z][\w.-]*\.md$/.test(path) || freeFolders.some((folder) => path.startsWith(folder))
  if (path === headerFile || (!kind && isFree)) return []
  if (!kind) {
    const known = kinds.map(({ folder, extensions }) => `${folder}/*${extensions.join('|')}`).join(', ')
    problems.push(
      source.problem('', {
        code: 'packs.unknown-file',
        message: 'this file is of no known kind',
        mend: `Known are ${known}, seed/ and *.md at the top.`,
      }),
    )
    return []
  }
  problems.push(...source.syntax)
  if (source.syntax.length > 0) return []
  const identity = kind.identify ? kind.identify(source, header) : identify(source)
  if (!identity) {
    problems.push(
      source.problem('', {
        code: 'packs.no-identity',
        message: 'the file does not say its key and version',
        mend: 'Write key: (lower case, digits, hyphens) and version: (1, 2, 3 …) at the top.',
      }),
    )
    return []
  }
  return [
    {
      kind: kind.kind,
      ...identity,
      source,
      content: kind.content?.(source) ?? source.data ?? source.text,
      installed: kind.installed !== false,
    },
  ]
}

function identify({ file, text, data }: Source): { key: string; version: number } | undefined {
  if (typeof data === 'object' && data !== null && 'key' in data && 'version' in data) {
    const { key, version } = data
    const fits = typeof key === 'string' && /^[a-z][a-z0-9-]{0,79}$/.test(key)
    return fits && typeof version === 'number' && Number.isInteger(version) && version > 0
      ? { key, version }
      : undefined
  }
  if (data !== undefined) return undefined
  const key = file.replace(/^.*\//, '').replace(/\.[^.]+$/, '')
  return { key, version: Number(/\bversionTag="(\d{1,6})"/.exec(text)?.[1] ?? 1) }
}

function findDoubles(entries: Entry[]): Problem[] {
  const first = new Map<string, Entry>()
  return entries.flatMap((entry) => {
    const mark = `${entry.kind} ${entry.key}`
    const before = first.get(mark)
    first.set(mark, before ?? entry)
    if (!before) return []
    const message = `${entry.kind} "${entry.key}" is in ${before.source.file} too`
    return [entry.source.problem('/key', { code: 'packs.double', message, mend: 'Give one of them another key.' })]
  })
}

/** The packs that a header requires, and those they require in turn. */
function requiredBy(header: PackHeader, installed: readonly LoadedPack[]): LoadedPack[] {
  const found = new Set<LoadedPack>()
  const visit = (names: readonly string[]) => {
    for (const pack of installed) {
      if (!names.includes(pack.header.name) || found.has(pack)) continue
      found.add(pack)
      visit(pack.header.requires ?? [])
    }
  }
  visit(header.requires ?? [])
  return [...found]
}
