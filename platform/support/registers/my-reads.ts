import type { Actor } from '#kernel/actor.ts'
import type { ReadLogEntry, Register } from './contract.ts'
import type { ReadRow } from './store.ts'

/** Who reads, as a line of the read log keeps it. */
export function readerOf(actor: Actor) {
  return {
    realm: actor.realm,
    reader_kind: actor.kind,
    reader_account: actor.accountId,
    // People learn which department read, not which official: who it was is for the auditors, by the account.
    reader: actor.kind === 'official' ? (actor.posts[0]?.departmentName ?? '') : actor.name,
    on_behalf_of: actor.onBehalfOf?.partyId ?? null,
    ip: actor.ip ?? null,
  }
}

/** A line of the read log as the person it is about sees it, with the names of fields in place of their keys. */
export function entryOf(row: ReadRow, register: Register | undefined): ReadLogEntry {
  const nameOf = (key: string) => register?.fields.find((field) => field.key === key)?.name ?? key
  return {
    readAt: row.read_at.toISOString(),
    register: row.register,
    registerName: register?.sourceLabel ?? row.register,
    registerNameEn: register?.nameEn ?? row.register,
    fields: row.fields.map(nameOf),
    reader: row.reader,
    readerKind: row.reader_kind,
    purpose: row.purpose,
    basis: row.basis,
    status: row.status,
    ...(row.case_id ? { caseId: row.case_id } : {}),
  }
}
