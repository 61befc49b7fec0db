import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Files } from '#ground/files/files.ts'
import { newFileKey, sealStream } from '#ground/files/sealing.ts'
import type { NewId } from '#ground/ids.ts'
import type { JobHandler, Jobs } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import { bytesToSign, type Signer } from '#support/keys/index.ts'
import type { Gateway } from '../gateway/index.ts'
import type { Sharing } from '../sharing/index.ts'
import type { Export, ExportInput, ExportReceipt, OrderedExport, Trace, TraceInput } from './contract.ts'
import { readBack, rowOf, type Values, written } from './format.ts'
import * as store from './store.ts'
import { agreementOf, inMarkedOrder } from './watermark.ts'

export type ExportsNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  files: Files
  jobs: Jobs
  sharing: Pick<Sharing, 'get' | 'forUser' | 'grantNow' | 'mayOversee'>
  gateway: Pick<Gateway, 'pages'>
  logSigner: (realm: string) => Promise<Signer>
  recordAudit: (
    tx: Tx,
    actor: Actor,
    note: { action: string; objectType: string; objectId: string; purpose?: string },
  ) => Promise<void>
}

export type Exports = ReturnType<typeof createExports>

const makeJob = 'exports.make'
const sealedAs = 'exports.export.file-key'
/** What one file may hold: it is put in its own order in memory. */
const mostRows = 200_000
/** Of the files of some years, against which a leaked one is held; and of its rows, which are more than enough. */
const mostCompared = 2_000
const mostRowsCompared = 150

/** 批量文件: all records of a grant in one file, sealed for whoever ordered it, given once, marked, with a signed receipt. */
export function createExports(needs: ExportsNeeds) {
  const { db, clock, sharing } = needs

  /** For the department that was granted the data. The key is told now and never again. */
  async function order(actor: Actor, demandId: string, { format }: ExportInput): Promise<OrderedExport> {
    const { no, register, user, purpose } = await sharing.forUser(actor, demandId)
    const [id, key, at] = [needs.newId(), newFileKey(), clock()]
    await inTransaction(db, async (tx) => {
      await store.insertExport(tx, {
        ...{ realm: actor.realm, id, demand_id: demandId, demand_no: no, register, format, state: 'making' },
        ...{ ordered_by: actor.accountId, ordered_name: actor.name, ordered_at: at },
        mark: `${user} ${actor.name} ${cityDate(at)} ${purpose} ${id}`,
        file_key: needs.secrets.encrypt(key.toString('base64'), sealedAs),
      })
      await audit(tx, actor, 'order', id, purpose)
      await needs.jobs.add(tx, makeJob, { realm: actor.realm, id }, { key: `${makeJob}:${id}` })
    })
    return { id, key: key.toString('base64') }
  }

  /** Reads what the grant gives now, which may be less than when the file was ordered. */
  const make: JobHandler = async (payload) => {
    const row = await store.findExport(db, String(payload.realm), String(payload.id))
    if (row?.state !== 'making' || !row.file_key) return
    try {
      const grant = await sharing.grantNow(row.realm, row.demand_id)
      const records: Values[] = []
      let version = ''
      for await (const page of needs.gateway.pages(grant, row.ordered_by)) {
        records.push(...page.rows)
        version = page.version
        if (records.length > mostRows) throw new Refusal('limited', 'exports.too-many-rows', `Over ${mostRows}`)
      }
      await keep(row, records, [...grant.scope.fields], version)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await store.setFailed(db, row, error.code)
    }
  }

  async function keep(row: store.ExportRow, records: Values[], fields: string[], version: string): Promise<void> {
    const ordered = inMarkedOrder(records, (record) => rowOf(fields, record), orderSecret(row.id))
    const bytes = Buffer.from(written(row.format, fields, ordered, row.mark))
    const key = Buffer.from(needs.secrets.decrypt(row.file_key!, sealedAs), 'base64')
    const parts: Buffer[] = []
    for await (const part of sealStream(key, Readable.from([bytes]))) parts.push(part)
    const sealed = Buffer.concat(parts)
    const { hash } = await needs.files.put(sealed, { maxBytes: sealed.length })
    const signer = await needs.logSigner(row.realm)
    const receipt: ExportReceipt = {
      ...{
        format: 'zhengtong-export/1',
        realm: row.realm,
        id: row.id,
        demandNo: row.demand_no,
        register: row.register,
      },
      ...{ version, fields, rows: records.length, bytes: bytes.length, sha256: sha256(bytes), sealedSha256: hash },
      ...{ madeAt: clock().toISOString(), keyId: signer.keyId },
    }
    const signature = (await signer.sign(bytesToSign(receipt))).toString('hex')
    await store.setMade(db, row, { hash, receipt, signature })
  }

  /** The sealed file, for whoever ordered it, once. */
  async function take(actor: Actor, id: string): Promise<{ name: string; bytes: Readable; mark: string }> {
    const row = await store.findExport(db, actor.realm, id)
    if (row?.ordered_by !== actor.accountId) throw new Refusal('missing', 'exports.missing', `No file ${id}`)
    if (row.state === 'taken') throw taken(id)
    if (row.state !== 'ready') throw new Refusal('conflict', 'exports.not-ready', `The file is ${row.state}`)
    // A grant that has been taken back since gives nothing any more.
    await sharing.grantNow(row.realm, row.demand_id)
    const bytes = await needs.files.open(row.file_hash!)
    await inTransaction(db, async (tx) => {
      if (!(await store.setTaken(tx, row.realm, id, clock()))) throw taken(id)
      await audit(tx, actor, 'take', id)
    })
    return { name: `${row.demand_no}-${row.register}.${row.format}.sealed`, bytes, mark: row.mark }
  }

  /** The files of a demand, for whoever sees the demand. */
  async function list(actor: Actor, demandId: string): Promise<Export[]> {
    await sharing.get(actor, demandId)
    return (await store.listOfDemand(db, actor.realm, demandId, 100)).map(viewOf)
  }

  /** Whose file it was that got out. For the data office and auditors, each time with a reason in the audit log. */
  async function trace(actor: Actor, { format, text, purpose }: TraceInput): Promise<Trace> {
    await sharing.mayOversee(actor)
    const { records } = readBack(format, text)
    const made = await store.listMade(db, actor.realm, mostCompared)
    const found = made.flatMap((row) => {
      const rows = records.slice(0, mostRowsCompared).map((record) => rowOf(row.receipt!.fields, record))
      const { share, beyondChance } = agreementOf(rows, orderSecret(row.id))
      const visible = text.includes(row.id)
      return visible || beyondChance
        ? [{ export: viewOf(row), visible, order: beyondChance, agreement: Math.round(share * 1000) / 1000 }]
        : []
    })
    await inTransaction(db, (tx) => audit(tx, actor, 'trace', found[0]?.export.id ?? '', purpose.trim()))
    return { rows: records.length, compared: made.length, found }
  }

  const orderSecret = (id: string) => needs.secrets.blindIndex(`exports.order ${id}`)

  const audit = (tx: Tx, actor: Actor, action: string, objectId: string, purpose?: string) =>
    needs.recordAudit(tx, actor, {
      ...{ action: `exports.${action}`, objectType: 'exports.export', objectId },
      ...(purpose ? { purpose } : {}),
    })

  return { order, list, take, trace, jobHandlers: { [makeJob]: make } }
}

const viewOf = (row: store.ExportRow): Export => ({
  ...{ id: row.id, demandNo: row.demand_no, register: row.register, format: row.format, state: row.state },
  ...{ orderedBy: row.ordered_name, orderedAt: row.ordered_at.toISOString(), mark: row.mark },
  ...(row.taken_at ? { takenAt: row.taken_at.toISOString() } : {}),
  ...(row.code ? { code: row.code } : {}),
  ...(row.receipt ? { receipt: row.receipt } : {}),
  ...(row.signature ? { signature: row.signature } : {}),
})

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const taken = (id: string) => new Refusal('conflict', 'exports.taken', `The file ${id} was given before`)
