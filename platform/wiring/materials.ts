import type { ApplicationNeeds } from '#nets/service/applications/index.ts'
import type { MaterialNeeds, MaterialService } from '#nets/service/materials/index.ts'
import type { CaseService } from '#support/cases/index.ts'

/** Files of cases that are looked through for one party at most. */
const mostHeld = 1_000

/** What the materials of a party need of cases and people. */
export function forMaterials(cases: CaseService, applicant: ApplicationNeeds['applicant']) {
  return {
    partyFor: async (actor, partyId) => (await applicant(actor, partyId)).partyId,
    heldBy: (realm, partyId) => cases.whole.heldMaterials(realm, partyId, mostHeld),
  } satisfies Pick<MaterialNeeds, 'partyFor' | 'heldBy'>
}

/** What a party handed in before or keeps for later, as applications offer it. */
export function earlierMaterials(
  cases: CaseService,
  materials: Pick<MaterialService, 'keptOf'>,
): ApplicationNeeds['earlierMaterials'] {
  return async (realm, partyId, limit) => {
    const handedIn = await cases.whole.earlierMaterials(realm, partyId, limit)
    const known = new Set(handedIn.map(({ hash }) => hash))
    const kept = (await materials.keptOf(realm, partyId)).filter(({ hash }) => !known.has(hash))
    const own = kept.map(({ id, name, hash, fileName, mediaType, size, at }) => ({
      ...{ id, key: '', name, hash, fileName, mediaType, size, at },
      trust: 'C' as const,
    }))
    return [...own, ...handedIn].slice(0, limit)
  }
}
