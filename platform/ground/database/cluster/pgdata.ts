import { execFile } from 'node:child_process'
import { chmod, chown, lstat, mkdir, mkdtemp, realpath, rename, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Access } from './access.ts'
import { adminRole } from './access.ts'
import { type Account, canReach, giveTo, makePublicHome } from './account.ts'
import type { Binaries } from './binaries.ts'

/** The variables PostgreSQL's programs run with: none of the caller's, whose locale or PG… settings would change it. */
export function plainEnvironment(): Record<string, string> {
  const { PATH = '', SystemRoot = '' } = process.env
  return { PATH, LC_ALL: 'C', TZ: 'UTC', ...(SystemRoot ? { SystemRoot } : {}) }
}

/** The real folder of the cluster in `dataDir`, if one was made. Fails when its place is known and it is not there. */
export async function findPgdata(dataDir: string): Promise<string | undefined> {
  const place = join(dataDir, 'postgres')
  const found = await lstat(place).catch(() => undefined)
  if (!found) return undefined
  try {
    return await realpath(place)
  } catch (cause) {
    throw new Error(`The database of ${dataDir} cannot be reached`, { cause })
  }
}

/**
 * Makes a cluster: UTF-8, text ordered by code point the same on every machine, checksums on. It appears under its name
 * only when it is whole. Where root's folders are closed to the account it lies outside and `postgres` is a link to it.
 */
export async function makePgdata(needs: {
  dataDir: string
  account: Account | undefined
  binaries: Binaries
  access: Access
  durable: boolean
}): Promise<string> {
  const { dataDir, account, binaries, access, durable } = needs
  const outside = account && !canReach(dataDir, account)
  const home = outside ? await mkdtemp(join(await makePublicHome(), 'data-')) : dataDir
  if (outside) await chmod(home, 0o755)
  const pgdata = join(home, 'postgres')
  const draft = `${pgdata}.new`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  if (account) await chown(draft, account.uid, account.gid)
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const speed = durable ? [] : ['--no-sync']
  await promisify(execFile)(
    binaries.initdb,
    ['-D', draft, '-U', adminRole, '--no-instructions', ...locale, ...access.initdbArguments, ...speed],
    { ...account, cwd: dirname(binaries.initdb), env: plainEnvironment() },
  )
  await rename(draft, pgdata)
  if (outside) await symlink(pgdata, join(dataDir, 'postgres'))
  return pgdata
}

/** As root, data that root owns (a copy, a restored backup) becomes the account's. */
export async function claimPgdata(pgdata: string, account: Account | undefined): Promise<void> {
  if (account && (await stat(pgdata)).uid !== account.uid) await giveTo(account, pgdata)
}
