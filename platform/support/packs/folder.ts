import { lstat, readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { Refusal } from '#kernel/errors.ts'
import type { PackKind } from './contract.ts'
import { type LoadedPack, loadPack, type PackFile } from './load.ts'

const most = { files: 2_000, bytes: 4_000_000 }

/** The text files of a pack's folder, by path. Refuses links, since a pack must hold all it says, and what is too large. */
export async function readPackFolder(folder: string): Promise<PackFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (cause: NodeJS.ErrnoException) => {
      throw new Refusal('missing', 'packs.missing', `The folder ${folder} cannot be read: ${cause.message}`)
    },
  )
  if (entries.length > most.files) throw tooLarge(folder, `more than ${most.files} files`)
  const files: PackFile[] = []
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const name = relative(folder, path).split(sep).join('/')
    if (entry.isDirectory() || name.split('/').some((part) => part.startsWith('.'))) continue
    const { size } = await lstat(path)
    if (!entry.isFile()) throw tooLarge(folder, `${name} is a link`)
    if (size > most.bytes) throw tooLarge(folder, `${name} is larger than ${most.bytes} bytes`)
    files.push({ path: name, text: await readFile(path, 'utf8') })
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Reads a pack and, from the folders beside it, the packs it requires and those they require; what is needed comes first. */
export async function loadPackWithNeighbours(
  folder: string,
  kinds: readonly PackKind[],
): Promise<{ pack: LoadedPack; required: LoadedPack[] }> {
  const place = resolve(folder)
  const loaded = await loadPacks(dirname(place), [basename(place)], kinds)
  return { pack: loaded.at(-1)!, required: loaded.slice(0, -1) }
}

/** The packs of a folder by name, and those they require from beside them: each once, what is needed first. */
export async function loadPacks(
  home: string,
  names: readonly string[],
  kinds: readonly PackKind[],
): Promise<LoadedPack[]> {
  const loaded = new Map<string, LoadedPack>()
  const load = async (name: string, trail: readonly string[]): Promise<void> => {
    if (loaded.has(name) || trail.includes(name)) return
    const files = await readPackFolder(join(home, name))
    for (const neighbour of namesRequired(files)) {
      const exists = await lstat(join(home, neighbour, 'pack.yaml')).catch(() => undefined)
      if (exists) await load(neighbour, [...trail, name])
    }
    loaded.set(name, await loadPack(files, kinds, [...loaded.values()]))
  }
  for (const name of names) await load(name, [])
  return [...loaded.values()]
}

/** What the demo packs beside a pack seed (`seed/…`), but for the packs named: examples may read it, no pack requires it. */
export async function readDemoSeeds(folder: string, except: readonly string[]): Promise<PackFile[]> {
  const home = dirname(resolve(folder))
  const names = (await readdir(home)).filter((name) => !except.includes(name)).sort()
  const seeds: PackFile[] = []
  for (const name of names) {
    const header = await readFile(join(home, name, 'pack.yaml'), 'utf8').catch(() => '')
    if (!/^demo:\s*true\b/m.test(header)) continue
    const files = await readPackFolder(join(home, name))
    seeds.push(...files.filter(({ path }) => path.startsWith('seed/')))
  }
  return seeds
}

/** Read loosely, only to find the neighbours; the loader judges the header. */
function namesRequired(files: PackFile[]): string[] {
  const header = files.find(({ path }) => path === 'pack.yaml')?.text ?? ''
  const list = /^requires:\s*(\[[^\]]*\]|(?:\r?\n\s*-.*)+)/m.exec(header)?.[1] ?? ''
  return list.match(/[a-z][a-z0-9-]*/g) ?? []
}

function tooLarge(folder: string, reason: string): Refusal {
  return new Refusal('invalid', 'packs.invalid', `The pack in ${folder} is not read: ${reason}`)
}
