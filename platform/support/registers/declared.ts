import type { Db } from '#ground/database/index.ts'
import type { Register } from './contract.ts'
import { listDeclarations, listSimulations } from './store.ts'

const FRESH_FOR_MS = 1_000

export type Declared = {
  registers: Map<string, Register>
  /** `register subject-index` of whom a register is made silent for. */
  silent: Set<string>
}

/** Declarations and simulations of a realm, at most a second old. */
export function createDeclared(db: Db): ((realm: string) => Promise<Declared>) & { forget(): void } {
  const held = new Map<string, { at: number; answer: Promise<Declared> }>()
  const read = async (realm: string): Promise<Declared> => {
    const [registers, simulations] = await Promise.all([listDeclarations(db, realm), listSimulations(db, realm)])
    return {
      registers: new Map(registers.map((register) => [register.key, register])),
      silent: new Set(simulations.map(({ register, subject_index }) => `${register} ${subject_index.toString('hex')}`)),
    }
  }
  const get = (realm: string) => {
    const known = held.get(realm)
    if (known && performance.now() - known.at < FRESH_FOR_MS) return known.answer
    const answer = read(realm)
    held.set(realm, { at: performance.now(), answer })
    answer.catch(() => held.delete(realm))
    return answer
  }
  return Object.assign(get, { forget: () => held.clear() })
}
