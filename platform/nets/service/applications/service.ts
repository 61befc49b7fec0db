import type { Static } from 'typebox'
import { inTransaction } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import { acceptedKinds, materialLimit, type Opened, safeFileName, type UploadedFile } from '#support/cases/index.ts'
import { checkAnswers, withFacts } from '#support/forms/contract.ts'
import { branchOf, type Situations } from '../items/contract.ts'
import { changed, confirmable, divisionIn, reasonOf, refuseWrongAudience, unknownFields } from './answers.ts'
import { type Draft, type DraftMaterial, materialFaults, materialNeeds, stillFresh } from './application.ts'
import type { AnswersInput, Application, ApplicationRow, EarlierMaterial } from './contract.ts'
import { type AtCounter, atCounter } from './counter.ts'
import type { Applicable, ApplicantFacts, ApplicationNeeds } from './needs.ts'
import { joined, readyParts } from './parts.ts'
import { presentApplication, withoutGaps } from './present.ts'
import { askingWhatLacks, asRenewal, createRenewing, onlyAsked } from './renewing.ts'
import { caseRequest } from './request.ts'
import { mostEarlier, presentEarlier, reused } from './reuse.ts'
import { createApplicationStore, TakenAway } from './store.ts'
import { chosenSituations, signedPromises, signedToFollow, situationFaults, termsOf } from './terms.ts'

const mostDrafts = 50

/** What people have written is kept this long without a word from them, then removed (个人信息保护法第19条: no longer than needed). */
const keptFor = 90 * 86_400_000

/** The citizen's side: fill in with what is already known, hand in what is truly missing, submit once. */
export function createApplications(needs: ApplicationNeeds) {
  const { db, clock } = needs
  const store = createApplicationStore(needs)
  const renewing = createRenewing({ ...needs.renewing, clock })

  /** What this application applies for: the version it was begun under, as a renewal where it is one. */
  const appliedFor = async ({ item, content }: Draft) =>
    asRenewal(await needs.applicable(item.id, item.version), content.renews)

  async function start(
    actor: Actor,
    input: {
      itemId: string
      renews?: string
      change?: string
      onBehalfOf?: string
      answers?: Record<string, unknown>
      confirm?: string[]
      situations?: Situations
    },
  ): Promise<Application> {
    const offered = await needs.applicable(input.itemId)
    const carried = input.renews
      ? input.change
        ? await renewing.carryChange(actor, input.renews, offered, input.change)
        : await renewing.carry(actor, input.renews, offered)
      : undefined
    onlyAsked(carried?.renews, input.answers ?? {})
    const applicable = asRenewal(offered, carried?.renews)
    const party = await needs.applicant(actor, carried?.holderPartyId ?? input.onBehalfOf, input.itemId)
    refuseWrongAudience(applicable.item, party)
    const { compiled } = applicable.form
    const answers = changed(compiled, carried?.answers ?? {}, input.answers ?? {})
    const situations = chosenSituations(
      applicable.item,
      { ...carried?.situations, ...input.situations },
      needs.isNeeded,
    )
    const known = await needs.resolve(actor, party, compiled, answers, reasonOf(applicable.item), situations)
    const filled = withFacts(compiled, answers, known)
    const renews = carried && askingWhatLacks(carried.renews, compiled, filled, cityDate(clock()))
    const draft: Draft = {
      realm: actor.realm,
      id: needs.newId(),
      accountId: actor.accountId,
      partyId: party.partyId,
      partyName: party.name,
      item: { id: applicable.id, version: applicable.version, name: applicable.item.name },
      form: { key: applicable.form.key, version: applicable.form.version },
      content: {
        answers: filled,
        facts: known.facts,
        gaps: known.gaps,
        disputes: [],
        confirmed: confirmable(applicable.item, input.confirm ?? []),
        situations,
        follow: [],
        promises: [],
        ...(renews ? { renews } : {}),
      },
      version: 1,
      updatedAt: clock(),
    }
    if (!(await store.insert(db, draft, mostDrafts)))
      throw new Refusal('limited', 'applications.too-many', `At most ${mostDrafts} unsubmitted applications`)
    return present(draft, asRenewal(offered, renews), party, [])
  }

  async function get(actor: Actor, id: string): Promise<Application> {
    const draft = await own(actor, id)
    return present(
      draft,
      await appliedFor(draft),
      await needs.applicant(actor, draft.partyId, draft.item.id),
      draft.files,
    )
  }

  async function list(actor: Actor): Promise<ApplicationRow[]> {
    const rows = await store.list(db, actor.realm, actor.accountId)
    return rows.map((row) => ({
      id: row.id,
      itemId: row.item_id,
      itemName: row.item_name,
      applicant: row.party_name,
      updatedAt: row.updated_at.toISOString(),
    }))
  }

  /** Sets fields. What a register said stays as it said; sources that hang on an answer are asked again. */
  async function answer(actor: Actor, id: string, input: Static<typeof AnswersInput>): Promise<Application> {
    const draft = await own(actor, id)
    const applicable = await appliedFor(draft)
    onlyAsked(draft.content.renews, input.answers)
    const party = await needs.applicant(actor, draft.partyId, draft.item.id)
    const { compiled } = applicable.form
    const answers = changed(compiled, draft.content.answers, input.answers)
    const { item } = applicable
    const before = draft.content
    const situations = input.situations ? chosenSituations(item, input.situations, needs.isNeeded) : before.situations
    if (input.promises?.length && !(await needs.mayPromise(actor.realm, party.partyId)))
      throw new Refusal('forbidden', 'applications.promise-barred', 'An earlier promise was found false')
    const known = await needs.resolve(actor, party, compiled, answers, reasonOf(item), situations)
    draft.content = {
      ...before,
      answers: withFacts(compiled, answers, known),
      facts: known.facts,
      gaps: known.gaps,
      confirmed: confirmable(item, input.confirm ?? before.confirmed),
      situations,
      follow: input.follow ? signedToFollow(item, before.follow, input.follow, clock()) : before.follow,
      promises: input.promises ? signedPromises(item, before.promises, input.promises, clock()) : before.promises,
    }
    return save(draft, applicable, party)
  }

  /** The applicant says a fact is wrong: it goes to the source department with the case, and a person looks at it. */
  async function dispute(actor: Actor, id: string, input: { pointer: string; claim: string }): Promise<Application> {
    const draft = await own(actor, id)
    if (!draft.content.facts.some((fact) => fact.pointer === input.pointer)) throw unknownFields([input.pointer])
    const others = draft.content.disputes.filter((each) => each.pointer !== input.pointer)
    draft.content = { ...draft.content, disputes: [...others, input] }
    const applicable = await appliedFor(draft)
    return save(draft, applicable, await needs.applicant(actor, draft.partyId, draft.item.id))
  }

  async function putMaterial(actor: Actor, id: string, key: string, file: UploadedFile): Promise<Application> {
    const draft = await own(actor, id)
    const applicable = await appliedFor(draft)
    const material = applicable.item.materials.find((each) => each.key === key && each.submission === 'upload')
    if (!material) throw new Refusal('missing', 'applications.unknown-material', `The item asks for no upload ${key}`)
    const stored = await needs.files.put(file.bytes, { maxBytes: materialLimit, accept: acceptedKinds })
    await inTransaction(db, (tx) =>
      store.putMaterial(tx, draft, {
        ...stored,
        id: needs.newId(),
        key,
        name: material.name,
        fileName: safeFileName(file.name),
        at: clock(),
      }),
    )
    return present(draft, applicable, await needs.applicant(actor, draft.partyId, draft.item.id))
  }

  /** Files that this application's party handed in with earlier cases. */
  async function earlier(actor: Actor, id: string): Promise<EarlierMaterial[]> {
    const draft = await own(actor, id)
    await needs.applicant(actor, draft.partyId, draft.item.id)
    return (await needs.earlierMaterials(draft.realm, draft.partyId, mostEarlier)).map(presentEarlier)
  }

  /** 一次提交、多次复用: puts an earlier file of the same party in, with where it came from and how far it was trusted. */
  async function reuse(actor: Actor, id: string, key: string, materialId: string): Promise<Application> {
    const draft = await own(actor, id)
    const party = await needs.applicant(actor, draft.partyId, draft.item.id)
    const applicable = await appliedFor(draft)
    const material = applicable.item.materials.find((each) => each.key === key && each.submission === 'upload')
    if (!material) throw new Refusal('missing', 'applications.unknown-material', `The item asks for no upload ${key}`)
    const found = await needs.ownFile(draft.realm, draft.partyId, materialId)
    if (!found) throw new Refusal('missing', 'applications.unknown-earlier', `No earlier file ${materialId}`)
    await inTransaction(db, (tx) =>
      store.putMaterial(tx, draft, reused(found, { id: needs.newId(), key, name: material.name, at: clock() })),
    )
    return present(draft, applicable, party)
  }

  async function removeMaterial(actor: Actor, id: string, key: string): Promise<Application> {
    const draft = await own(actor, id)
    await inTransaction(db, (tx) => store.removeMaterial(tx, draft, key))
    return get(actor, id)
  }

  async function discard(actor: Actor, id: string): Promise<void> {
    const draft = await own(actor, id)
    await inTransaction(db, (tx) => store.remove(tx, draft.realm, draft.id))
  }

  /**
   * Turns the application into a case: facts older than a minute fetched afresh, everything checked, then one transaction that opens the case,
   * lets its flow run and removes the application. Refuses with `applications.incomplete` and every fault at once.
   */
  async function submit(actor: Actor, id: string, claim?: Claim, counter?: AtCounter): Promise<Opened> {
    const draft = await own(actor, id)
    const applicable = await appliedFor(draft)
    const party = await needs.applicant(actor, draft.partyId, draft.item.id)
    const { level } = applicable.item.handling
    // Only here: what was filled in is kept, and the person goes on from where they were. At a window a clerk has seen the card.
    if (level && !counter) await needs.needLevel(actor, level)
    const { compiled } = applicable.form
    const askAgain = async () => {
      const { answers, situations } = draft.content
      const found = await needs.resolve(actor, party, compiled, answers, reasonOf(applicable.item), situations)
      return { ...found, answers: withFacts(compiled, answers, found) }
    }
    const known = stillFresh(draft.content, clock()) ? draft.content : await askAgain()
    const today = cityDate(clock())
    const checked = checkAnswers(compiled, known.answers, { asOf: today })
    const uploads = applicable.item.materials.some((each) => each.submission === 'upload')
    const files = uploads ? draft.files : []
    const content = { ...draft.content, facts: known.facts, gaps: known.gaps }
    const materials = materialNeeds(applicable.item, content, files, needs.isNeeded)
    const whole = { draft, item: applicable.item, party, answers: checked.answers }
    const ready = applicable.item.matter ? await readyParts(needs, actor, whole) : { parts: [], faults: [] }
    const faults = [
      ...situationFaults(applicable.item, content, needs.isNeeded),
      ...withoutGaps(checked.faults, known, compiled),
      ...materialFaults(materials),
      ...ready.faults,
    ]
    if (faults.length > 0)
      throw new Refusal('invalid', 'applications.incomplete', 'Not everything is there yet', { faults })

    const office = await needs.routing(applicable.item, divisionIn(compiled, checked.answers))
    const request = caseRequest(draft, {
      applicable,
      party,
      known,
      files,
      office,
      answers: checked.answers,
      terms: termsOf(applicable.item, content, {
        ...{ needs: materials, holds: needs.isNeeded, by: actor.name },
        renews: content.renews && renewing.said(applicable.item, content.renews, checked.answers, needs.evaluate),
      }),
      branch: branchOf(applicable.item, content, needs.isNeeded),
      now: clock(),
    })
    const all = joined(
      counter ? atCounter(request, counter, { id: needs.newId(), at: clock() }) : request,
      ...([applicable.item, ready.parts, needs.newId] as const),
    )
    const acting =
      counter?.clerk ??
      (party.agentName ? { ...actor, onBehalfOf: { partyId: party.partyId, name: party.name } } : actor)
    return inTransaction(db, async (tx) => {
      // Of two at once the second finds at the end that it has become a case already, and leaves nothing behind.
      await store.takeAway(tx, draft)
      const opened = await needs.openCase(tx, acting, all.whole, applicable.item)
      for (const part of all.parts) await needs.openCase(tx, acting, part.request, part.item)
      await counter?.onOpened(tx, opened.caseId)
      await claim?.answer(tx, 201, opened)
      return opened
    }).catch(async (error: unknown) => {
      throw error instanceof TakenAway ? await changedOrGone(draft) : error
    })
  }

  async function own(actor: Actor, id: string): Promise<Draft & { files: DraftMaterial[] }> {
    const draft = await store.find(db, actor.realm, id)
    if (!draft || draft.accountId !== actor.accountId) throw missing(id)
    return draft
  }

  async function changedOrGone({ realm, id }: Draft): Promise<Refusal> {
    const other = await store.find(db, realm, id)
    return other ? new Refusal('conflict', 'applications.changed', 'It was changed meanwhile') : missing(id)
  }

  async function save(draft: Draft, applicable: Applicable, party: ApplicantFacts): Promise<Application> {
    const now = clock()
    const saved = await inTransaction(db, (tx) => store.update(tx, draft, now))
    if (!saved) throw new Refusal('conflict', 'applications.changed', 'It was changed meanwhile')
    return present({ ...draft, version: draft.version + 1, updatedAt: now }, applicable, party)
  }

  async function present(
    draft: Draft,
    applicable: Applicable,
    party: ApplicantFacts,
    known?: DraftMaterial[],
  ): Promise<Application> {
    const files = known ?? (await store.materials(db, draft.realm, draft.id))
    return presentApplication(draft, files, { applicable, party, isNeeded: needs.isNeeded, today: cityDate(clock()) })
  }

  /** Removes applications that nobody touched for ninety days; answers how many. */
  const sweep = (): Promise<number> => store.removeUntouched(db, new Date(clock().getTime() - keptFor))

  return {
    renewals: renewing.offers,
    licenceChanges: renewing.changes,
    start,
    get,
    list,
    answer,
    dispute,
    earlier,
    reuse,
    putMaterial,
    removeMaterial,
    discard,
    moveDrafts: store.move,
    submit,
    sweep,
  }
}

export type ApplicationService = ReturnType<typeof createApplications>

function missing(id: string): Refusal {
  return new Refusal('missing', 'applications.missing', `No application ${id} of this account`)
}
