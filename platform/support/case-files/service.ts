import { Readable } from 'node:stream'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import { newFileKey, openStream, sealStream } from '#ground/files/sealing.ts'
import type { NewId } from '#ground/ids.ts'
import type { JobHandler, Jobs } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { type ZipEntry, zipOf } from '#kernel/zip.ts'
import { type BuildNeeds, json, manifestDigest, partsOf, proofOf, sha256Of, trustOf, type Wanted } from './build.ts'
import type { CaseFile, CaseFileInput, Manifest } from './contract.ts'
import {
  type CaseFileRow,
  expireCaseFiles,
  findCaseFile,
  insertCaseFile,
  listCaseFiles,
  saveCaseFile,
} from './store.ts'

/** A file is there to be fetched for a week, then its key is destroyed: an export is not a second archive. */
const keptForDays = 7
const largestFile = 4 * 1024 ** 3
export type CaseFileNeeds = BuildNeeds & {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  jobs: Jobs
  /** Writes in the audit log that a file was taken away, and why. */
  recordAudit: (
    tx: Tx,
    actor: Actor,
    note: { action: string; objectType: string; objectId: string; purpose: string },
  ) => Promise<void>
}

/** 案卷导出: asked for with a purpose, made by a job, fetched by whoever asked, checked by anybody offline. */
export function createCaseFiles(needs: CaseFileNeeds) {
  const { db, clock } = needs

  async function ask(actor: Actor, caseId: string, { purpose }: CaseFileInput): Promise<CaseFile> {
    const { own, no } = await needs.cases.whole.mayTakeAway(actor, caseId, purpose.trim())
    const row: CaseFileRow = {
      realm: actor.realm,
      id: needs.newId(),
      case_id: caseId,
      case_no: no,
      account_id: actor.accountId,
      asked_by: actor.posts[0] ? `${actor.posts[0].departmentName} ${actor.name}` : actor.name,
      own,
      purpose: purpose.trim(),
      state: 'queued',
      done: 0,
      total: 0,
      size: null,
      hash: null,
      sealed_key: null,
      asked_at: clock(),
      expires_at: null,
    }
    await inTransaction(db, async (tx) => {
      await insertCaseFile(tx, row)
      await needs.recordAudit(tx, actor, {
        action: 'case-files.ask',
        objectType: 'case',
        objectId: caseId,
        purpose: row.purpose,
      })
      await needs.jobs.add(tx, 'case-files.make', { realm: row.realm, id: row.id }, { key: `case-file:${row.id}` })
    })
    return present(row)
  }

  async function find(actor: Actor, id: string): Promise<CaseFileRow> {
    const row = await findCaseFile(db, actor.realm, id)
    if (!row || row.account_id !== actor.accountId)
      throw new Refusal('missing', 'case-files.missing', `No case file ${id} of this account`)
    return row
  }

  async function list(actor: Actor, caseId: string): Promise<{ items: CaseFile[]; mayAsk: boolean }> {
    const rows = await listCaseFiles(db, actor.realm, caseId, actor.accountId)
    return { items: rows.map(present), mayAsk: await needs.cases.whole.offersTakingAway(actor, caseId) }
  }

  /** The archive, for whoever asked for it and may still take it away; each fetch is logged again. */
  async function fetch(actor: Actor, id: string): Promise<{ name: string; bytes: Readable }> {
    const row = await find(actor, id)
    if (row.state === 'expired') throw new Refusal('missing', 'case-files.expired', 'The key was destroyed')
    if (row.state !== 'ready' || !row.hash || !row.sealed_key)
      throw new Refusal('conflict', 'case-files.not-ready', `The file is ${row.state}`)
    await needs.cases.whole.mayTakeAway(actor, row.case_id, row.purpose)
    await inTransaction(db, (tx) =>
      needs.recordAudit(tx, actor, {
        action: 'case-files.fetch',
        objectType: 'case',
        objectId: row.case_id,
        purpose: row.purpose,
      }),
    )
    const key = Buffer.from(needs.secrets.decrypt(row.sealed_key, keyContext(row)), 'base64')
    const sealed = await needs.files.open(row.hash)
    return { name: `案卷-${row.case_no}.zip`, bytes: Readable.from(openStream(key, sealed)) }
  }

  /** Makes the archive part by part. Run twice it makes it twice and keeps the later: the first is never told of. */
  async function make(realm: string, id: string): Promise<void> {
    const row = await findCaseFile(db, realm, id)
    if (!row || row.state === 'ready' || row.state === 'expired') return
    try {
      const key = newFileKey()
      const madeAt = clock()
      const archive = zipOf(entriesOf(row, madeAt), madeAt)
      let size = 0
      const counted = (async function* () {
        for await (const part of archive) {
          size += part.length
          yield part
        }
      })()
      const { hash } = await needs.files.put(Readable.from(sealStream(key, counted)), { maxBytes: largestFile })
      await saveCaseFile(db, realm, id, {
        state: 'ready',
        hash,
        size,
        sealed_key: needs.secrets.encrypt(key.toString('base64'), keyContext(row)),
        expires_at: new Date(madeAt.getTime() + keptForDays * 86_400_000),
      })
    } catch (error) {
      // The queue tries again; until then the page says that it did not work.
      await saveCaseFile(db, realm, id, { state: 'failed' })
      throw error
    }
  }

  async function* entriesOf(row: CaseFileRow, madeAt: Date): AsyncGenerator<ZipEntry> {
    const { realm, id } = row
    yield* filesOf(row, id, madeAt, (done, total) =>
      saveCaseFile(db, realm, id, { ...(done === 0 ? { state: 'running' } : {}), done, total }),
    )
  }

  /** Every file of the case, then the manifest and its proof. */
  async function* filesOf(
    wanted: Wanted,
    fileId: string,
    madeAt: Date,
    tell: (done: number, total: number) => Promise<void>,
  ): AsyncGenerator<ZipEntry> {
    const { realm, case_id: caseId, own } = wanted
    const parts = await partsOf(needs, wanted, madeAt.toISOString())
    await tell(0, parts.length + 2)
    const files: Manifest['files'] = []
    for (const [i, { path, about, bytes }] of parts.entries()) {
      const content = await bytes()
      files.push({ path, size: content.length, sha256: sha256Of(content), about })
      yield { path, bytes: content }
      await tell(i + 1, parts.length + 2)
    }
    const { view } = await needs.cases.whole.assemble(realm, caseId, own)
    const manifest: Manifest = {
      format: 'zhengtong-case-file/1',
      realm,
      fileId,
      caseId,
      caseNo: view.no,
      itemName: view.item.name,
      madeAt: madeAt.toISOString(),
      madeFor: own ? 'applicant' : 'official',
      madeBy: wanted.asked_by,
      purpose: wanted.purpose,
      files,
    }
    yield { path: 'manifest.json', bytes: json(manifest) }
    yield { path: 'proofs/manifest.json', bytes: json(await proveManifest(manifest)) }
  }

  /** Puts the manifest's digest into the log. */
  async function proveManifest(manifest: Manifest) {
    const { realm, caseId } = manifest
    const digest = manifestDigest(manifest)
    const [leaf] = await inTransaction(db, (tx) =>
      needs.ledger.append(tx, realm, [{ kind: 'case-file', subject: caseId, digest }]),
    )
    return { ...(await trustOf(needs.keys, realm)), manifest: await proofOf(needs.ledger, realm, leaf!.hash) }
  }

  const jobHandlers: Record<string, JobHandler> = {
    'case-files.make': ({ realm, id }) => make(String(realm), String(id)),
  }

  return {
    ask,
    list,
    fetch,
    get: async (actor: Actor, id: string) => present(await find(actor, id)),
    make,
    /** A closed case as the archive keeps it: whole, unmasked, with its proofs; for the platform's own work. */
    forArchive: (given: { realm: string; caseId: string; packageId: string; by: string; at: Date }) =>
      filesOf(
        { realm: given.realm, case_id: given.caseId, own: false, unmasked: true, asked_by: given.by, purpose: '归档' },
        given.packageId,
        given.at,
        async () => undefined,
      ),
    sweep: () => expireCaseFiles(db, clock()),
    jobHandlers,
  }
}

export type CaseFileService = ReturnType<typeof createCaseFiles>

const keyContext = ({ realm, id }: CaseFileRow) => `case-files.case_file.key:${realm}:${id}`

function present(row: CaseFileRow): CaseFile {
  return {
    id: row.id,
    caseId: row.case_id,
    caseNo: row.case_no,
    purpose: row.purpose,
    state: row.state as CaseFile['state'],
    done: row.done,
    total: row.total,
    askedAt: row.asked_at.toISOString(),
    ...(row.size === null ? {} : { size: row.size }),
    ...(row.expires_at ? { expiresAt: row.expires_at.toISOString() } : {}),
  }
}
