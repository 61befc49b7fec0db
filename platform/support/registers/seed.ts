import { parse } from 'yaml'
import { laterBy, monthsSince, type SeedDates } from './seed-dates.ts'
import type { Imported, Registers } from './service.ts'

/** `seed/simulations.yaml`: for whom a register is made not to answer. */
type Simulations = { simulations: { register: string; unavailableFor: string[]; note: string }[] }

/**
 * Fills the registers of a realm from the files of a pack: `seed/<register>.csv` for the registers named, and
 * `seed/simulations.yaml`. Dates that `seed/dates.yaml` names move on to `since`, the day the city was made. Doing it again
 * changes nothing.
 */
export async function seedRegisters(
  registers: Pick<Registers, 'importCsv' | 'simulateUnavailable'>,
  realm: string,
  keys: readonly string[],
  files: readonly { path: string; text: string }[],
  since?: string,
): Promise<Record<string, Imported>> {
  const imported: Record<string, Imported> = {}
  const dates = seedDates(files)
  const months = dates && since ? monthsSince(dates.asOf, since) : 0
  for (const { path, text } of files) {
    const key = /^seed\/([a-z0-9-]+)\.csv$/.exec(path)?.[1]
    if (key && keys.includes(key)) {
      const moving = dates?.registers[key] ?? []
      const moved = (field: string, value: unknown) => (moving.includes(field) ? laterBy(months, value) : value)
      imported[key] = await registers.importCsv(realm, key, text, moved)
    }
    if (path !== 'seed/simulations.yaml') continue
    for (const { register, unavailableFor, note } of (parse(text) as Simulations).simulations)
      for (const subject of unavailableFor) await registers.simulateUnavailable(realm, register, subject, note)
  }
  return imported
}

/** The dates that a pack's seed says move, if it says any. */
export function seedDates(files: readonly { path: string; text: string }[]): SeedDates | undefined {
  const file = files.find(({ path }) => path === 'seed/dates.yaml')
  return file && (parse(file.text) as SeedDates)
}
