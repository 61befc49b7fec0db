/** A tile (C2SP tlog-tiles): up to 256 neighbouring hashes at a height of 8·level, or as many entries. */
export type Tile = { level: number | 'entries'; index: number; width: number }

export const tileWidth = 256

/** `0/x001/x234/067.p/8` or `entries/000`, as it stands behind `/tile/`; undefined for what names no tile. */
export function readTilePath(path: string): Tile | undefined {
  const found = /^(entries|0|[1-9]\d?)\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path)
  if (!found) return undefined
  const [, level = '', digits = '', partial] = found
  const index = Number(digits.replaceAll(/[x/]/g, ''))
  const width = partial === undefined ? tileWidth : Number(partial)
  if (Number(level) > 63 || !Number.isSafeInteger(index) || digits.startsWith('x000')) return undefined
  if (partial !== undefined && width >= tileWidth) return undefined
  return { level: level === 'entries' ? level : Number(level), index, width }
}

export function writeTilePath({ level, index, width }: Tile): string {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g)!
  const last = groups.pop()!
  return `${level}/${groups.map((group) => `x${group}/`).join('')}${last}${width < tileWidth ? `.p/${width}` : ''}`
}

/** All tiles of a tree, the partial ones last in their level: what a copy of the log holds. */
export function tilesOf(size: number): Tile[] {
  const tiles: Tile[] = []
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / tileWidth)) {
    for (let index = 0; index * tileWidth < count; index++)
      tiles.push({ level, index, width: Math.min(tileWidth, count - index * tileWidth) })
  }
  return tiles
}
