import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import { acceptedKinds, materialLimit, type Opened, safeFileName, type UploadedFile } from '#support/cases/index.ts'
import { checkAnswers, withFacts } from '#support/forms/contract.ts'
import { changed, confirmable, divisionIn, reasonOf, refuseWrongAudience, unknownFields } from './answers.ts'
import { type Draft, type DraftMaterial, materialFaults, materialNeeds, stillFresh } from './application.ts'
import type { Application, ApplicationRow } from './contract.ts'
import type { Applicable, ApplicantFacts, ApplicationNeeds } from './needs.ts'
import { presentApplication, withoutGaps } from './present.ts'
import { caseRequest } from './request.ts'
import { createApplicationStore } from './store.ts'

const mostDrafts = 50

/** What people have written is kept this long without a word from them, then removed (个人信息保护法第19条: no longer than needed). */
const keptFor = 90 * 86_400_000

/** The citizen's side: fill in with what is already known, hand in what is truly missing, submit once. */
export function createApplications(needs: ApplicationNeeds) {
  const { db, clock } = needs
  const store = createApplicationStore(needs)

  async function start(
    actor: Actor,
    input: { itemId: string; onBehalfOf?: string; answers?: Record<string, unknown>; confirm?: string[] },
  ): Promise<Application> {
    const party = await needs.applicant(actor, input.onBehalfOf)
    const applicable = await needs.applicable(input.itemId)
    refuseWrongAudience(applicable.item, party)
    const { compiled } = applicable.form
    const answers = changed(compiled, {}, input.answers ?? {})
    const known = await needs.resolve(actor, party, compiled, answers, reasonOf(applicable.item))
    const draft: Draft = {
      realm: actor.realm,
      id: needs.newId(),
      accountId: actor.accountId,
      partyId: party.partyId,
      partyName: party.name,
      item: { id: applicable.id, version: applicable.version, name: applicable.item.name },
      form: { key: applicable.form.key, version: applicable.form.version },
      content: {
        answers: withFacts(compiled, answers, known),
        facts: known.facts,
        gaps: known.gaps,
        disputes: [],
        confirmed: confirmable(applicable.item, input.confirm ?? []),
      },
      version: 1,
      updatedAt: clock(),
    }
    if (!(await store.insert(db, draft, mostDrafts)))
      throw new Refusal('limited', 'applications.too-many', `At most ${mostDrafts} unsubmitted applications`)
    return present(draft, applicable, party, [])
  }

  async function get(actor: Actor, id: string): Promise<Application> {
    const draft = await own(actor, id)
    return present(
      draft,
      await needs.applicable(draft.item.id, draft.item.version),
      await needs.applicant(actor, draft.partyId),
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
  async function answer(
    actor: Actor,
    id: string,
    input: { answers: Record<string, unknown>; confirm?: string[] },
  ): Promise<Application> {
    const draft = await own(actor, id)
    const applicable = await needs.applicable(draft.item.id, draft.item.version)
    const party = await needs.applicant(actor, draft.partyId)
    const { compiled } = applicable.form
    const answers = changed(compiled, draft.content.answers, input.answers)
    const known = await needs.resolve(actor, party, compiled, answers, reasonOf(applicable.item))
    draft.content = {
      ...draft.content,
      answers: withFacts(compiled, answers, known),
      facts: known.facts,
      gaps: known.gaps,
      confirmed: confirmable(applicable.item, input.confirm ?? draft.content.confirmed),
    }
    return save(draft, applicable, party)
  }

  /** The applicant says a fact is wrong: it goes to the source department with the case, and a person looks at it. */
  async function dispute(actor: Actor, id: string, input: { pointer: string; claim: string }): Promise<Application> {
    const draft = await own(actor, id)
    if (!draft.content.facts.some((fact) => fact.pointer === input.pointer)) throw unknownFields([input.pointer])
    const others = draft.content.disputes.filter((each) => each.pointer !== input.pointer)
    draft.content = { ...draft.content, disputes: [...others, input] }
    const applicable = await needs.applicable(draft.item.id, draft.item.version)
    return save(draft, applicable, await needs.applicant(actor, draft.partyId))
  }

  async function putMaterial(actor: Actor, id: string, key: string, file: UploadedFile): Promise<Application> {
    const draft = await own(actor, id)
    const applicable = await needs.applicable(draft.item.id, draft.item.version)
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
    return present(draft, applicable, await needs.applicant(actor, draft.partyId))
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
  async function submit(actor: Actor, id: string, claim?: Claim): Promise<Opened> {
    const draft = await own(actor, id)
    const applicable = await needs.applicable(draft.item.id, draft.item.version)
    const party = await needs.applicant(actor, draft.partyId)
    const { compiled } = applicable.form
    const askAgain = async () => {
      const { answers } = draft.content
      const found = await needs.resolve(actor, party, compiled, answers, reasonOf(applicable.item))
      return { ...found, answers: withFacts(compiled, answers, found) }
    }
    const known = stillFresh(draft.content, clock()) ? draft.content : await askAgain()
    const today = cityDate(clock())
    const checked = checkAnswers(compiled, known.answers, { asOf: today })
    const uploads = applicable.item.materials.some((each) => each.submission === 'upload')
    const files = uploads ? await store.materials(db, draft.realm, draft.id) : []
    const materials = materialNeeds(applicable.item, draft.content, files, needs.isNeeded)
    const faults = [...withoutGaps(checked.faults, known, compiled), ...materialFaults(materials)]
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
      now: clock(),
    })
    const acting = party.agentName ? { ...actor, onBehalfOf: { partyId: party.partyId, name: party.name } } : actor
    return inTransaction(db, async (tx) => {
      // Taken away first: of two at once the second waits here, and then finds that it has become a case already.
      if (!(await store.remove(tx, draft.realm, draft.id, draft.version))) {
        await claim?.recall(tx)
        throw await changedOrGone(tx, draft)
      }
      const opened = await needs.openCase(tx, acting, request)
      await claim?.answer(tx, 201, opened)
      return opened
    })
  }

  async function own(actor: Actor, id: string): Promise<Draft> {
    const draft = await store.find(db, actor.realm, id)
    if (!draft || draft.accountId !== actor.accountId) throw missing(id)
    return draft
  }

  async function changedOrGone(tx: Tx, { realm, id }: Draft): Promise<Refusal> {
    const other = await store.find(tx, realm, id)
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

  return { start, get, list, answer, dispute, putMaterial, removeMaterial, discard, submit, sweep }
}

export type ApplicationService = ReturnType<typeof createApplications>

function missing(id: string): Refusal {
  return new Refusal('missing', 'applications.missing', `No application ${id} of this account`)
}
