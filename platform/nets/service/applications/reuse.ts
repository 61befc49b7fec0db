import type { DraftMaterial } from './application.ts'
import type { EarlierMaterial } from './contract.ts'
import type { ApplicationNeeds, EarlierFile } from './needs.ts'

/** Earlier files that are offered at most. */
export const mostEarlier = 200

/** Where a file first came from, however often it was used since. */
export function presentEarlier(file: EarlierFile): EarlierMaterial {
  const { id, name, fileName, mediaType, size, trust, itemName, caseNo } = file
  const origin = file.from ?? (caseNo ? { caseNo, at: file.at.toISOString() } : { at: file.at.toISOString() })
  return { id, name, fileName, mediaType, size, trust, ...origin, ...(itemName ? { itemName } : {}) }
}

/** The same bytes as a material of another application. Trust is kept, never raised. */
export function reused(
  file: NonNullable<Awaited<ReturnType<ApplicationNeeds['ownFile']>>>,
  as: Pick<DraftMaterial, 'id' | 'key' | 'name' | 'at'>,
): DraftMaterial {
  const { hash, fileName, mediaType, size, trust, from } = file
  return { ...as, hash, fileName, mediaType, size, ...(from ? { from: { ...from, trust } } : {}) }
}
