import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Secrets } from '../../platform/ground/secrets.ts'
import { canonicalJson } from '../../platform/kernel/canonical-json.ts'
import { type LeafProof, leafProofs } from './proofs.ts'
import { type Column, type RowTemplate, rowTemplateOf } from './row-template.ts'
import { type CaseRelation, caseRelations } from './schema.ts'
import { isConstant, type Template, templateOf } from './template.ts'

/** A value of a real case that is another one in each copy, and how the copy's is made. */
export type Token = TokenKind & {
  /** Bytes that stand somewhere as hexadecimal text, too. */
  asText?: boolean
}
type TokenKind =
  | { kind: 'id' | 'caseNo' | 'queryCode' | 'verifyCode' | 'identifier' | 'number'; text: string }
  | { kind: 'partyId' | 'accountId' | 'name' | 'idNumber' | 'idMasked' | 'birthDate' | 'mobile'; text: string }
  | { kind: 'lookupIndex' | 'idIndex'; text: string }
  | { kind: 'idSealed'; text: string }
  /** What is sealed, as a template of its plain text under its context. */
  | { kind: 'sealed'; text: string; plain: Template; context: Template; signed: boolean }
  /** SHA-256 over what a sealed value of the same row says, in canonical form. */
  | { kind: 'hash'; text: string; of: Template }
  /** Digest, signature and leaf of a credential record: SM3, SM2 and SHA-256 over its canonical text. */
  | { kind: 'digest' | 'signature' | 'leafHash'; text: string; record: number; keyId: string }

/** A real case taken to pieces: rows table by table, its jobs and its ledger leaves. */
export type Prototype = {
  caseId: string
  /** The day it was opened, and the first and last moment in it. */
  since: string
  first: number
  last: number
  birthYear: number
  tokens: Token[]
  tables: { table: string; rows: RowTemplate[] }[]
  jobs: { task: string; key: Template; payload: Template; runAt: Template }[]
  leaves: { kind: string; subject: Template; at: number; digest: LeafDigest }[]
}

/** What a leaf of a copy is of: a token that is a digest already, or a text and the hash over it. */
export type LeafDigest = number | { text: Template; hash: LeafProof['hash'] }

type Row = Record<string, string | null>

/** Rows as PostgreSQL writes them, so that they go back by COPY as they came. */
const asText = { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads a case whole, opens what is sealed, and finds every place in which a copy must differ. */
export async function takePrototype(
  client: pg.ClientBase,
  secrets: Secrets,
  caseId: string,
  window: { from: string; to: string },
): Promise<Prototype> {
  const select = async (query: string, values: unknown[]): Promise<Row[]> =>
    (await client.query<Row>({ text: query, values, types: asText })).rows
  const selectWhole = ({ table, columns }: CaseRelation, where: string, values: unknown[]): Promise<Row[]> => {
    const names = columns.map(({ name }) => `"${name}"`).join()
    return select(
      `select r.*, encode(record_send(r), 'hex') as "${whole}" from (select ${names} from ${table} where ${where}) as r`,
      values,
    )
  }

  const relations = await caseRelations(client)
  const found: { relation: CaseRelation; rows: Row[] }[] = []
  for (const relation of relations) {
    const ids =
      relation.key === 'credential_id'
        ? found.flatMap(({ relation: { table }, rows }) =>
            table === 'credentials.credential' ? rows.map((row) => row.id) : [],
          )
        : [caseId]
    const rows = await selectWhole(relation, `${relation.key}::text = any($1::text[])`, [ids])
    if (rows.length > 0) found.push({ relation, rows })
  }
  const rowsOf = (table: string) => found.find(({ relation }) => relation.table === table)?.rows ?? []
  const [own] = rowsOf('cases."case"')
  if (!own) throw new Error(`There is no case ${caseId}`)

  const open = (bytes: string, context: string): string => secrets.decrypt(bytesOf(bytes), context)
  const facts = new Map(
    rowsOf('cases.fact').flatMap(({ value }) => JSON.parse(open(value!, 'cases.fact.value')) as [string, string][]),
  )
  const fact = (pointer: string): string => {
    const value = facts.get(pointer)
    if (!value) throw new Error(`The case has no fact ${pointer}: a copy could not be given to another person`)
    return value
  }
  const idNumber = fact('/idNumber')
  const idIndex = secrets.blindIndex(idNumber).toString('hex')
  // Reading the registers for the form is noted before there is a case.
  const readLog = relations.find(({ table }) => table === 'registers.read_log')!
  const reads = await selectWhole(
    readLog,
    `case_id is null and subject_index = decode($1, 'hex') and read_at between $2 and $3`,
    [idIndex, window.from, window.to],
  )
  const log = found.find(({ relation }) => relation.table === 'registers.read_log')
  if (log) log.rows.push(...reads)
  else if (reads.length > 0) found.push({ relation: readLog, rows: reads })

  const tokens: Token[] = []
  const add = (token: Token): number => {
    const known = tokens.findIndex(({ text }) => text === token.text)
    return known >= 0 ? known : tokens.push(token) - 1
  }
  add({ kind: 'id', text: caseId })
  add({ kind: 'caseNo', text: own.no! })
  add({ kind: 'queryCode', text: own.query_code! })
  add({ kind: 'partyId', text: own.party_id! })
  add({ kind: 'accountId', text: own.account_id! })
  add({ kind: 'name', text: own.party_name! })
  add({ kind: 'idNumber', text: idNumber })
  add({ kind: 'idMasked', text: maskedIn(rowsOf('credentials.credential'), open) ?? `${idNumber}/masked` })
  add({ kind: 'birthDate', text: fact('/birthDate') })
  add({ kind: 'mobile', text: fact('/mobile') })
  add({ kind: 'lookupIndex', text: own.lookup_index!.slice(2) })
  add({ kind: 'idIndex', text: idIndex })
  for (const { relation, rows } of found)
    for (const row of rows)
      for (const name of ['id', 'event_id'])
        if (row[name] && uuid.test(row[name]) && relation.columns.some((column) => column.name === name))
          add({ kind: 'id', text: row[name] })

  const since = own.submitted_at!.slice(0, 10)
  const cut = (text: string) =>
    templateOf(
      text,
      tokens.map((token) => token.text),
      since,
    )
  /** For a text: tokens that are bytes are wanted in it as hexadecimal text. */
  const template = (text: string): Template => {
    const made = cut(text)
    for (const piece of made) if (typeof piece === 'number') tokens[piece]!.asText = true
    return made
  }
  for (const row of rowsOf('credentials.credential')) {
    const context = `credentials.credential.record:${row.realm}:${row.id}`
    const record = open(row.record!, context)
    add({ kind: 'verifyCode', text: row.verify_code! })
    add({ kind: 'identifier', text: row.identifier! })
    add({ kind: 'number', text: row.number! })
    add({ kind: 'idSealed', text: row.holder_id_sealed!.slice(2) })
    const place = add({
      kind: 'sealed',
      text: row.record!.slice(2),
      plain: template(record),
      context: template(context),
      signed: true,
    })
    for (const [kind, column] of [
      ['digest', 'record_digest'],
      ['signature', 'signature'],
      ['leafHash', 'leaf_hash'],
    ] as const)
      add({ kind, text: row[column]!.slice(2), record: place, keyId: row.key_id! })
  }
  for (const { relation, rows } of found)
    for (const { name, type } of relation.columns)
      if (type === 'bytea')
        for (const row of rows) {
          const bytes = row[name]
          const opened = bytes && tryOpen(secrets, bytes, contextsOf(relation.table, name))
          if (!opened || tokens.some(({ text }) => text === bytes.slice(2))) continue
          const plain = template(opened.plain)
          // The same for everybody: the sealed bytes may stay as they are.
          if (isConstant(plain)) continue
          add({ kind: 'sealed', text: bytes.slice(2), plain, context: [opened.context], signed: false })
          const canonical = canonicalOf(opened.plain)
          const hash = canonical && `\\x${createHash('sha256').update(canonical).digest('hex')}`
          if (hash && Object.values(row).includes(hash))
            add({ kind: 'hash', text: hash.slice(2), of: template(canonical) })
        }

  const tables = found.map(({ relation: { table, columns }, rows }) => ({
    table,
    rows: rows.map((row) =>
      rowTemplateOf(columnsOf(columns, row), (text, isText) => (isText ? template(text) : cut(text))),
    ),
  }))
  const jobs = await select(
    `select t.identifier as task, j.key, j.payload::text as payload, j.run_at from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where j.key like '%' || $1 || '%'`,
    [caseId],
  )
  const subjects = tokens.filter(({ kind }) => kind === 'id').map(({ text }) => text)
  const leaves = await select(
    `select kind, subject, digest, at from ledger.leaf where subject = any($1) order by position`,
    [subjects],
  )
  const proofs = leafProofs(leaves, rowsOf('cases.step'), rowsOf('seals.seal_use'))
  const instants = leaves.map(({ at }) => Date.parse(at!))
  return {
    caseId,
    since,
    first: Math.min(Date.parse(own.submitted_at!), ...instants),
    last: Math.max(...instants),
    birthYear: Number(fact('/birthDate').slice(0, 4)),
    tokens,
    tables,
    jobs: jobs.map(({ task, key, payload, run_at }) => ({
      task: task!,
      key: template(key!),
      payload: template(payload!),
      runAt: template(run_at!),
    })),
    leaves: leaves.map(({ kind, subject, digest, at }) => ({
      kind: kind!,
      subject: template(subject!),
      at: Date.parse(at!),
      digest: digestOf(kind!, digest!.slice(2)),
    })),
  }

  /** A token that is the digest, or what the digest is of: so a leaf of a copy is of the copy. */
  function digestOf(kind: string, digest: string): LeafDigest {
    const known = tokens.findIndex(({ text }) => text === digest)
    if (known >= 0) return known
    const proof = proofs.get(digest)
    if (!proof) throw new Error(`It is not known what the leaf ${digest} of kind ${kind} is of`)
    return { text: template(proof.text), hash: proof.hash }
  }
}

const whole = 'zt whole row'

/** The columns of a row with their bytes, from what record_send() says of it: type, length and bytes of each. */
function columnsOf(columns: CaseRelation['columns'], row: Row): Column[] {
  const bytes = Buffer.from(row[whole]!, 'hex')
  let at = 4
  return columns.map(({ name, type }) => {
    const length = bytes.readInt32BE(at + 4)
    const from = at + 8
    at = from + Math.max(0, length)
    return { name, type, text: row[name] ?? null, binary: length < 0 ? null : bytes.subarray(from, at) }
  })
}

/** The canonical form of a text that is a JSON object. */
const canonicalOf = (text: string): string | undefined =>
  text.startsWith('{') ? canonicalJson(JSON.parse(text)) : undefined

const bytesOf = (text: string): Buffer => Buffer.from(text.slice(2), 'hex')

/** A column is sealed under its own name; the answers of a case under its table's. */
const contextsOf = (table: string, column: string): string[] => [`${table.replaceAll('"', '')}.${column}`]

function tryOpen(secrets: Secrets, bytes: string, contexts: string[]): { plain: string; context: string } | undefined {
  for (const context of contexts) {
    try {
      return { plain: secrets.decrypt(bytesOf(bytes), context), context }
    } catch {
      // Not sealed under this name, or no sealed value at all, as a digest is.
    }
  }
  return undefined
}

function maskedIn(credentials: Row[], open: (bytes: string, context: string) => string): string | undefined {
  for (const row of credentials) {
    const record = JSON.parse(open(row.record!, `credentials.credential.record:${row.realm}:${row.id}`))
    if (record.holder?.idMasked) return record.holder.idMasked
  }
  return undefined
}
