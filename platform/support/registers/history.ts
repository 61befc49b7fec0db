import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import type { RecordVersion, Register, RegisterLookup } from './contract.ts'
import { readerOf } from './my-reads.ts'
import { refuseWithoutPurpose } from './policy.ts'
import type { ReadLog } from './read-log.ts'
import { readable } from './reading.ts'
import { maskRecord } from './record.ts'
import type { Sealing } from './sealing.ts'
import { findVersions } from './store.ts'
import { fieldOf, searchColumn, tableName } from './table.ts'

const mostVersions = 100

/**
 * Records as they are, as they were on a day, and as they were known on a day to have been: each version says since when
 * it holds, until when, and when it was learnt. Masked, and in the log of each person it is about before it leaves.
 */
export function createHistory({ db, clock, sealing, log }: { db: Db; clock: Clock; sealing: Sealing; log: ReadLog }) {
  return async (actor: Actor, register: Register, asked: RegisterLookup): Promise<RecordVersion[]> => {
    const fields = asked.fields ?? register.fields.map(({ key }) => key)
    const request = { register: register.key, key: asked.key, fields, purpose: asked.purpose, basis: asked.basis }
    refuseWithoutPurpose(request)
    const { where } = readable(register, request, sealing)
    const subject = register.subject === undefined ? undefined : fieldOf(register, register.subject)
    const subjectColumn = subject && searchColumn(subject)
    const now = clock()
    const known = asked.asKnown ? new Date(asked.asKnown) : now
    const found = Object.values(where).includes(undefined)
      ? []
      : await findVersions(db, {
          table: tableName(register.key),
          realm: actor.realm,
          where,
          keyColumns: register.keyFields.map((key) => searchColumn(fieldOf(register, key))),
          columns: [...new Set([...fields, ...(subjectColumn ? [subjectColumn] : [])])],
          known,
          limit: mostVersions,
          ...(asked.history ? {} : { asOf: asked.asOf ? new Date(asked.asOf) : now }),
        })
    const met = found.map(({ values }) => (subjectColumn ? sealing.subjectIndex(values[subjectColumn]) : null))
    const asking = subjectColumn ? sealing.subjectIndex(where[subjectColumn]) : null
    const subjects = new Map([...met, asking].map((index) => [index?.toString('hex'), index]))
    if (subjects.size > 1) subjects.delete(undefined)
    const line = {
      ...readerOf(actor),
      ...{ register: register.key, fields, purpose: asked.purpose.trim(), basis: asked.basis.trim(), case_id: null },
      status: found.length > 0 ? ('found' as const) : ('missing' as const),
    }
    await log.append(line, [...subjects.values()])
    return found.map(({ values, version, validFrom, validTo, recordedAt }) => ({
      version,
      values: maskRecord(register, sealing.open(register, fields, values)),
      ...(validFrom instanceof Date ? { validFrom: validFrom.toISOString() } : {}),
      // What ended later was not known to end.
      ...(validTo instanceof Date && validTo <= known ? { validTo: validTo.toISOString() } : {}),
      recordedAt: recordedAt.toISOString(),
    }))
  }
}
