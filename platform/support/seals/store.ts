import { sql } from 'kysely'
import { type Db, insistAtCommit, type Tx } from '#ground/database/index.ts'
import type { Seal, SealPicture, SealState } from './contract.ts'

type SealRow = {
  id: string
  name: string
  departmentId: string
  departmentName: string
  departmentCode: string
  divisionCode: string
  state: SealState
  custodian: string | null
  picture: SealPicture | null
  recordKeyId: string | null
  pdfKeyId: string | null
  validFrom: Date | null
  validTo: Date | null
  demo: boolean
  version: number
}

const columnsWithoutPicture = sql`id, name, department_id as "departmentId", department_name as "departmentName",
  department_code as "departmentCode", division_code as "divisionCode", state, custodian, record_key_id as "recordKeyId", pdf_key_id as "pdfKeyId", valid_from as "validFrom", valid_to as "validTo", demo, version`
const columns = sql`${columnsWithoutPicture}, picture`

function sealOf(row: SealRow): Seal {
  const { custodian, picture, recordKeyId, pdfKeyId, validFrom, validTo, ...rest } = row
  return {
    ...rest,
    ...(custodian ? { custodian } : {}),
    ...(picture ? { picture } : {}),
    ...(recordKeyId ? { recordKeyId } : {}),
    ...(pdfKeyId ? { pdfKeyId } : {}),
    ...(validFrom ? { validFrom: validFrom.toISOString() } : {}),
    ...(validTo ? { validTo: validTo.toISOString() } : {}),
  }
}

/** Keeps a new seal; false when the department has one. */
export async function insertSeal(tx: Tx, realm: string, seal: Seal): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into seals.seal (realm, id, name, department_id, department_name, department_code, division_code, state,
      custodian, picture, record_key_id, pdf_key_id, valid_from, valid_to, demo, version)
    values (${realm}, ${seal.id}, ${seal.name}, ${seal.departmentId}, ${seal.departmentName}, ${seal.departmentCode},
      ${seal.divisionCode}, ${seal.state}, ${seal.custodian ?? null}, ${seal.picture ? JSON.stringify(seal.picture) : null}::jsonb,
      ${seal.recordKeyId ?? null}, ${seal.pdfKeyId ?? null}, ${seal.validFrom ?? null}::timestamptz,
      ${seal.validTo ?? null}::timestamptz, ${seal.demo}, ${seal.version})
    on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

/** Writes a seal back if it is still at the version before; false when somebody else was first. */
export async function updateSeal(tx: Tx, realm: string, seal: Seal): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update seals.seal set state = ${seal.state}, picture = ${seal.picture ? JSON.stringify(seal.picture) : null}::jsonb,
      record_key_id = ${seal.recordKeyId ?? null}, pdf_key_id = ${seal.pdfKeyId ?? null},
      valid_from = ${seal.validFrom ?? null}::timestamptz, valid_to = ${seal.validTo ?? null}::timestamptz,
      custodian = ${seal.custodian ?? null}, version = ${seal.version}
    where realm = ${realm} and id = ${seal.id} and version = ${seal.version - 1}`.execute(tx)
  return numAffectedRows === 1n
}

export type StepRow = {
  sealId: string
  version: number
  verb: string
  reason: string
  actorId: string
  actorName: string
  at: Date
}

export async function insertStep(tx: Tx, realm: string, step: StepRow): Promise<void> {
  await sql`insert into seals.step values (${realm}, ${step.sealId}, ${step.version}, ${step.verb}, ${step.reason},
    ${step.actorId}, ${step.actorName}, ${step.at})`.execute(tx)
}

export async function selectApplicant(db: Db | Tx, realm: string, sealId: string): Promise<string | undefined> {
  const { rows } = await sql<{ actorId: string }>`
    select actor_id as "actorId" from seals.step where realm = ${realm} and seal_id = ${sealId} and verb = 'apply'`.execute(
    db,
  )
  return rows[0]?.actorId
}

/** When the seal changed state, oldest first: whether it was in force on a day can be told later. */
export async function selectSteps(db: Db, realm: string, sealId: string): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    select seal_id as "sealId", version, verb, reason, actor_id as "actorId", actor_name as "actorName", at
    from seals.step where realm = ${realm} and seal_id = ${sealId} order by version`.execute(db)
  return rows
}

export async function selectSeal(db: Db | Tx, realm: string, id: string): Promise<Seal | undefined> {
  const { rows } = await sql<SealRow>`select ${columns} from seals.seal where realm = ${realm} and id = ${id}`.execute(
    db,
  )
  return rows[0] && sealOf(rows[0])
}

export async function selectSealOf(db: Db | Tx, realm: string, departmentId: string): Promise<Seal | undefined> {
  const { rows } = await sql<SealRow>`select ${columns} from seals.seal
    where realm = ${realm} and department_id = ${departmentId} and state <> 'destroyed'`.execute(db)
  return rows[0] && sealOf(rows[0])
}

/** The department's seal as signing needs it: the picture, by far its largest part, stays behind. */
export async function selectUsable(db: Db, realm: string, departmentId: string): Promise<Seal | undefined> {
  const { rows } = await sql<Omit<SealRow, 'picture'>>`select ${columnsWithoutPicture} from seals.seal
    where realm = ${realm} and department_id = ${departmentId} and state <> 'destroyed'`.execute(db)
  return rows[0] && sealOf({ ...rows[0], picture: null })
}

export async function selectSeals(db: Db, realm: string): Promise<Seal[]> {
  const { rows } =
    await sql<SealRow>`select ${columns} from seals.seal where realm = ${realm} order by department_id, id`.execute(db)
  return rows.map(sealOf)
}

export type UseRow = {
  id: string
  sealId: string
  digest: Buffer
  operatorId: string
  operatorName: string
  caseId: string | null
  reason: string
  at: Date
}

/**
 * Notes uses of one seal with the commit, which fails with `otherwise` unless the seal is in force then: no gap between look
 * and act.
 */
export function insertUses(
  tx: Tx,
  realm: string,
  { sealId, at }: Pick<UseRow, 'sealId' | 'at'>,
  uses: readonly UseRow[],
  otherwise: () => Error,
): Promise<void> {
  const column = <Key extends keyof UseRow>(key: Key) => uses.map((use) => use[key])
  const note = sql`
    insert into seals.seal_use (realm, seal_id, at, id, digest, operator_id, operator_name, case_id, reason)
    select ${realm}, s.id, ${at}, u.* from seals.seal s, unnest(${column('id')}::uuid[], ${column('digest')}::bytea[],
      ${column('operatorId')}::text[], ${column('operatorName')}::text[], ${column('caseId')}::text[], ${column('reason')}::text[]) u
    where s.realm = ${realm} and s.id = ${sealId} and s.state = 'issued' and s.valid_from <= ${at} and s.valid_to > ${at}`
  return insistAtCommit(tx, note, otherwise)
}

export async function selectUses(
  db: Db,
  realm: string,
  sealId: string,
  before: string | undefined,
  limit: number,
): Promise<UseRow[]> {
  const { rows } = await sql<UseRow>`
    select id, seal_id as "sealId", digest, operator_id as "operatorId", operator_name as "operatorName",
      case_id as "caseId", reason, at
    from seals.seal_use where realm = ${realm} and seal_id = ${sealId} ${before ? sql`and id < ${before}` : sql``}
    order by id desc limit ${limit}`.execute(db)
  return rows
}

export async function selectElectronicSeal(db: Db, realm: string, sealId: string): Promise<Buffer | undefined> {
  const { rows } = await sql<{ esl: Buffer }>`
    select esl from seals.electronic_seal where realm = ${realm} and seal_id = ${sealId}`.execute(db)
  return rows[0]?.esl
}

/** Keeps the first; of two makers at once the other's is forgotten. */
export async function insertElectronicSeal(db: Db, realm: string, sealId: string, esl: Buffer): Promise<void> {
  await sql`insert into seals.electronic_seal values (${realm}, ${sealId}, ${esl}) on conflict do nothing`.execute(db)
}
