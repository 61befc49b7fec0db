import type { Db, Tx } from '#ground/database/index.ts'

export type ServiceRecordRow = {
  realm: string
  id: string
  no: string
  code_index: Buffer
  department_id: string
  department_name: string
  channel: string
  service: string
  window_no: string | null
  recorded_by: string
  at: Date
}

type Tables = { 'ratings.service_record': ServiceRecordRow }

export async function insertServiceRecord(tx: Tx, row: ServiceRecordRow): Promise<void> {
  await tx.withTables<Tables>().insertInto('ratings.service_record').values(row).execute()
}

export async function findByCode(db: Db, realm: string, index: Buffer): Promise<ServiceRecordRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('ratings.service_record')
    .selectAll()
    .where('realm', '=', realm)
    .where('code_index', '=', index)
    .executeTakeFirst()
}
