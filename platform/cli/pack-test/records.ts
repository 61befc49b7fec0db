import { parse } from 'yaml'
import type { SourceAnswer } from '#support/forms/contract.ts'
import type { LoadedPack, PackFile } from '#support/packs/index.ts'
import { type Register, readSeed } from '#support/registers/index.ts'
import type { Example } from './example.ts'

export type Records = (request: {
  register: string
  key: Record<string, string>
  fields: string[]
  many: boolean
}) => SourceAnswer

/** Registers as an example has them: what it gives itself, else the seeds, their simulated silence included. */
export function recordsOf(example: Example, packs: readonly LoadedPack[], seeds: readonly PackFile[]): Records {
  const given = example.given.registers ?? {}
  return ({ register: key, key: wanted, fields, many }) => {
    const register = find(packs, key)
    const answer = {
      sourceLabel: register.sourceLabel,
      version: String(register.version),
      fetchedAt: `${example.asOf}T00:00:00.000Z`,
    }
    const rows = given[key] ?? (isSilent(seeds, key, Object.values(wanted)) ? 'unavailable' : seedRows(seeds, register))
    if (rows === 'unavailable') return { ...answer, status: 'unavailable', rows: [] }
    const fitting = rows.filter((row) =>
      Object.entries(wanted).every(([name, value]) => String(row[name] ?? '') === value),
    )
    const found = (many ? fitting : fitting.slice(0, 1)).map((row) =>
      Object.fromEntries(fields.map((name) => [name, row[name]])),
    )
    return { ...answer, status: found.length > 0 ? 'found' : 'missing', rows: found }
  }
}

function find(packs: readonly LoadedPack[], key: string): Register {
  const entry = packs.flatMap(({ entries }) => entries).find((each) => each.kind === 'register' && each.key === key)
  if (!entry) throw new Error(`The example reads register ${key}, which no pack has`)
  return entry.content as Register
}

function seedRows(seeds: readonly PackFile[], register: Register): Record<string, unknown>[] {
  const own = seeds.filter(({ path }) => path === `seed/${register.key}.csv`)
  return own.flatMap(({ text }) => readSeed(register, text))
}

type Simulations = { simulations: { register: string; unavailableFor: string[] }[] }

function isSilent(seeds: readonly PackFile[], register: string, subjects: string[]): boolean {
  const files = seeds.filter(({ path }) => path === 'seed/simulations.yaml')
  const all = files.flatMap(({ text }) => (parse(text) as Simulations).simulations)
  return all.some(
    (each) => each.register === register && each.unavailableFor.some((subject) => subjects.includes(subject)),
  )
}
