import { Readable } from 'node:stream'
import { inTransaction, type Tx } from '#ground/database/index.ts'
import { type Reaction, when } from '#ground/events.ts'
import { newFileKey, openStream, sealStream } from '#ground/files/sealing.ts'
import { systemActor } from '#kernel/actor.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import { sha256Of } from '#support/case-files/index.ts'
import { CaseMoved } from '#support/cases/index.ts'
import { bytesToSign } from '#support/keys/index.ts'
import { checkPackage } from './checks.ts'
import type { RetentionSchedule } from './contract.ts'
import { CaseFiled, CaseHandedOver } from './events.ts'
import { type Acknowledgement, Unanswered } from './house.ts'
import type { ArchiveNeeds } from './needs.ts'
import { makePackage } from './package.ts'
import { archiveNoOf, type Filing, filingOf } from './retention.ts'
import { addStep, awaitFiling, changeFile, type FileRow, findFile, nextPiece, takeDue } from './store.ts'

/** How long a file is another process's before it counts as left behind. */
const lease = 300_000
const firstPause = 60_000
const longestPause = 3_600_000
const largestPackage = 1024 ** 3
const day = 86_400_000

/** The work behind the archive: await closed cases, file them, hand them over, take acknowledgements. */
export function createArchiveWork(needs: ArchiveNeeds) {
  const { db, clock } = needs

  const reactions: Reaction[] = [
    when(CaseMoved, 'await-filing', async (tx, { realm, data }) => {
      if (data.status !== 'closed') return
      const ended = await needs.endedCase(realm, data.caseId)
      if (!ended) return
      const row = {
        ...{ realm, id: needs.newId(), case_id: data.caseId, case_no: ended.no },
        ...{ flow_key: ended.flowKey, item_name: ended.itemName },
        title: `${ended.partyName}：${ended.itemName}（${ended.no}）`,
        ...{ department_id: ended.departmentId, department_name: ended.departmentName },
        ...{ outcome: ended.outcome, closed_at: ended.closedAt },
      }
      const found = await classify(row)
      const after = found ? new Date(ended.closedAt.getTime() + found.schedule.fileAfterDays * day) : null
      await awaitFiling(tx, { ...row, look_at: after })
    }),
  ]

  /** Which schedule and class a closed case falls under; undefined when none has a fonds for its department. */
  async function classify(
    row: Pick<FileRow, 'flow_key' | 'outcome' | 'closed_at' | 'department_id'>,
  ): Promise<{ schedule: RetentionSchedule; filing: Filing } | undefined> {
    const of = {
      flowKey: row.flow_key,
      closedOn: cityDate(row.closed_at),
      above: await needs.departmentsAbove(row.department_id),
      ...(row.outcome ? { outcome: row.outcome } : {}),
    }
    for (const schedule of await needs.schedules()) {
      const filing = filingOf(schedule, of)
      if (filing) return { schedule, filing }
    }
    return undefined
  }

  /** Packs, checks, and only when all four natures hold, files: row, step, seal use, leaf and event at once. */
  async function file(row: FileRow): Promise<void> {
    const { realm, id } = row
    const found = await classify(row)
    if (!found) return fail(row, '保管期限表里没有这个部门的全宗号')
    const { schedule, filing } = found
    const filedAt = clock()
    let sealing: Awaited<ReturnType<typeof sealingOf>>
    try {
      sealing = await sealingOf(realm, row.department_id)
    } catch (error) {
      if (error instanceof Refusal) return fail(row, `部门没有可用的印章（${error.code}）`)
      throw error
    }
    const archiveNo = await numberFor(row, filing)
    const { bytes, manifest, digest } = await makePackage(
      {
        ...{ realm, packageId: id, archiveNo, title: row.title, itemName: row.item_name },
        ...{ caseId: row.case_id, caseNo: row.case_no },
        department: { id: row.department_id, name: row.department_name },
        ...{ fonds: filing.fonds, category: schedule.category, year: filing.year, retention: filing.retention },
        ...(filing.keepUntil ? { keepUntil: filing.keepUntil } : {}),
        schedule: { key: schedule.key, version: schedule.version, className: filing.className },
        ...{ closedAt: row.closed_at.toISOString(), filedAt: filedAt.toISOString() },
      },
      needs.caseFile({ realm, caseId: row.case_id, packageId: id, by: row.department_name, at: filedAt }),
      sealing,
    )
    const { report } = checkPackage(bytes, filedAt, sealing.root)
    if (!report.passed) {
      const bad = report.checks.filter(({ ok }) => !ok).map(({ rule, detail }) => `${rule} ${detail}`)
      return inTransaction(db, async (tx) => {
        await changeFile(tx, row, { state: 'failed', report, look_at: null })
        await step(tx, row, 'fail', bad.join('；').slice(0, 500))
      })
    }
    const key = newFileKey()
    const sealed = Readable.from(sealStream(key, Readable.from([bytes])))
    const { hash } = await needs.files.put(sealed, { maxBytes: largestPackage })
    await inTransaction(db, async (tx) => {
      await needs.seals.use(tx, systemActor(realm), {
        ...{ id: needs.newId(), seal: sealing.seal, digest, reason: `归档 ${manifest.archiveNo}`, caseId: row.case_id },
        leaves: [{ kind: 'archives.package', subject: id, digest }],
      })
      await changeFile(tx, row, {
        ...{ state: 'filed', schedule: schedule.key, schedule_version: schedule.version, retention: filing.retention },
        ...{ keep_until: filing.keepUntil ?? null, hand_over_on: filing.handOverOn, filed_at: filedAt },
        ...{ manifest_digest: digest.toString('hex'), package_hash: hash, package_sha256: sha256Of(bytes) },
        ...{ package_size: String(bytes.length), report, refusal: null, attempts: 0, answer: null },
        sealed_key: needs.secrets.encrypt(key.toString('base64'), keyContext(row)),
        look_at: new Date(`${filing.handOverOn}T00:00:00+08:00`),
      })
      await step(
        tx,
        row,
        'filed',
        `${manifest.archiveNo}，${manifest.files.length} 个文件，四性检测 ${report.checks.length} 项通过`,
      )
      await needs.publish(tx, CaseFiled, {
        ...{ realm, subject: id },
        data: { fileId: id, caseId: row.case_id, archiveNo: manifest.archiveNo },
      })
    })
  }

  async function sealingOf(realm: string, departmentId: string) {
    const seal = await needs.seals.usableOf(realm, departmentId)
    const [signer, root, statement] = await Promise.all([
      needs.seals.recordSigner(realm, seal),
      needs.keys.root(realm),
      needs.keys.statement(realm, seal.recordKeyId),
    ])
    return { seal, sealId: seal.id, signer, root, statement }
  }

  /** A file keeps its number for ever, however often it is packed; a number that was given and failed stays its own. */
  async function numberFor(row: FileRow, filing: Filing): Promise<string> {
    if (row.archive_no?.startsWith(`${filing.prefix}-`)) return row.archive_no
    return inTransaction(db, async (tx) => {
      const archiveNo = archiveNoOf(filing.prefix, await nextPiece(tx, row.realm, filing.prefix))
      await changeFile(tx, row, { archive_no: archiveNo })
      return archiveNo
    })
  }

  const fail = (row: FileRow, why: string) =>
    inTransaction(db, async (tx) => {
      await changeFile(tx, row, { state: 'failed', look_at: null, answer: why })
      await step(tx, row, 'fail', why)
    })

  const step = (tx: Tx, row: FileRow, verb: string, detail: string) =>
    addStep(tx, row, { at: clock(), verb, by_name: '系统', by_account: 'system', detail })

  /** The package as it was filed. */
  async function packageOf(row: FileRow): Promise<Buffer> {
    if (!row.package_hash || !row.sealed_key)
      throw new Refusal('conflict', 'archives.not-filed', `The file is ${row.state}`)
    const key = Buffer.from(needs.secrets.decrypt(row.sealed_key, keyContext(row)), 'base64')
    const parts: Buffer[] = []
    for await (const part of openStream(key, await needs.files.open(row.package_hash))) parts.push(part)
    return Buffer.concat(parts)
  }

  /** Hands over, or asks what became of it; silence is answered by trying again later, the same package under the same id. */
  async function handOver(row: FileRow): Promise<void> {
    const { house } = needs
    if (!house) return
    if (row.state === 'filed')
      await inTransaction(db, async (tx) => {
        await changeFile(tx, row, { state: 'sending', attempts: 0 })
        await step(tx, row, 'hand-over', '到了移交的时间')
      })
    try {
      const answer =
        row.state === 'checking' ? await house.ask(row.id) : await house.handOver(row.id, await packageOf(row))
      await takeAnswer(row.realm, row.id, answer)
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error
      const pause = Math.min(firstPause * 2 ** Math.min(row.attempts, 10), longestPause)
      await inTransaction(db, async (tx) => {
        const now = await findFile(tx, row.realm, row.id, true)
        if (now?.state !== 'sending' && now?.state !== 'checking') return
        await changeFile(tx, row, {
          ...{ attempts: row.attempts + 1, answer: error.message.slice(0, 300) },
          look_at: new Date(clock().getTime() + pause),
        })
      })
    }
  }

  /**
   * Writes what the archive said. An acknowledgement may come late, twice or after another: the first that accepts or refuses
   * counts, one for another package counts for nothing.
   */
  async function takeAnswer(realm: string, id: string, answer: Acknowledgement | undefined): Promise<void> {
    await inTransaction(db, async (tx) => {
      const row = await findFile(tx, realm, id, true)
      if (!row || (row.state !== 'sending' && row.state !== 'checking')) return
      const soon = new Date(clock().getTime() + firstPause)
      if (!answer) {
        // It forgot, or never had it: hand it over again.
        await changeFile(tx, row, { state: 'sending', look_at: clock(), answer: '档案馆说没有收到' })
      } else if (answer.status === 'checking') {
        await changeFile(tx, row, { state: 'checking', look_at: soon, answer: null })
      } else if (answer.status === 'refused') {
        await changeFile(tx, row, { state: 'refused', refusal: answer.reasons, look_at: null, answer: null })
        await step(
          tx,
          row,
          'refused',
          answer.reasons
            .map(({ rule, detail }) => `${rule} ${detail}`)
            .join('；')
            .slice(0, 500),
        )
      } else if (answer.receipt.packageId !== id || answer.receipt.sha256 !== row.package_sha256) {
        await changeFile(tx, row, { answer: '回执说的是另一个档案包', look_at: soon, attempts: row.attempts + 1 })
      } else {
        const { receipt } = answer
        await changeFile(tx, row, { state: 'accepted', receipt, look_at: null, answer: null })
        await step(tx, row, 'accepted', `${receipt.by}，回执 ${receipt.no}`)
        const digest = cryptoSuite('GM').hash(bytesToSign(receipt))
        await needs.ledger.append(tx, realm, [{ kind: 'archives.receipt', subject: id, digest }])
        await needs.publish(tx, CaseHandedOver, {
          ...{ realm, subject: id },
          data: { fileId: id, caseId: row.case_id, archiveNo: row.archive_no ?? '', receiptNo: receipt.no },
        })
      }
    })
  }

  /** What is due, one after the other, until the budget in milliseconds is used up. */
  async function turn(budget: number): Promise<void> {
    const until = performance.now() + budget
    do {
      const now = clock()
      const row = await takeDue(db, now, new Date(now.getTime() + lease), needs.house !== undefined)
      if (!row) return
      if (row.state === 'waiting') await file(row)
      else await handOver(row)
    } while (performance.now() < until)
  }

  return { reactions, turn, takeAnswer, packageOf }
}

const keyContext = ({ realm, id }: FileRow) => `archives.archive_file.key:${realm}:${id}`
