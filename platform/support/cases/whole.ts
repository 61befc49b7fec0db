import type { Db } from '#ground/database/index.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import { type ProvenStep, provenStep } from './act-digest.ts'
import type { Case, Material } from './case.ts'
import type { CaseView } from './contract.ts'
import { countClosed } from './lists/closed/store.ts'
import { listDueSoon, listOfficeDue } from './lists/due-soon/store.ts'
import { findEnded } from './lists/ended/store.ts'
import { listIds } from './lists/ids/store.ts'
import { listEarlierMaterials, listHeldMaterials } from './lists/materials/store.ts'
import { findIdOfNumber } from './lists/store.ts'
import { listWatched } from './lists/watched/store.ts'
import { matterOf } from './matters/present.ts'
import type { CaseNeeds } from './needs.ts'
import { isApplicant, mayExportCase, maySeeCase } from './policy.ts'
import { type Loaded, presentCase } from './present.ts'
import { remediesOf } from './remedies.ts'
import { type CaseStore, createCaseStore, loadMaterials, loadSteps, loadTasks } from './store.ts'
import type { TaskTable } from './tables.ts'
import { unseenCase } from './unseen.ts'

/** All that belongs to a case, as its page needs it. */
export async function loadWhole(
  db: Db,
  store: CaseStore,
  needs: Pick<CaseNeeds, 'titlesOf'>,
  found: Pick<Loaded, 'current' | 'answers'>,
): Promise<Loaded> {
  const { realm, id, item } = found.current
  const [facts, materials, tasks, steps, decisions, titles] = await Promise.all([
    store.loadFacts(db, realm, id),
    loadMaterials(db, realm, id),
    loadTasks(db, realm, id),
    loadSteps(db, realm, id),
    store.loadDecisions(db, realm, id),
    needs.titlesOf(item.form),
  ])
  return { ...found, facts, materials, tasks, steps, decisions, titles }
}

/** A case to be taken away: what its page shows to that reader, its history as proven, and its materials by hash. */
export type WholeCase = {
  view: CaseView
  steps: ProvenStep[]
  materials: Material[]
  titles: Record<string, string>
}

/** A case for the platform's own work: as it is, unmasked, with its history and every task it ever had. */
export type CaseOut = { current: Case; steps: ProvenStep[]; tasks: TaskTable[]; materials: Material[] }

export function createCaseWhole(needs: CaseNeeds) {
  const store = createCaseStore(needs)

  /** Whether this person may take the file of the case away, and as whose; the read is logged with its purpose. */
  async function mayTakeAway(actor: Actor, caseId: string, purpose: string): Promise<{ own: boolean; no: string }> {
    const found = await store.load(needs.db, actor.realm, caseId, false)
    const parties = await needs.partiesOf(actor, found?.current.item.id)
    const territory = await needs.territory()
    if (!found || !maySeeCase(actor, found.current, parties, territory))
      throw await unseenCase(needs, actor, caseId, found?.current)
    const { current } = found
    if (!mayExportCase(actor, current, parties, territory))
      throw new Refusal('forbidden', 'cases.export-forbidden', 'No post that may take a case file away')
    const own = isApplicant(actor, current, parties)
    if (!own)
      await needs.logRead(actor, {
        partyId: current.party.partyId,
        subject: 'case-file',
        purpose,
        basis: '行政许可法第34条',
        caseId,
      })
    return { own, no: current.no }
  }

  /** Whether the page offers it; asking logs nothing. */
  async function offersTakingAway(actor: Actor, caseId: string): Promise<boolean> {
    const found = await store.load(needs.db, actor.realm, caseId, false)
    if (!found) return false
    return mayExportCase(
      actor,
      found.current,
      await needs.partiesOf(actor, found.current.item.id),
      await needs.territory(),
    )
  }

  /** The case as the applicant (`own`) or an official sees it, or unmasked for the archive; for the platform's own jobs, after `mayTakeAway`. */
  async function assemble(realm: string, caseId: string, own: boolean, unmasked = false): Promise<WholeCase> {
    const found = await store.load(needs.db, realm, caseId, false)
    if (!found) throw new Refusal('missing', 'cases.missing', `No case ${caseId}`)
    const loaded = await loadWhole(needs.db, store, needs, found)
    const { clock, calendar, calendarOf } = needs
    const at = { today: cityDate(clock()), calendar, ...(calendarOf ? { calendarOf } : {}) }
    const remedies = await remediesOf(found.current, needs.remedyBodies)
    const viewer = {
      actor: systemActor(realm),
      isApplicant: own,
      unmasked,
      may: [],
      mayProceed: [],
      ahead: [],
      remedies,
    }
    return {
      view: { ...presentCase(loaded, viewer, at), ...(await matterOf(needs.db, found.current, at)) },
      steps: loaded.steps.map(provenStep),
      materials: loaded.materials,
      titles: Object.fromEntries([...loaded.titles].map(([pointer, { title }]) => [pointer, title])),
    }
  }

  /** The case as it stands, without its history; for the platform's own work. */
  async function now(realm: string, caseId: string): Promise<CaseOut['current']> {
    const found = await store.load(needs.db, realm, caseId, false)
    if (!found) throw new Refusal('missing', 'cases.missing', `No case ${caseId}`)
    return found.current
  }

  /** For projections of history; it asks nobody whether they may, so no door on the web leads here. */
  async function out(realm: string, caseId: string): Promise<CaseOut> {
    const current = await now(realm, caseId)
    const [steps, tasks, materials] = await Promise.all([
      loadSteps(needs.db, realm, caseId),
      loadTasks(needs.db, realm, caseId),
      loadMaterials(needs.db, realm, caseId),
    ])
    return { current, steps: steps.map(provenStep), tasks, materials }
  }

  /** What was answered for a case, to be carried into another of the same party; for the platform's own work. */
  async function answered(realm: string, caseId: string) {
    const found = await store.load(needs.db, realm, caseId, false)
    const situations = found?.current.terms?.situations ?? []
    return {
      answers: found?.answers ?? {},
      situations: Object.fromEntries(situations.map(({ key, option }) => [key, option])),
    }
  }

  /** What a party handed in before, for reuse; for the platform's own work. */
  const earlierMaterials = (realm: string, partyId: string, limit: number) =>
    listEarlierMaterials(needs.db, realm, partyId, limit)

  /** All that a party's cases hold; for the platform's own work. */
  const heldMaterials = (realm: string, partyId: string, limit: number) =>
    listHeldMaterials(needs.db, realm, partyId, limit)

  return {
    earlierMaterials,
    heldMaterials,
    /** What waits for applicants, by its day; for the platform's own work. */
    dueSoon: (realm: string, from: string, to: string) => listDueSoon(needs.db, realm, from, to, 5_000),
    answered,
    /** What waits for these departments and is due on a day; for the platform's own work. */
    officeDue: (realm: string, given: { day: string; departments: readonly string[]; posts: readonly string[] }) =>
      listOfficeDue(needs.db, realm, { ...given, limit: 5_000 }),
    /** How many cases were closed in these days, by department and item; for figures. */
    closedCounts: (realm: string, query: { departments: readonly string[]; from: string; to: string }) =>
      countClosed(needs.db, realm, query),
    mayTakeAway,
    offersTakingAway,
    assemble,
    now,
    ended: (realm: string, caseId: string) => findEnded(needs.db, { realm, caseId }),
    out,
    /** For the platform's own work: the case of a number, if there is one. */
    idOfNumber: (realm: string, no: string) => findIdOfNumber(needs.db, realm, no),
    /** Cases of departments for whoever watches over them, without persons. */
    watched: (realm: string, query: { departments: readonly string[]; since: Date; limit: number }) =>
      listWatched(needs.db, realm, query),
    idsAfter: listIds.bind(undefined, needs.db),
  }
}
