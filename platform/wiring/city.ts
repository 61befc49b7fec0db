import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Config } from '#ground/config.ts'
import type { Log } from '#ground/telemetry/log.ts'
import { systemActor } from '#kernel/actor.ts'
import { cityDate } from '#kernel/working-days.ts'
import { type AccountSeed, demoSignIns, roleWords, seedAccounts } from '#support/identity/index.ts'
import { chinaDivisions, type DepartmentSeed, seedOrganisations } from '#support/organisations/index.ts'
import { formatProblem, hasErrors, type LoadedPack, loadPacks, readPackFolder } from '#support/packs/index.ts'
import { laterBy, monthsSince, type SeedDates, seedDates, seedRegisters } from '#support/registers/index.ts'
import type { Platform } from '../compose.ts'
import { seedCredit } from './credit.ts'
import { readAccounts } from './demo-sign-ins.ts'

/**
 * Makes a new database a city: divisions of the country in any profile; in the demo profile also the packs, departments,
 * people, registers and seals of the demo city. Doing it again changes nothing. Answers what to tell the person who started it.
 */
export async function loadCity(platform: Platform, given: { config: Config; log: Log }): Promise<string[]> {
  const { config, log } = given
  await platform.organisations.loadDivisions(await chinaDivisions(config.realm.slice(0, 4)))
  if (config.profile === 'production') return firstAdministrator(platform, config)

  const city = join(config.packsDir, 'demo-city')
  const departments = parse(await readFile(join(city, 'seed', 'departments.yaml'), 'utf8')) as DepartmentSeed
  const accounts = await readAccounts(config)
  await seedOrganisations(platform.organisations, config.realm, departments)
  const loaded = await installPacks(platform, config, log)
  const since = await madeOn(platform)
  const dates = seedDates(await readPackFolder(city))
  await seedAccounts(platform.identity, config.realm, dates ? inForce(accounts, dates, since) : accounts)
  const registers = loaded.flatMap((pack) =>
    pack.entries.filter((entry) => entry.kind === 'register').map((entry) => entry.key),
  )
  for (const pack of loaded)
    await seedRegisters(
      platform.registers,
      config.realm,
      registers,
      await readPackFolder(join(config.packsDir, pack.header.name)),
      since,
    )
  const owners = await platform.organisations.listDepartments(config.realm)
  await platform.seals.seedDemo(config.realm, owners)
  const records = await readFile(join(city, 'seed', 'credit-facts.csv'), 'utf8')
  const keeper = owners.find(({ id }) => id === 'market-regulation')
  if (keeper) await seedCredit(platform.credit, config.realm, keeper, records)

  return [
    '',
    '政通 · 演示城市（人、企业、证照、印章都是虚构的）',
    '  门户 Portal     {address}/',
    '  工作台 Workbench {address}/workbench',
    '  接口 API        {address}/docs',
    '',
    `演示账号，口令都是 ${accounts.password}：`,
    ...demoSignIns(accounts, owners).map(
      (each) =>
        `  ${each.username.padEnd(16)}${each.name}  ${each.note ?? [each.department, each.roles.map((role) => roleWords[role]).join('、')].filter(Boolean).join(' ')}`,
    ),
    '',
  ]
}

/** The day on which this demo city was made: its invented records are as of then, however often it is started again. */
async function madeOn(platform: Platform): Promise<string> {
  const times = (await platform.packs.listPacks())
    .filter(({ name }) => name === 'demo-city')
    .map(({ installedAt }) => installedAt.getTime())
  return cityDate(new Date(Math.min(...times)))
}

/** The accounts with mandates that end as long after the city was made as they were written to. */
function inForce(accounts: AccountSeed, dates: SeedDates, since: string): AccountSeed {
  const months = dates.mandates ? monthsSince(dates.asOf, since) : 0
  const firms = accounts.firms.map((firm) => ({
    ...firm,
    ...(firm.agents
      ? {
          agents: firm.agents.map((each) => ({
            ...each,
            ...(each.until ? { until: laterBy(months, each.until) as string } : {}),
          })),
        }
      : {}),
  }))
  return { ...accounts, firms }
}

async function firstAdministrator(platform: Platform, config: Config): Promise<string[]> {
  const token = await platform.identity.accounts.prepareFirstAdministrator(config.realm)
  if (!token) return []
  return [
    'No administrator yet. Make the first one with this one-time token:',
    `  POST {address}/api/v1/administrators {"token": "${token}", "username": …, "password": …, "name": …}`,
  ]
}

/** Installs every pack of the folder, those that others require first. A pack with mistakes stops the start and names them. */
async function installPacks(platform: Platform, config: Config, log: Log): Promise<LoadedPack[]> {
  const entries = await readdir(config.packsDir, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const loaded = await loadPacks(config.packsDir, names, platform.packKinds)
  const wrong = loaded.find(hasErrors)
  if (wrong) {
    const problems = wrong.problems.map((found) => formatProblem(found)).join('\n')
    throw new Error(`The pack ${wrong.header.name} has mistakes:\n${problems}`)
  }
  for (const pack of loaded) {
    const { added } = await platform.packs.install(systemActor(config.realm), pack)
    if (added > 0) log.info({ pack: pack.header.name, added }, 'pack installed')
  }
  return loaded
}
