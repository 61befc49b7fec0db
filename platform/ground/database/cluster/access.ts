import { randomBytes } from 'node:crypto'
import { chmod, chown, lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { Account } from './account.ts'

/** The role the platform works as, and its database: no superuser, as on a PostgreSQL that others run. */
export const appRole = 'zhengtong'
/** The superuser of the cluster: makes the role and the database, and takes backups. */
export const adminRole = 'postgres'

/** How PostgreSQL listens and whom it lets in. */
export type Access = {
  settings: Record<string, string>
  initdbArguments: string[]
  /** pg_hba.conf and pg_ident.conf */
  rules: { hba: string; ident: string }
  /** Undefined where the operating system vouches for who connects. */
  password: string | undefined
  url(role: string, database: string): string
}

/**
 * A Unix socket in a closed folder, where the kernel says which user connects: no password exists and nothing listens on
 * the network. Windows has no such thing: there it is loopback and a random password kept beside the data.
 */
export async function chooseAccess(runtimeDir: string, home: string, port?: number): Promise<Access> {
  return process.platform === 'win32' ? loopbackAccess(home, port ?? (await freePort())) : socketAccess(runtimeDir)
}

function socketAccess(runtimeDir: string): Access {
  const people = [...new Set([userInfo().username, 'root'])]
  const ident = people.flatMap((person) => [appRole, adminRole].map((role) => `platform "${person}" ${role}\n`))
  return {
    settings: { listen_addresses: '', unix_socket_directories: runtimeDir },
    initdbArguments: ['--auth-local=peer', '--auth-host=reject'],
    rules: { hba: 'local all all peer map=platform\n', ident: ident.join('') },
    password: undefined,
    url: (role, database) => `postgres://${role}@localhost/${database}?host=${encodeURIComponent(runtimeDir)}`,
  }
}

async function loopbackAccess(home: string, port: number): Promise<Access> {
  const file = join(home, 'postgres.password')
  const password = await readFile(file, 'utf8').catch(() => randomBytes(24).toString('hex'))
  await writeFile(file, password, { mode: 0o600 })
  return {
    settings: { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' },
    initdbArguments: ['--auth=scram-sha-256', `--pwfile=${file}`],
    rules: { hba: 'host all all 127.0.0.1/32 scram-sha-256\n', ident: '' },
    password,
    url: (role, database) => `postgres://${role}:${password}@127.0.0.1:${port}/${database}`,
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

/** Writes who may connect; on each start, so that data moved from another user or machine lets its new owner in. */
export async function writeAccessRules({ rules }: Access, pgdata: string, account: Account | undefined): Promise<void> {
  for (const [name, text] of [
    ['pg_hba.conf', rules.hba],
    ['pg_ident.conf', rules.ident],
  ] as const) {
    const file = join(pgdata, name)
    await rm(file, { force: true })
    await writeFile(file, text, { mode: 0o600 })
    if (account) await chown(file, account.uid, account.gid)
  }
}

/**
 * Makes the folder for the socket, closed to all but the cluster's account. It lies in a folder where everyone may
 * write, so one that somebody else made first is refused.
 */
export async function makeRuntimeDir(runtimeDir: string, account: Account | undefined): Promise<void> {
  const made = await mkdir(runtimeDir, { mode: 0o700, recursive: true })
  if (made && account) await chown(runtimeDir, account.uid, account.gid)
  const found = await lstat(runtimeDir)
  const owner = account?.uid ?? process.getuid?.()
  if (owner !== undefined && (!found.isDirectory() || found.uid !== owner)) {
    throw new Error(
      `${runtimeDir} belongs to another user, who has this data open or left it open; remove it as that user`,
    )
  }
  await chmod(runtimeDir, 0o700)
}
