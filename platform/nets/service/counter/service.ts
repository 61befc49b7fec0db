import { createHash, randomInt } from 'node:crypto'
import type { Static } from 'typebox'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Files } from '#ground/files/files.ts'
import type { Claim } from '#ground/http/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { parseCitizenId } from '#kernel/codes/citizen-id.ts'
import { Refusal } from '#kernel/errors.ts'
import { mask } from '#kernel/masks.ts'
import { cityDate } from '#kernel/working-days.ts'
import { acceptedKinds, materialLimit, type Opened, safeFileName, type UploadedFile } from '#support/cases/index.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { AnswersInput, Application } from '../applications/contract.ts'
import type { ApplicationService } from '../applications/index.ts'
import type { Assisted, AssistedRow, AssistInput } from './contract.ts'
import { forPerson, windowPost } from './policy.ts'
import * as store from './store.ts'

const minute = 60_000
const codeLives = 10 * minute

export type CounterNeeds = {
  db: Db
  clock: Clock
  secrets: Secrets
  files: Files
  applications: ApplicationService
  people: {
    /** The person of this number, known before or from now on; undefined when the name is another's. */
    personOf(
      realm: string,
      who: { name: string; idNumber: string },
    ): Promise<{ partyId: string; accountId?: string } | undefined>
    read(realm: string, partyId: string): Promise<{ idNumber: string; mobile?: string }>
  }
  /** Makes ready to send; what it gives sends the words to the phone in the transaction of whoever asks. */
  sendCode: (
    realm: string,
  ) => Promise<(tx: Tx, to: { mobile: string; code: string; what: string; clerk: string }) => Promise<void>>
  appendLeaf: (tx: Tx, leaf: { realm: string; kind: string; subject: string; digest: Buffer }) => Promise<void>
  recordAudit: RecordAudit
}

/** 窗口帮办: a clerk fills in an application for the person before them, who confirms it by their own phone or signature. */
export function createCounter(needs: CounterNeeds) {
  const { db, clock, applications, people } = needs
  const codeDigest = (id: string, code: string) => needs.secrets.blindIndex(`counter:${id}:${code}`)

  const note = (tx: Tx, clerk: Actor, act: string, id: string, after: Record<string, unknown>) =>
    needs.recordAudit(tx, clerk, { action: `counter.${act}`, objectType: 'application', objectId: id, after })

  async function begin(clerk: Actor, input: AssistInput): Promise<Assisted> {
    const post = insist(clerk)
    const number = parseCitizenId(input.idNumber, cityDate(clock()))
    if (!number.ok) throw new Refusal('invalid', 'counter.bad-number', 'Not an ID number')
    const name = input.name.trim()
    const person = await people.personOf(clerk.realm, { name, idNumber: number.value.number })
    if (!person) throw new Refusal('conflict', 'counter.not-the-person', 'Name and number do not belong together')
    if (person.partyId === clerk.partyId) throw new Refusal('forbidden', 'counter.self', 'Nobody serves themself')
    const application = await applications.start(forPerson(clerk, { partyId: person.partyId, name }), {
      itemId: input.itemId,
    })
    const begun = {
      ...{
        realm: clerk.realm,
        id: application.id,
        clerk_id: clerk.accountId,
        clerk_name: clerk.name,
        post_id: post.id,
      },
      ...{ department_id: post.departmentId, department_name: post.departmentName, party_id: person.partyId },
      ...{ person_name: name, person_account: person.accountId ?? null, identified_by: input.identifiedBy },
      ...{ item_name: application.item.name, begun_at: clock() },
    }
    await inTransaction(db, async (tx) => {
      await store.insertAssisted(tx, begun)
      await note(tx, clerk, 'begin', application.id, { partyId: person.partyId, identifiedBy: input.identifiedBy })
    })
    return get(clerk, application.id)
  }

  async function get(clerk: Actor, id: string): Promise<Assisted> {
    const { row, person } = await own(clerk, id)
    return present(row, await applications.get(person, id))
  }

  async function list(clerk: Actor): Promise<AssistedRow[]> {
    insist(clerk)
    return (await store.listAssisted(db, clerk.realm, clerk.accountId)).map(headOf)
  }

  async function answer(clerk: Actor, id: string, input: Static<typeof AnswersInput>): Promise<Assisted> {
    const { row, person } = await own(clerk, id)
    return present(row, await applications.answer(person, id, input))
  }

  async function putMaterial(clerk: Actor, id: string, key: string, file: UploadedFile): Promise<Assisted> {
    const { row, person } = await own(clerk, id)
    return present(row, await applications.putMaterial(person, id, key, file))
  }

  async function removeMaterial(clerk: Actor, id: string, key: string): Promise<Assisted> {
    const { row, person } = await own(clerk, id)
    return present(row, await applications.removeMaterial(person, id, key))
  }

  async function discard(clerk: Actor, id: string): Promise<void> {
    const { row, person } = await own(clerk, id)
    await applications.discard(person, id)
    await inTransaction(db, async (tx) => {
      await store.deleteAssisted(tx, row)
      await note(tx, clerk, 'discard', id, {})
    })
  }

  /** A code to the person's own phone, with what they confirm by telling it. */
  async function sendCode(clerk: Actor, id: string): Promise<void> {
    const { row, person } = await own(clerk, id)
    const { mobile } = await people.read(row.realm, row.party_id)
    if (!mobile) throw new Refusal('conflict', 'counter.no-phone', 'No phone of the person is known')
    const of = digestOf(await applications.get(person, id))
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const now = clock()
    const leave = await needs.sendCode(row.realm)
    await inTransaction(db, async (tx) => {
      const notAfter = new Date(now.getTime() - minute)
      if (!(await store.putCode(tx, row, { digest: codeDigest(id, code), of, now, notAfter })))
        throw new Refusal('limited', 'counter.code-too-soon', 'A code was sent within the last minute')
      await leave(tx, { mobile, code, what: row.item_name, clerk: row.department_name })
    })
  }

  /** The person told the code: they confirm what stood there when it was sent. */
  async function confirmByPhone(clerk: Actor, id: string, code: string): Promise<Assisted> {
    const { row, person } = await own(clerk, id)
    const now = clock()
    const digest = digestOf(await applications.get(person, id))
    const right = await inTransaction(db, async (tx) => {
      const sent = await store.tryCode(tx, row, new Date(now.getTime() - codeLives))
      if (!sent?.digest.equals(codeDigest(id, code)) || !sent.of.equals(digest)) return false
      await confirmed(tx, clerk, row, { by: 'phone', at: now, digest })
      return true
    })
    if (!right) throw new Refusal('invalid', 'counter.wrong-code', 'The code is wrong, too old, or for other words')
    return get(clerk, id)
  }

  /** The confirmation that the person signed, scanned: what stands now is what they signed. */
  async function confirmOnPaper(clerk: Actor, id: string, file: UploadedFile): Promise<Assisted> {
    const { row, person } = await own(clerk, id)
    const digest = digestOf(await applications.get(person, id))
    const stored = await needs.files.put(file.bytes, { maxBytes: materialLimit, accept: acceptedKinds })
    const paper = { ...stored, fileName: safeFileName(file.name) }
    await inTransaction(db, (tx) => confirmed(tx, clerk, row, { by: 'paper', at: clock(), digest, paper }))
    return get(clerk, id)
  }

  async function confirmed(
    tx: Tx,
    clerk: Actor,
    row: store.AssistedTable,
    said: Parameters<typeof store.saveConfirmation>[2],
  ): Promise<void> {
    await store.saveConfirmation(tx, row, said)
    await needs.appendLeaf(tx, { realm: row.realm, kind: 'counter-confirmation', subject: row.id, digest: said.digest })
    const after = {
      by: said.by,
      digest: said.digest.toString('hex'),
      ...(said.paper ? { paper: said.paper.hash } : {}),
    }
    await note(tx, clerk, 'confirm', row.id, after)
  }

  /** Turns it into a case of the person, submitted by the clerk on their behalf; only as it was confirmed. */
  async function submit(clerk: Actor, id: string, claim?: Claim): Promise<Opened> {
    const { row, person } = await own(clerk, id)
    const digest = digestOf(await applications.get(person, id))
    if (!row.confirmed_by || !row.confirmed_digest?.equals(digest))
      throw new Refusal('conflict', 'counter.not-confirmed', 'Not confirmed as it stands')
    return applications.submit(person, id, claim, {
      clerk: { ...clerk, onBehalfOf: { partyId: row.party_id, name: row.person_name } },
      accountId: row.person_account ?? clerk.accountId,
      ...(row.paper ? { paper: row.paper } : {}),
      onOpened: async (tx, caseId) => {
        await store.saveSubmitted(tx, row, caseId, clock())
        await note(tx, clerk, 'submit', id, { caseId, confirmedBy: row.confirmed_by })
      },
    })
  }

  return {
    begin,
    get,
    list,
    answer,
    putMaterial,
    removeMaterial,
    discard,
    sendCode,
    confirmByPhone,
    confirmOnPaper,
    submit,
  }

  function insist(clerk: Actor) {
    const post = windowPost(clerk)
    if (!post) throw new Refusal('forbidden', 'counter.forbidden', 'No intake post')
    return post
  }

  async function own(clerk: Actor, id: string) {
    insist(clerk)
    const row = await store.findAssisted(db, clerk.realm, clerk.accountId, id)
    if (!row) throw new Refusal('missing', 'applications.missing', `No application ${id} at this window`)
    return { row, person: forPerson(clerk, { partyId: row.party_id, name: row.person_name }) }
  }

  async function present(row: store.AssistedTable, application: Application): Promise<Assisted> {
    const { idNumber, mobile } = await people.read(row.realm, row.party_id)
    return {
      ...headOf(row),
      idNumber: mask('id-staff', idNumber),
      identifiedBy: row.identified_by,
      clerk: row.clerk_name,
      window: row.department_name,
      ...(mobile ? { phone: mask('phone', mobile) } : {}),
      ...(row.confirmed_by && row.confirmed_at
        ? {
            confirmation: {
              by: row.confirmed_by,
              at: row.confirmed_at.toISOString(),
              stands: row.confirmed_digest?.equals(digestOf(application)) ?? false,
            },
          }
        : {}),
      application,
    }
  }
}

export type CounterService = ReturnType<typeof createCounter>

const headOf = (row: store.AssistedTable): AssistedRow => ({
  id: row.id,
  person: row.person_name,
  itemName: row.item_name,
  begunAt: row.begun_at.toISOString(),
})

/** What a person confirms: what they say, what they hand in, what they agree to. */
function digestOf({ item, applicant, answers, materials, promises, situations }: Application): Buffer {
  const said = {
    ...{ item: item.id, applicant: applicant.partyId, answers },
    materials: materials.map(({ key, state, file }) => ({ key, state, file: file?.id ?? null })),
    promises: promises.map(({ key, signedAt }) => ({ key, signedAt: signedAt ?? null })),
    situations: situations.map(({ key, chosen }) => ({ key, chosen: chosen ?? null })),
  }
  return createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(said))))
    .digest()
}
