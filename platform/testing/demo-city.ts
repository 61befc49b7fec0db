import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { parse } from 'yaml'
import type { Migrations } from '#ground/database/index.ts'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { type AccountSeed, createIdentity, identityModule, seedAccounts } from '#support/identity/index.ts'
import {
  chinaDivisions,
  createOrganisations,
  type DepartmentSeed,
  organisationsModule,
  seedOrganisations,
} from '#support/organisations/index.ts'
import { testDatabase } from './database.ts'

export const realm = '441900'
export const origin = { ip: '192.0.2.7', device: 'test' }
export const minutes = (count: number) => count * 60_000

/** The demo city's people and departments in a database of their own, at 09:00 on 2026-11-23 until `later` moves on. */
export async function openDemoCity(options: { modules?: Migrations[] } = {}) {
  const read = async (name: string) =>
    parse(await readFile(new URL(`../../packs/demo-city/seed/${name}.yaml`, import.meta.url), 'utf8')) as unknown
  const seed = (await read('accounts')) as AccountSeed
  const departments = (await read('departments')) as DepartmentSeed
  const database = await testDatabase([organisationsModule, identityModule, ...(options.modules ?? [])])
  let now = new Date('2026-11-23T01:00:00Z')
  const needs = { db: database.db, clock: () => now, newId }
  const organisations = createOrganisations(needs)
  /** Another process on the same database. */
  const openIdentity = () =>
    createIdentity({
      ...needs,
      organisations,
      secrets: createSecrets(Buffer.alloc(32, 7)),
      publicUrl: 'http://127.0.0.1',
      sendCode: noCodes,
      checks: ['face', 'doc'],
    })
  const identity = openIdentity()
  await organisations.loadDivisions(await chinaDivisions('4419'))
  await seedOrganisations(organisations, realm, departments)
  await seedAccounts(identity, realm, seed)

  const signIn = (username: string, password = seed.password) =>
    identity.sessions.signIn(realm, { username, password }, origin)
  return {
    database,
    identity,
    openIdentity,
    organisations,
    seed,
    signIn,
    actorOf: async (username: string): Promise<Actor> => (await signIn(username)).actor,
    now: () => now,
    later(millis: number) {
      now = new Date(now.getTime() + millis)
    },
    async count(table: string) {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(database.db)
      return rows[0]?.n
    },
  }
}

/** For `assert.rejects`: a refusal with this code. */
export const refusedAs = (code: string) => (error: unknown) => {
  if (error instanceof Refusal && error.code === code) return true
  throw error
}

/** Nothing here sends codes. */
export const noCodes = async () => async () => {
  throw new Error('No way to send codes is set up')
}
