import { readFile } from 'node:fs/promises'
import { Value } from 'typebox/value'
import { parseStrictJson } from '#kernel/strict-json.ts'
import { Systems } from './contract.ts'

/** Reads the systems a realm is connected to. Without a file there are none. Throws an Error that names what is wrong. */
export async function readSystems(config: { systemsFile?: string; profile: 'demo' | 'production' }): Promise<Systems> {
  const { systemsFile, profile } = config
  if (!systemsFile) return {}
  const systems = parseStrictJson(await readFile(systemsFile, 'utf8'))
  if (!Value.Check(Systems, systems)) {
    const [first] = Value.Errors(Systems, systems)
    throw new Error(`ZT_SYSTEMS: ${systemsFile}${first?.instancePath ?? ''} ${first?.message ?? 'does not fit'}`)
  }
  for (const [key, { url, simulated }] of Object.entries(systems)) {
    if (profile !== 'production') continue
    if (!url.startsWith('https://')) throw new Error(`ZT_SYSTEMS: ${key} must be asked over https`)
    if (simulated) throw new Error(`ZT_SYSTEMS: ${key} is a simulator, which production must not ask`)
  }
  return systems
}
