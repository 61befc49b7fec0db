import type pg from 'pg'

/** A table that keeps something of a case: which of its columns names the case, and what each column is. */
export type CaseRelation = {
  table: string
  key: string
  columns: { name: string; type: string }[]
}

/**
 * Every table that keeps something of cases, found in the database itself, so that a table added later is generated as
 * well; those that others refer to first.
 */
export async function caseRelations(client: pg.ClientBase): Promise<CaseRelation[]> {
  const { rows } = await client.query<{ table: string; name: string; type: string }>(`
    select format('%I.%I', n.nspname, c.relname) as table, a.attname as name, format_type(a.atttypid, null) as type
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
      and a.attidentity = '' and a.attgenerated = ''
      and n.nspname !~ '^(pg_|information_schema|ground|graphile_worker|ledger|bench)'
    order by c.oid, a.attnum`)
  const found: CaseRelation[] = []
  for (const [table, columns] of Map.groupBy(rows, (row) => row.table)) {
    const has = (name: string) => columns.some((column) => column.name === name)
    const key = table === 'cases."case"' ? 'id' : ['case_id', 'credential_id'].find(has)
    if (key) found.push({ table, key, columns: columns.map(({ name, type }) => ({ name, type })) })
  }
  return inOrder(found, await references(client))
}

async function references(client: pg.ClientBase): Promise<{ from: string; to: string }[]> {
  const { rows } = await client.query<{ from: string; to: string }>(`
    select format('%I.%I', fn.nspname, f.relname) as from, format('%I.%I', tn.nspname, t.relname) as to
    from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_namespace fn on fn.oid = f.relnamespace
      join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
    where k.contype = 'f' and f.oid <> t.oid`)
  return rows
}

function inOrder(relations: CaseRelation[], edges: { from: string; to: string }[]): CaseRelation[] {
  const ordered: CaseRelation[] = []
  const rest = [...relations]
  while (rest.length > 0) {
    const next = rest.findIndex(
      ({ table }) => !edges.some(({ from, to }) => from === table && rest.some((other) => other.table === to)),
    )
    if (next < 0) throw new Error(`${rest.map(({ table }) => table).join(', ')} refer to each other in a circle`)
    ordered.push(...rest.splice(next, 1))
  }
  return ordered
}
