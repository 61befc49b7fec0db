import type { FieldType, Register, RegisterField } from './contract.ts'

/** A column as PostgreSQL has it. Sealed fields are `bytea`; one that is searched has an index column beside it. */
export type Column = { name: string; type: string; indexOf?: string }

export type Step =
  | { do: 'create-table'; columns: Column[] }
  | { do: 'add-column'; column: Column }
  | { do: 'widen'; column: Column }
  | { do: 'unique-current'; columns: string[] }
  | { do: 'index'; column: string }

export type Plan = { table: string; steps: Step[]; destructive: string[] }

const sqlTypes: Record<FieldType, string> = {
  text: 'text',
  integer: 'bigint',
  number: 'numeric',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamptz',
}

const NAME = /^[a-z][a-z0-9_]{0,40}$/

/** `legal-entity` lives in `register.legal_entity`. RangeError when the key is none. */
export function tableName(key: string): string {
  const name = key.replaceAll('-', '_')
  if (!NAME.test(name)) throw new RangeError(`"${key}" is no key of a register`)
  return name
}

/** GB/T 43697 grade 3 and above is kept sealed. */
export function isSealed(field: RegisterField): boolean {
  return field.grade >= 3
}

/** Whether records are found by the field. */
export function isSearchable(register: Register, field: RegisterField): boolean {
  return register.keyFields.includes(field.key) || register.subject === field.key || field.lookup === true
}

/** The column that a search or a unique key uses: the blind index of a sealed field, else the field itself. */
export function searchColumn(field: RegisterField): string {
  return isSealed(field) ? `${field.key}_index` : field.key
}

/** What brings a table from the declaration it has to the next one. Forward only: what would lose data is named instead. */
export function planTable(next: Register, now: Register | undefined): Plan {
  const table = tableName(next.key)
  const columns = next.fields.flatMap((field) => columnsOf(next, field))
  const unique: Step = { do: 'unique-current', columns: next.keyFields.map((key) => searchColumn(fieldOf(next, key))) }
  const searched = next.fields.filter((field) => isSearchable(next, field)).map(searchColumn)
  if (!now) {
    const indexes = searched.map((column): Step => ({ do: 'index', column }))
    return { table, steps: [{ do: 'create-table', columns }, unique, ...indexes], destructive: [] }
  }
  const destructive: string[] = []
  const steps: Step[] = []
  if (now.keyFields.join() !== next.keyFields.join())
    destructive.push(`the key changes from ${now.keyFields} to ${next.keyFields}`)
  for (const field of now.fields) {
    const after = next.fields.find(({ key }) => key === field.key)
    if (!after) destructive.push(`field ${field.key} disappears`)
    else if (isSealed(after) !== isSealed(field))
      destructive.push(
        `field ${field.key} changes between grade ${field.grade} and ${after.grade}, which are kept differently`,
      )
    else if (!widens(field.type, after.type))
      destructive.push(`field ${field.key} changes from ${field.type} to ${after.type}`)
    else if (field.type !== after.type && !isSealed(after))
      steps.push({ do: 'widen', column: { name: field.key, type: sqlTypes[after.type] } })
    if (after && isSearchable(next, after) && isSealed(after) && !isSearchable(now, field))
      destructive.push(`sealed field ${field.key} becomes searchable, which needs its values indexed`)
  }
  const had = new Set(now.fields.flatMap((field) => columnsOf(now, field)).map(({ name }) => name))
  for (const column of columns) if (!had.has(column.name)) steps.push({ do: 'add-column', column })
  const hadIndex = new Set(now.fields.filter((field) => isSearchable(now, field)).map(searchColumn))
  for (const column of searched) if (!hadIndex.has(column)) steps.push({ do: 'index', column })
  return { table, steps, destructive }
}

export function fieldOf(register: Register, key: string): RegisterField {
  const field = register.fields.find((each) => each.key === key)
  if (!field) throw new RangeError(`register ${register.key} has no field ${key}`)
  return field
}

function columnsOf(register: Register, field: RegisterField): Column[] {
  if (!isSealed(field)) return [{ name: field.key, type: sqlTypes[field.type] }]
  const sealed: Column = { name: field.key, type: 'bytea' }
  return isSearchable(register, field)
    ? [sealed, { name: `${field.key}_index`, type: 'bytea', indexOf: field.key }]
    : [sealed]
}

function widens(from: FieldType, to: FieldType): boolean {
  return from === to || to === 'text' || (from === 'integer' && to === 'number')
}
