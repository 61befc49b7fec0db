import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { CredentialService, CredentialType } from '#support/credentials/index.ts'
import type { Packs } from '#support/packs/index.ts'
import type { Registers } from '#support/registers/index.ts'
import type { AskForFact, FactCertificate, FactCertificateLine, GivenFact } from './contract.ts'

export type FactNeeds = {
  db: Db
  packs: Pick<Packs, 'list'>
  registers: Pick<Registers, 'read' | 'get'>
  credentials: Pick<CredentialService, 'issue'>
  typeOf: (key: string) => Promise<CredentialType>
  department: (realm: string, id: string) => Promise<{ name: string }>
  /** The parties a citizen may act for, the person first. */
  partiesOf: (actor: Actor) => Promise<string[]>
  holderOf: (
    realm: string,
    partyId: string,
  ) => Promise<{ partyId: string; name: string; idType: string; idNumber?: string }>
}

/** 电子证明: looked up at its source, sealed and given at once, with nobody in between. */
export function createFactCertificates(needs: FactNeeds) {
  const { db } = needs
  const declared = async () =>
    (await needs.packs.list<FactCertificate>('fact-certificate')).map(({ content }) => content)

  return {
    async list(realm: string): Promise<FactCertificateLine[]> {
      return Promise.all(
        (await declared()).map(async ({ key, name, nameEn, about, aboutEn, audience, department, register }) => ({
          ...{ key, name, nameEn, about, aboutEn, audience },
          department: (await needs.department(realm, department)).name,
          source: (await needs.registers.get(realm, register)).sourceLabel,
        })),
      )
    },

    async ask(actor: Actor, key: string, wanted: AskForFact, claim?: Claim): Promise<GivenFact> {
      const certificate = (await declared()).find((each) => each.key === key)
      if (!certificate) throw new Refusal('missing', 'facts.missing', `No certificate ${key}`)
      const holder = await holderFor(actor, certificate, wanted.onBehalfOf)
      const read = await lookUp(actor, certificate, holder.idNumber!)
      const found = read.status === 'found'
      if (!found && !certificate.absent)
        throw new Refusal('conflict', 'facts.no-record', `No record in ${certificate.register}`)
      const type = found ? certificate.credential : certificate.absent!.credential
      const said: Record<string, unknown> = {
        ...(found
          ? Object.fromEntries(
              Object.entries(certificate.fields).map(([element, field]) => [element, read.values[field]]),
            )
          : { statement: certificate.absent!.statement }),
        name: holder.name,
        purpose: wanted.purpose,
        receiver: wanted.receiver,
        asOf: cityDate(new Date(read.fetchedAt)),
      }
      return inTransaction(db, async (tx) => {
        const issued = await needs.credentials.issue(tx, systemActor(actor.realm), {
          type,
          departmentId: certificate.department,
          holder,
          elements: asText(await needs.typeOf(type), said),
          reason: `电子证明：${certificate.name}，用于${wanted.purpose}`,
        })
        const { credentialId, name, number, verifyCode } = issued
        const given: GivenFact = { credentialId, name, number, verifyCode, found }
        await claim?.answer(tx, 201, given)
        return given
      })
    },
  }

  /** Whose fact it is: the person who asks, or the firm they act for. */
  async function holderFor(actor: Actor, { audience }: FactCertificate, onBehalfOf: string | undefined) {
    const refusal = new Refusal('forbidden', 'facts.not-for-you', `${actor.accountId} may not ask for this`)
    const partyId = onBehalfOf ?? actor.partyId
    if (!partyId || !(await needs.partiesOf(actor)).includes(partyId)) throw refusal
    const holder = await needs.holderOf(actor.realm, partyId)
    if ((holder.idType === 'uscc') !== (audience === 'legal') || !holder.idNumber) throw refusal
    return holder
  }

  async function lookUp(
    actor: Actor,
    { name, register, subject, where, fields, basis }: FactCertificate,
    number: string,
  ) {
    const read = await needs.registers.read(actor, {
      register,
      key: { [subject]: number },
      fields: [...new Set([...Object.values(fields), ...Object.keys(where ?? {})])],
      many: true,
      purpose: `开具${name}`,
      basis,
    })
    if (read.status === 'unavailable')
      throw new Refusal('unavailable', 'facts.unavailable', `${register} does not answer`)
    const values = read.rows.find((row) => Object.entries(where ?? {}).every(([field, value]) => row[field] === value))
    return values ? { ...read, values } : { ...read, status: 'missing' as const, values: {} }
  }
}

/** What a type has as text is written as text, whatever the register had. */
function asText(type: CredentialType, said: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(said).map(([key, value]) => {
      const text = type.elements.properties[key]?.type === 'string' && value !== null && value !== undefined
      return [key, text ? String(value) : value]
    }),
  )
}

export type FactCertificates = ReturnType<typeof createFactCertificates>
