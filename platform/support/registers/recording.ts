import type { Clock } from '#ground/clock.ts'
import type { Tx } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { type Fault, Refusal } from '#kernel/errors.ts'
import type { Register } from './contract.ts'
import { readCell } from './record.ts'
import type { Sealing } from './sealing.ts'
import { type NewRecord, upsertRecords } from './store.ts'
import { fieldOf, searchColumn, tableName } from './table.ts'

/** Values by field, as a case decided them. */
export type RecordValues = Record<string, unknown>

/** A record as the store takes it: sealed, searchable, with a digest that tells nothing. */
export function createRecording(needs: { clock: Clock; sealing: Sealing; secrets: Secrets }) {
  const { clock, sealing, secrets } = needs

  function rowOf(register: Register, values: RecordValues): NewRecord {
    return {
      columns: sealing.columnsOf(register, values),
      search: register.keyFields.map((name) => sealing.searchValue(fieldOf(register, name), values[name])),
      // Keyed, so that the digest of sealed values tells nothing to who reads the table.
      digest: secrets.blindIndex(canonicalJson(values)),
    }
  }

  /** Writes one record in the caller's transaction; of a known key, the old one ends and is kept. */
  async function record(tx: Tx, realm: string, register: Register, given: RecordValues) {
    const row = rowOf(register, readValues(register, given))
    const keyColumns = register.keyFields.map((name) => searchColumn(fieldOf(register, name)))
    return upsertRecords(tx, { table: tableName(register.key), realm, keyColumns, records: [row], at: clock() })
  }

  return { rowOf, record }
}

/** Each value as its field means it. Refuses with `registers.bad-record`, naming every field that does not fit. */
function readValues(register: Register, given: RecordValues): RecordValues {
  const faults: Fault[] = []
  const fault = (key: string, detail: string) => faults.push({ pointer: `/${key}`, rule: 'record', detail })
  const values: RecordValues = {}
  for (const key of Object.keys(given))
    if (!register.fields.some((field) => field.key === key)) fault(key, `there is no field "${key}"`)
  for (const field of register.fields) {
    const value = given[field.key]
    try {
      values[field.key] = value === undefined || value === null ? null : readCell(field, String(value))
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      fault(field.key, error.message)
    }
  }
  for (const key of register.keyFields) if (values[key] === null) fault(key, 'the key must not be blank')
  if (faults.length > 0)
    throw new Refusal('invalid', 'registers.bad-record', `A record does not fit register ${register.key}`, { faults })
  return values
}
