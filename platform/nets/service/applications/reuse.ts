import type { DraftMaterial } from './application.ts'
import type { EarlierMaterial } from './contract.ts'
import type { EarlierFile } from './needs.ts'

/** Earlier files that are offered at most. */
export const mostEarlier = 200

/** Where a file first came from, however often it was used since. */
function originOf(file: EarlierFile) {
  return file.from ?? { caseNo: file.caseNo, at: file.at.toISOString() }
}

export function presentEarlier(file: EarlierFile): EarlierMaterial {
  const { id, name, fileName, mediaType, size, trust, itemName } = file
  return { id, name, fileName, mediaType, size, trust, itemName, ...originOf(file) }
}

/** The same bytes as a material of another application. Trust is kept, never raised. */
export function reused(file: EarlierFile, as: Pick<DraftMaterial, 'id' | 'key' | 'name' | 'at'>): DraftMaterial {
  const { hash, fileName, mediaType, size, trust } = file
  return { ...as, hash, fileName, mediaType, size, from: { ...originOf(file), trust } }
}
