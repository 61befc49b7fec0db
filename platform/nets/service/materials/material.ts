import type { OwnMaterial } from './contract.ts'
import type { HeldFile, KeptFile } from './file.ts'
import { mayDelete, mayReuse } from './policy.ts'

/** Everything a party has, each file once with all its uses, the newest first. */
export function ownMaterials(
  held: readonly HeldFile[],
  kept: readonly KeptFile[],
  validity: ReadonlyMap<string, string>,
  today: string,
): OwnMaterial[] {
  const hashes = [...new Set([...held, ...kept].map(({ hash }) => hash))]
  return hashes
    .map((hash) => {
      const uses = held.filter((each) => each.hash === hash).sort((a, b) => b.at.getTime() - a.at.getTime())
      const own = kept.find((each) => each.hash === hash)
      const [newest] = uses
      const shown = newest ?? own!
      const expiresOn = validity.get(hash)
      const usable = mayReuse(expiresOn, today)
      const at = Math.max(newest?.at.getTime() ?? 0, own?.at.getTime() ?? 0)
      return {
        id: own?.id ?? shown.id,
        name: shown.name,
        fileName: shown.fileName,
        mediaType: shown.mediaType,
        size: shown.size,
        // 国办函〔2016〕108号: the best an office ever made of it.
        trust: uses.map(({ trust }) => trust).sort()[0] ?? 'C',
        at: new Date(at).toISOString(),
        uses: uses.map(({ caseId, caseNo, itemName, name, version, current, at: on }) => ({
          ...{ caseId, caseNo, itemName, name, version, current },
          at: on.toISOString(),
        })),
        kept: own !== undefined,
        ...(expiresOn ? { expiresOn } : {}),
        expired: !usable,
        file: own ? `/me/materials/${own.id}/file` : `/cases/${newest!.caseId}/materials/${newest!.id}/file`,
        may: [
          ...(usable ? (['reuse'] as const) : []),
          'set-expiry' as const,
          ...(mayDelete(uses, own) ? (['delete'] as const) : []),
        ],
      }
    })
    .sort((a, b) => b.at.localeCompare(a.at))
}
