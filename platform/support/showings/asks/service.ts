import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import type { CredentialService } from '#support/credentials/index.ts'
import type { Grant, NewGrant } from '../contract.ts'
import { isHolder, officesOf } from '../policy.ts'
import type { ShowingNeeds } from '../service.ts'
import { type Ask, type Askable, type NewAsk, useAsked } from './contract.ts'
import * as store from './store.ts'

const dayMillis = 86_400_000

type AskNeeds = Omit<ShowingNeeds, 'credentials'> & {
  credentials: Pick<CredentialService, 'get' | 'idOfCode'>
  publish: Publish
  /** Lets an office use a credential; `within` the answer that says so. */
  grant: (actor: Actor, wanted: NewGrant, within: (tx: Tx, grant: Grant) => Promise<void>) => Promise<Grant>
}

type Query = { limit: number; cursor?: string }

/** 请求授权: an office asks, the holder agrees or declines; nothing is read before that. */
export function createAsks(needs: AskNeeds) {
  const { db, clock, newId } = needs

  /** What stands on the credential with the code, by names alone; officials of no office that uses grants learn nothing. */
  async function askable(actor: Actor, verifyCode: string) {
    const [departmentId] = officesOf(actor)
    if (!departmentId) throw new Refusal('forbidden', 'showings.not-for-you', `${actor.accountId} uses no grants`)
    const id = await needs.credentials.idOfCode(actor.realm, verifyCode)
    const { credential, faceItems, grantable } = await needs.credentials.get(systemActor(actor.realm), id)
    if (credential.status !== 'valid')
      throw new Refusal('conflict', 'showings.not-in-force', `The credential is ${credential.status}`)
    const fields = [
      { key: 'number', title: '编号', titleEn: 'Number' },
      { key: 'holder', title: '持有人', titleEn: 'Holder' },
      ...faceItems.filter(({ key }) => grantable.includes(key)).map(({ value: _, ...field }) => field),
    ]
    return { departmentId, credential, fields }
  }

  const askOf = (row: store.AskRow): Ask => {
    const { id, fieldNames, purpose, days, maxUses, askedBy, state, grantId } = row
    return {
      ...{ id, fieldNames, purpose, days, maxUses, askedBy, state },
      credential: row.credentialName,
      department: row.departmentName,
      askedAt: row.askedAt.toISOString(),
      ...(grantId ? { grantId } : {}),
    }
  }

  async function page(actor: Actor, of: Parameters<typeof store.selectAsks>[2], query: Query): Promise<Page<Ask>> {
    const before = query.cursor ? String(decodeCursor(query.cursor, 1)[0]) : undefined
    const rows = await store.selectAsks(db, actor.realm, of, before, query.limit + 1)
    const found = pageOf(rows, query.limit, ({ id }) => [id])
    return { ...found, items: found.items.map(askOf) }
  }

  return {
    async askable(actor: Actor, verifyCode: string): Promise<Askable> {
      const { credential, fields } = await askable(actor, verifyCode)
      return { credential: credential.record.type.name, fields }
    },

    async ask(actor: Actor, wanted: NewAsk): Promise<Ask> {
      const { departmentId, credential, fields } = await askable(actor, wanted.verifyCode)
      const names = wanted.fields.map((field) => fields.find(({ key }) => key === field)?.title)
      if (names.includes(undefined))
        throw new Refusal('invalid', 'showings.field-unknown', 'The credential has no such field')
      const department = await needs.department(actor.realm, departmentId)
      const row: store.AskRow = {
        id: newId(),
        credentialId: credential.id,
        credentialName: `${credential.record.type.name} ${credential.record.number}`,
        holderParty: credential.holderPartyId,
        fields: wanted.fields,
        fieldNames: names as string[],
        ...{ departmentId, departmentName: department.name },
        ...{ purpose: wanted.purpose, days: wanted.days, maxUses: wanted.maxUses },
        ...{ askedBy: actor.name, askerId: actor.accountId, askedAt: clock(), state: 'open', grantId: null },
      }
      await inTransaction(db, async (tx) => {
        await store.insertAsk(tx, actor.realm, row)
        const about = { credential: row.credentialName, department: department.name, purpose: row.purpose }
        const data = { askId: row.id, partyId: row.holderParty, ...about }
        await needs.publish(tx, useAsked, { realm: actor.realm, subject: row.id, data })
      })
      // The office learns the number of a credential only when the holder agrees to that.
      return askOf({ ...row, credentialName: credential.record.type.name })
    },

    /** What I am asked, newest first. */
    mine: async (actor: Actor, query: Query) => page(actor, { parties: await needs.partiesOf(actor) }, query),

    async ofOffice(actor: Actor, query: Query): Promise<Page<Ask>> {
      const found = await page(actor, { departments: officesOf(actor) }, query)
      return { ...found, items: found.items.map((ask) => ({ ...ask, credential: ask.credential.split(' ')[0]! })) }
    },

    async answer(actor: Actor, id: string, agree: boolean): Promise<Ask> {
      const { realm } = actor
      const row = await store.selectAsk(db, realm, id)
      if (!row || !isHolder(actor, row, await needs.partiesOf(actor)))
        throw new Refusal('missing', 'showings.missing', `No ask ${id}`)
      const at = clock()
      const said = async (tx: Tx, answer: { state: 'granted' | 'declined'; grantId?: string }) => {
        if (!(await store.answerAsk(tx, realm, id, { at, ...answer })))
          throw new Refusal('conflict', 'showings.answered', `The ask ${id} is answered`)
      }
      if (agree) {
        const { credentialId, fields, departmentId, purpose, maxUses, days } = row
        const validTo = new Date(at.getTime() + days * dayMillis).toISOString()
        const wanted = { credentialId, fields, departmentId, purpose, maxUses, validTo }
        await needs.grant(actor, wanted, (tx, grant) => said(tx, { state: 'granted', grantId: grant.id }))
      } else await inTransaction(db, (tx) => said(tx, { state: 'declined' }))
      return askOf((await store.selectAsk(db, realm, id))!)
    },
  }
}

export type Asks = ReturnType<typeof createAsks>
