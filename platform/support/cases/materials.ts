import { inTransaction } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { MaterialFile } from './case.ts'
import type { MaterialView } from './contract.ts'
import type { CaseNeeds } from './needs.ts'
import { actingFor, isApplicant } from './policy.ts'
import { createCaseStore, insertMaterial, loadMaterials, loadTasks } from './store.ts'
import { outstanding } from './terms/owed.ts'
import type { OwedService } from './terms/service.ts'
import { acceptedKinds, materialLimit, safeFileName, type UploadedFile } from './uploads.ts'

/** Adds a version of a material to a case while the applicant has something to put right or to bring. */
export function createCaseMaterials(needs: CaseNeeds, owed: OwedService) {
  const store = createCaseStore(needs)

  async function addMaterial(person: Actor, caseId: string, key: string, file: UploadedFile): Promise<MaterialView> {
    const { actor, isOwed } = await asked(person, caseId, key)
    const stored = await needs.files.put(file.bytes, { maxBytes: materialLimit, accept: acceptedKinds })
    const given = { ...stored, fileName: safeFileName(file.name), trust: 'C' as const }
    return isOwed ? owed.handIn(actor, caseId, key, given) : correct(actor, caseId, key, given)
  }

  /** 一次提交、多次复用: hands in a file the party has already, with where it came from and how far it was trusted. */
  async function reuseMaterial(person: Actor, caseId: string, key: string, materialId: string): Promise<MaterialView> {
    const { actor, partyId, isOwed } = await asked(person, caseId, key)
    const found = await needs.ownFile?.(actor.realm, partyId, materialId)
    if (!found) throw new Refusal('missing', 'cases.unknown-earlier', `No earlier file ${materialId} of this party`)
    const { hash, fileName, mediaType, size, trust, from } = found
    const given = { ...{ hash, fileName, mediaType, size, trust }, ...(from ? { from } : {}) }
    return isOwed ? owed.handIn(actor, caseId, key, given) : correct(actor, caseId, key, given)
  }

  /** Refuses unless this material of one's own case is waited for now. */
  async function asked(
    person: Actor,
    caseId: string,
    key: string,
  ): Promise<{ actor: Actor; partyId: string; isOwed: boolean }> {
    const found = await store.load(needs.db, person.realm, caseId, false)
    const parties = await needs.partiesOf(person, found?.current.item.id)
    if (!found || !isApplicant(person, found.current, parties))
      throw new Refusal('missing', 'cases.missing', `No case ${caseId} for this person`)
    const { partyId } = found.current.party
    const actor = actingFor(person, found.current)
    if (outstanding(found.current.terms).some((each) => each.key === key)) return { actor, partyId, isOwed: true }
    const item = found.current.correction?.items.find((each) => each.kind === 'material' && each.key === key)
    const tasks = await loadTasks(needs.db, actor.realm, caseId)
    const correcting = tasks.some(
      (task) => !task.closed_at && task.post === 'applicant' && task.verbs.includes('correct'),
    )
    if (!item || !correcting) throw new Refusal('conflict', 'cases.not-asked', 'This material is not asked for now')
    return { actor, partyId, isOwed: false }
  }

  async function correct(actor: Actor, caseId: string, key: string, file: MaterialFile): Promise<MaterialView> {
    return inTransaction(needs.db, async (tx) => {
      const earlier = (await loadMaterials(tx, actor.realm, caseId)).filter((each) => each.key === key)
      const material = {
        ...file,
        id: needs.newId(),
        key,
        name: earlier.at(-1)?.name ?? key,
        version: (earlier.at(-1)?.version ?? 0) + 1,
        at: needs.clock(),
      }
      await insertMaterial(tx, actor.realm, caseId, material)
      const { hash: _, at, ...view } = material
      return { ...view, at: at.toISOString(), current: true }
    })
  }

  return { addMaterial, reuseMaterial }
}
