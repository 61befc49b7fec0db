import { execFile, spawnSync } from 'node:child_process'
import { chmod, lchown, mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** The operating-system account PostgreSQL runs as when we are root, which PostgreSQL itself refuses to run as. */
export type Account = { uid: number; gid: number }

/** Where root keeps what the account must reach when the project's own folder is closed to it (as /root is). */
export const publicHome = '/var/lib/zhengtong'

/**
 * The account to run PostgreSQL as: none when we are not root, else whoever owns the data already, else `postgres` or
 * `nobody`. Fails when root finds neither.
 */
export async function clusterAccount(pgdata: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(pgdata).catch(() => undefined)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  for (const name of ['postgres', 'nobody']) {
    const uid = await idOf('-u', name)
    const gid = await idOf('-g', name)
    if (uid && gid) return { uid, gid }
  }
  throw new Error('PostgreSQL does not run as root, and this machine has neither a user postgres nor a user nobody')
}

async function idOf(which: '-u' | '-g', name: string): Promise<number | undefined> {
  const answer = await promisify(execFile)('id', [which, name]).catch(() => undefined)
  return answer ? Number(answer.stdout) : undefined
}

/** Whether the account may pass through the folder and all that lead to it. */
export function canReach(folder: string, account: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
}

/** Makes root's public folder and returns its path. */
export async function makePublicHome(): Promise<string> {
  await mkdir(publicHome, { recursive: true })
  await chmod(publicHome, 0o755) // whatever the umask says: the account must pass through
  return publicHome
}

/** Gives a folder and all that is in it to the account. */
export async function giveTo(account: Account, folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true })) {
    await lchown(join(folder, entry), account.uid, account.gid)
  }
  await lchown(folder, account.uid, account.gid)
}
