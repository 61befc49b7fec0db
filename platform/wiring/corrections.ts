import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import { systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { CallOutside, CaseService } from '#support/cases/index.ts'
import type { Registers } from '#support/registers/index.ts'

/**
 * `registers.correct`: inputs `register`, `field`, `value`. Puts one field of the one record about the party of the case
 * right; the record as it was stays in the history of the register. It runs after the commit, for it reads the record whole.
 */
export function createCorrections(needs: {
  db: Db
  clock: Clock
  cases: Pick<CaseService, 'whole'>
  registers: Registers
  numberOf: (realm: string, partyId: string) => Promise<string | undefined>
}): CallOutside {
  const { registers } = needs
  return async ({ realm, caseId, inputs }) => {
    const [key, field] = [String(inputs.register ?? ''), String(inputs.field ?? '')]
    try {
      const register = await registers.get(realm, key)
      const { current } = await needs.cases.whole.out(realm, caseId)
      const subject = await needs.numberOf(realm, current.party.partyId)
      if (!register.subject || !subject) throw notHere(key, 'names nobody it is about')
      const { rows } = await registers.read(systemActor(realm), {
        register: key,
        key: { [register.subject]: subject },
        fields: register.fields.map((each) => each.key),
        many: true,
        purpose: `异议核实 ${current.no}`,
        basis: '个人信息保护法第46条',
        caseId,
      })
      const [record] = rows
      if (!record || rows.length > 1) throw notHere(key, `holds ${rows.length} records about the party`)
      const values = { ...record, [field]: inputs.value }
      await inTransaction(needs.db, (tx) => registers.record(tx, realm, key, values))
      return { result: { register: key, field, corrected: true } }
    } catch (error) {
      // What cannot be corrected here is corrected by a person in the source system; the flow says who.
      if (error instanceof Refusal) return { failure: { code: error.code, message: error.message } }
      throw error
    }
  }
}

const notHere = (key: string, why: string) =>
  new Refusal('conflict', 'registers.not-one-record', `Register ${key} ${why}`)
