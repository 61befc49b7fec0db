import { inTransaction } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { MaterialView } from './contract.ts'
import type { CaseNeeds } from './needs.ts'
import { isApplicant } from './policy.ts'
import { createCaseStore, insertMaterial, loadMaterials, loadTasks } from './store.ts'
import { outstanding } from './terms/owed.ts'
import type { OwedService } from './terms/service.ts'
import { acceptedKinds, materialLimit, safeFileName, type UploadedFile } from './uploads.ts'

/** Adds a version of a material to a case while the applicant has something to put right. */
export function createCaseMaterials(needs: CaseNeeds, owed: OwedService) {
  const store = createCaseStore(needs)

  return async function addMaterial(
    actor: Actor,
    caseId: string,
    key: string,
    file: UploadedFile,
  ): Promise<MaterialView> {
    const parties = await needs.partiesOf(actor)
    const found = await store.load(needs.db, actor.realm, caseId, false)
    if (!found || !isApplicant(actor, found.current, parties))
      throw new Refusal('missing', 'cases.missing', `No case ${caseId} for this person`)
    const isOwed = outstanding(found.current.terms).some((each) => each.key === key)
    if (isOwed) return owed.handIn(actor, caseId, key, file)
    const asked = found.current.correction?.items.find((item) => item.kind === 'material' && item.key === key)
    const tasks = await loadTasks(needs.db, actor.realm, caseId)
    const correcting = tasks.some(
      (task) => !task.closed_at && task.post === 'applicant' && task.verbs.includes('correct'),
    )
    if (!asked || !correcting) throw new Refusal('conflict', 'cases.not-asked', 'This material is not asked for now')

    const stored = await needs.files.put(file.bytes, { maxBytes: materialLimit, accept: acceptedKinds })
    return inTransaction(needs.db, async (tx) => {
      const earlier = (await loadMaterials(tx, actor.realm, caseId)).filter((each) => each.key === key)
      const material = {
        id: needs.newId(),
        key,
        name: earlier.at(-1)?.name ?? key,
        version: (earlier.at(-1)?.version ?? 0) + 1,
        hash: stored.hash,
        fileName: safeFileName(file.name),
        mediaType: stored.mediaType,
        size: stored.size,
        trust: 'C' as const,
        at: needs.clock(),
      }
      await insertMaterial(tx, actor.realm, caseId, material)
      const { hash: _, at, ...view } = material
      return { ...view, at: at.toISOString(), current: true }
    })
  }
}
