import { sql } from 'kysely'
import { type Db, insertAtCommit, type Tx } from '#ground/database/index.ts'
import type { Algorithm, Channel, ChannelDraft, ChannelStatistics, Client } from './contract.ts'
import type { Scene } from './scene.ts'

export type AnchorRow = {
  realm: string
  id: string
  channel: string
  step: string
  algorithm: Algorithm
  digest: Buffer
  reference: string | null
  signer: string | null
  client_id: string
  client_name: string
  at: Date
  leaf: Buffer
}

type ChannelRow = {
  key: string
  name: string
  purpose: string
  steps: Channel['steps']
  signed: boolean
  department_id: string | null
  closed_at: Date | null
  created_at: Date
}

/** A channel as it is kept, without those who take part. */
export type KeptChannel = Omit<Channel, 'nodes'>

const channelOf = (row: ChannelRow): KeptChannel => ({
  key: row.key,
  name: row.name,
  purpose: row.purpose,
  steps: row.steps,
  ...(row.department_id ? { departmentId: row.department_id } : {}),
  signed: row.signed,
  closed: row.closed_at !== null,
  createdAt: row.created_at.toISOString(),
})

/** False when the key is taken. */
export async function insertChannel(tx: Tx, realm: string, draft: ChannelDraft, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into evidence.channel (realm, key, name, purpose, steps, department_id, signed, created_at)
    values (${realm}, ${draft.key}, ${draft.name}, ${draft.purpose}, ${JSON.stringify(draft.steps)}::jsonb,
      ${draft.departmentId ?? null}, ${draft.signed ?? false}, ${at}) on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

/** Opens the channels of scenes, or brings them to a newer version; what somebody opened here under such a key stays theirs. */
export async function keepScenes(db: Db, realm: string, scenes: readonly Scene[], at: Date): Promise<void> {
  await sql`insert into evidence.channel
      (realm, key, name, purpose, steps, department_id, signed, created_at, scene_version)
    select ${realm}, s.key, s.name, s.purpose, s.steps, s."departmentId", coalesce(s.signed, false), ${at}, s.version
    from jsonb_to_recordset(${JSON.stringify(scenes)}::jsonb)
      as s (key text, name text, purpose text, steps jsonb, "departmentId" text, signed boolean, version int)
    on conflict (realm, key) do update set name = excluded.name, purpose = excluded.purpose, steps = excluded.steps,
      signed = excluded.signed, department_id = excluded.department_id, scene_version = excluded.scene_version
    where evidence.channel.scene_version < excluded.scene_version`.execute(db)
}

/** False when there is no such channel. */
export async function updateClosed(tx: Tx, realm: string, key: string, at: Date | null): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update evidence.channel set closed_at = ${at} where realm = ${realm} and key = ${key}`.execute(tx)
  return numAffectedRows === 1n
}

export async function selectChannels(db: Db | Tx, realm: string, key?: string): Promise<KeptChannel[]> {
  const { rows } = await sql<ChannelRow>`
    select key, name, purpose, steps, department_id, signed, closed_at, created_at from evidence.channel
    where realm = ${realm} ${key === undefined ? sql`` : sql`and key = ${key}`} order by created_at, key`.execute(db)
  return rows.map(channelOf)
}

export type ClientRow = {
  realm: string
  id: string
  name: string
  department_id: string | null
  channels: string[]
  key_digest: Buffer
  stopped_at: Date | null
  created_at: Date
}

export const clientOf = (row: ClientRow): Client => ({
  id: row.id,
  name: row.name,
  ...(row.department_id ? { departmentId: row.department_id } : {}),
  channels: row.channels,
  stopped: row.stopped_at !== null,
  createdAt: row.created_at.toISOString(),
})

export async function insertClient(tx: Tx, row: ClientRow): Promise<void> {
  await insertAtCommit(tx, 'evidence.client', [row])
}

export async function updateClient(tx: Tx, row: ClientRow): Promise<void> {
  await sql`update evidence.client set channels = ${row.channels}, key_digest = ${row.key_digest},
    stopped_at = ${row.stopped_at} where realm = ${row.realm} and id = ${row.id}`.execute(tx)
}

export async function selectClients(db: Db, realm: string, id?: string): Promise<ClientRow[]> {
  const { rows } = await sql<ClientRow>`
    select realm, id, name, department_id, channels, key_digest, stopped_at, created_at from evidence.client
    where realm = ${realm} ${id === undefined ? sql`` : sql`and id = ${id}`} order by created_at, id`.execute(db)
  return rows
}

/** Keeps what was not said before; answers the ids that are new. Waits for whoever says the same at this moment. */
export async function insertAnchors(tx: Tx, rows: AnchorRow[]): Promise<string[]> {
  const column = <Key extends keyof AnchorRow>(key: Key) => rows.map((row) => row[key])
  const { rows: kept } = await sql<{ id: string }>`
    insert into evidence.anchor
      (realm, id, channel, step, algorithm, digest, reference, signer, client_id, client_name, at, leaf)
    select * from unnest(${column('realm')}::text[], ${column('id')}::uuid[], ${column('channel')}::text[],
      ${column('step')}::text[], ${column('algorithm')}::text[], ${column('digest')}::bytea[],
      ${column('reference')}::text[], ${column('signer')}::text[], ${column('client_id')}::uuid[],
      ${column('client_name')}::text[], ${column('at')}::timestamptz[], ${column('leaf')}::bytea[])
    on conflict do nothing returning id`.execute(tx)
  return kept.map(({ id }) => id)
}

const columns = sql`realm, id, channel, step, algorithm, digest, reference, signer, client_id, client_name, at, leaf`

/** What this system said in this step of these digests, earlier or now. */
export async function selectSaid(
  tx: Tx,
  said: { realm: string; clientId: string; channel: string; step: string; digests: Buffer[] },
): Promise<AnchorRow[]> {
  const { rows } = await sql<AnchorRow>`select ${columns} from evidence.anchor
    where realm = ${said.realm} and client_id = ${said.clientId} and channel = ${said.channel} and step = ${said.step}
      and digest = any(${said.digests}::bytea[])`.execute(tx)
  return rows
}

export async function selectAnchor(db: Db, realm: string, id: string): Promise<AnchorRow | undefined> {
  const { rows } = await sql<AnchorRow>`select ${columns} from evidence.anchor
    where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

/** Anchors of a digest, or of a reference in a channel, the first first. */
export async function selectAnchors(
  db: Db,
  realm: string,
  by: { digest: Buffer } | { channel: string; reference: string },
  after: string | undefined,
  limit: number,
): Promise<AnchorRow[]> {
  const which =
    'digest' in by ? sql`digest = ${by.digest}` : sql`channel = ${by.channel} and reference = ${by.reference}`
  const { rows } = await sql<AnchorRow>`select ${columns} from evidence.anchor
    where realm = ${realm} and ${which} ${after ? sql`and id > ${after}` : sql``} order by id limit ${limit}`.execute(
    db,
  )
  return rows
}

export async function selectStatistics(
  db: Db,
  realm: string,
  channel: string,
  since: Date,
): Promise<Omit<ChannelStatistics, 'lastAt'> & { lastAt: Date | null }> {
  const { rows } = await sql<Omit<ChannelStatistics, 'lastAt'> & { lastAt: Date | null }>`
    with own as (select step, client_name, at from evidence.anchor where realm = ${realm} and channel = ${channel})
    select (select count(*) from own)::int as total, (select max(at) from own) as "lastAt",
      coalesce((select jsonb_agg(s order by s.count desc, s.step)
        from (select step, count(*)::int as count from own group by step) s), '[]') as steps,
      coalesce((select jsonb_agg(c order by c.count desc, c.name)
        from (select client_name as name, count(*)::int as count from own group by client_name) c), '[]') as clients,
      coalesce((select jsonb_agg(d order by d.day)
        from (select to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(*)::int as count
          from own where at >= ${since} group by 1) d), '[]') as days`.execute(db)
  return rows[0]!
}
