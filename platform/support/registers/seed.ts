import { parse } from 'yaml'
import type { Imported, Registers } from './service.ts'

/** `seed/simulations.yaml`: for whom a register is made not to answer. */
type Simulations = { simulations: { register: string; unavailableFor: string[]; note: string }[] }

/**
 * Fills the registers of a realm from the files of a pack: `seed/<register>.csv` for the registers named, and
 * `seed/simulations.yaml`. Doing it again changes nothing.
 */
export async function seedRegisters(
  registers: Pick<Registers, 'importCsv' | 'simulateUnavailable'>,
  realm: string,
  keys: readonly string[],
  files: readonly { path: string; text: string }[],
): Promise<Record<string, Imported>> {
  const imported: Record<string, Imported> = {}
  for (const { path, text } of files) {
    const key = /^seed\/([a-z0-9-]+)\.csv$/.exec(path)?.[1]
    if (key && keys.includes(key)) imported[key] = await registers.importCsv(realm, key, text)
    if (path !== 'seed/simulations.yaml') continue
    for (const { register, unavailableFor, note } of (parse(text) as Simulations).simulations)
      for (const subject of unavailableFor) await registers.simulateUnavailable(realm, register, subject, note)
  }
  return imported
}
