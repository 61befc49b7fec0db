import { inTransaction } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { mask } from '#kernel/masks.ts'
import type { OwnFile } from '../contract.ts'
import type { FileService } from '../files/service.ts'
import type { CreditNeeds } from '../needs.ts'
import type { CounterReportInput, OwnReportInput, ReportView } from './contract.ts'
import { reportElements } from './report.ts'

export type ReportService = ReturnType<typeof createReports>

/** 信用报告: the file of a day as a sealed paper, asked for by the party itself, on the portal or at a counter. Each is logged. */
export function createReports(needs: CreditNeeds & { files: FileService }) {
  async function own(actor: Actor, { partyId, purpose }: OwnReportInput): Promise<ReportView> {
    const file = await needs.files.ownFile(actor, partyId)
    const own = await needs.ownNumbers(actor)
    const who = partyId ? own.find((each) => each.partyId === partyId) : own[0]
    const { number, name } = who!
    const said = { subject: number, what: '信用报告', fields: ['全部'], purpose, basis: '本人申请' }
    await needs.noteRead(actor, said)
    return issue(actor.realm, { partyId: who!.partyId, number, name }, file, purpose)
  }

  async function atCounter(actor: Actor, { name, ...input }: CounterReportInput): Promise<ReportView> {
    // Refuses whose work it is not, and writes the look into the party's log, before anything is made.
    const file = await needs.files.fileFor(actor, input)
    const { number, purpose } = input
    const kind = file.entity.kind
    const { partyId } = await needs.partyFor(actor.realm, { number, name, kind })
    return issue(actor.realm, { partyId, number, name }, file, purpose)
  }

  async function issue(
    realm: string,
    who: { partyId: string; number: string; name: string },
    file: OwnFile,
    purpose: string,
  ): Promise<ReportView> {
    const number = file.entity.kind === 'legal' ? who.number : mask('id-staff', who.number)
    const elements = reportElements(file, { name: who.name, number, purpose, at: needs.clock() })
    return inTransaction(needs.db, (tx) => needs.issueReport(tx, realm, { partyId: who.partyId, elements, purpose }))
  }

  return { own, atCounter }
}
