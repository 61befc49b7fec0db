import type pg from 'pg'
import type { Secrets } from '../../platform/ground/secrets.ts'
import { sm2Sign } from '../../platform/kernel/crypto/sm2.ts'
import { bytesToSign, type KeyStatement } from '../../platform/support/keys/index.ts'

/**
 * Makes a demo city's seals older than the papers of its copies: the root states anew since when each key is in force. A
 * paper that was sealed before its seal was issued would verify as a forgery.
 */
export async function ageSeals(client: pg.ClientBase, secrets: Secrets, realm: string, years: number): Promise<void> {
  const since = new Date()
  since.setUTCFullYear(since.getUTCFullYear() - years, 0, 1)
  since.setUTCHours(0, 0, 0, 0)
  const { rows: keys } = await client.query<{ id: string; purpose: string; sealed: Buffer; statement: KeyStatement }>(
    `select id, purpose, sealed, statement from keys.key where realm = $1 and purpose in ('root', 'seal') and suite = 'GM'`,
    [realm],
  )
  const root = keys.find(({ purpose }) => purpose === 'root')
  if (!root) throw new Error('The city has no root key')
  const sign = sm2Sign(Buffer.from(secrets.decrypt(root.sealed, `keys.key:${realm}:${root.id}`), 'hex'))
  for (const { id, purpose, statement } of keys) {
    if (purpose !== 'seal') continue
    const body = { ...statement.body, validFrom: since.toISOString() }
    const aged = { body, signature: sign(bytesToSign(body)).toString('hex') }
    await client.query('update keys.key set statement = $3, valid_from = $4 where realm = $1 and id = $2', [
      realm,
      id,
      JSON.stringify(aged),
      since,
    ])
  }
  await client.query('update seals.seal set valid_from = $2 where realm = $1 and valid_from > $2', [realm, since])
  await client.query('update seals.step set at = $2 where realm = $1 and at > $2', [realm, since])
}
