import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { create } from 'fontkit'

/** The faces papers are set in: 宋体 for titles and letters, 黑体 for the lines of a licence. */
export type FaceName = 'sans' | 'serif' | 'serif-bold'

const files: Record<FaceName, string> = {
  sans: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  serif: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  'serif-bold': '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
}

const names = Object.keys(files) as FaceName[]

/** Which characters each face holds. */
export type Coverage = { has(name: FaceName, character: string): boolean }

/** The font files themselves beside their coverage. */
export type FontShelf = Coverage & { bytes(name: FaceName): Uint8Array }

/** One font file: Noto Sans SC or Noto Serif SC, which come with the platform under the SIL Open Font Licence. */
export function readFont(name: FaceName): Promise<Buffer> {
  return readFile(fileURLToPath(import.meta.resolve(files[name])))
}

/** Reads the fonts whole: some 40 MB, for whoever draws. */
export async function loadFonts(): Promise<FontShelf> {
  const fonts = new Map<FaceName, Buffer>()
  for (const name of names) fonts.set(name, await readFont(name))
  const coverage = coverageOf(fonts)
  return { ...coverage, bytes: (name) => found(fonts, name) }
}

/** Reads only which characters the fonts hold: for whoever must know before anything is issued. */
export async function loadCoverage(): Promise<Coverage> {
  const { has } = await loadFonts()
  return { has }
}

function coverageOf(fonts: ReadonlyMap<FaceName, Uint8Array>): Coverage {
  const held = new Map([...fonts].map(([name, bytes]) => [name, new Set(create(bytes).characterSet)]))
  return { has: (name, character) => found(held, name).has(character.codePointAt(0) ?? 0) }
}

function found<Value>(map: ReadonlyMap<FaceName, Value>, name: FaceName): Value {
  const value = map.get(name)
  if (value === undefined) throw new RangeError(`no font ${name}`)
  return value
}

/** Characters that were looked for and found: nearly all of a paper was on the one before. */
const shown = new WeakMap<Coverage, Set<number>>()

/** The characters of a text that no face can show. Names may hold them: they are told, never dropped. */
export function missingGlyphs(shelf: Coverage, text: string): string[] {
  const known = shown.get(shelf) ?? new Set<number>()
  shown.set(shelf, known)
  const missing = new Set<string>()
  for (let at = 0; at < text.length; at++) {
    const point = text.codePointAt(at)!
    if (point > 0xffff) at++
    if (known.has(point)) continue
    const character = String.fromCodePoint(point)
    if (names.some((name) => shelf.has(name, character)) || /[\s\p{C}]/u.test(character)) known.add(point)
    else missing.add(character)
  }
  return [...missing]
}

/** The faces to try for a character, the wanted one first. A name set in 宋体 may hold a character only 黑体 has. */
export function faceFor(shelf: Coverage, wanted: FaceName, character: string): FaceName {
  if (shelf.has(wanted, character)) return wanted
  return names.find((name) => shelf.has(name, character)) ?? wanted
}
