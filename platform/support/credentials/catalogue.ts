import type { Packs } from '#support/packs/index.ts'
import type { CredentialType } from './contract.ts'

/** Types that packs declare. */
export type TypeCatalogue = {
  /** The version asked for, or the newest in force. Refuses with `packs.missing`. */
  get(key: string, version?: number): Promise<CredentialType>
  /** Every type in force, in its newest version. */
  all(): Promise<CredentialType[]>
}

const freshFor = 1000

/**
 * Remembers types per process. Versions never change. Which one is the newest may be a second behind and is then looked up
 * beside the answer: an act that holds a database connection must not wait for another one.
 */
export function createTypeCatalogue(packs: Pick<Packs, 'get' | 'list'>): TypeCatalogue {
  const versions = new Map<string, CredentialType>()
  const newest = new Map<string, { at: number; type: CredentialType }>()

  async function fetch(key: string, version?: number): Promise<CredentialType> {
    const artefact = await packs.get<CredentialType>('credential', key, version === undefined ? {} : { version })
    versions.set(`${key}/${artefact.version}`, artefact.content)
    if (version === undefined) newest.set(key, { at: performance.now(), type: artefact.content })
    return artefact.content
  }

  return {
    all: async () => (await packs.list<CredentialType>('credential')).map(({ content }) => content),
    async get(key, version) {
      if (version !== undefined) return versions.get(`${key}/${version}`) ?? (await fetch(key, version))
      const known = newest.get(key)
      if (!known) return fetch(key)
      if (performance.now() - known.at > freshFor) {
        newest.set(key, { ...known, at: performance.now() })
        // If this look fails the remembered version stands, and the next look tries again.
        fetch(key).catch(() => newest.set(key, { ...known, at: 0 }))
      }
      return known.type
    },
  }
}
