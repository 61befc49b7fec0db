import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Config } from '#ground/config.ts'
import { type AccountSeed, type DemoSignIn, demoSignIns } from '#support/identity/index.ts'
import type { Organisations } from '#support/organisations/index.ts'

/** The invented people of the demo city, as its pack has them. */
export async function readAccounts(config: Pick<Config, 'packsDir'>): Promise<AccountSeed> {
  return parse(await readFile(join(config.packsDir, 'demo-city', 'seed', 'accounts.yaml'), 'utf8')) as AccountSeed
}

/** Their sign-ins, for pages and scripts that offer them. */
export async function demoSignInsOf(config: Config, organisations: Organisations): Promise<DemoSignIn[]> {
  return demoSignIns(await readAccounts(config), await organisations.listDepartments(config.realm))
}
