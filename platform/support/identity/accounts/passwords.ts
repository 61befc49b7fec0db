import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** Hashing of passwords, off the main thread. */
export type Passwords = {
  hash(password: string): Promise<string>
  /** Takes as long when there is no hash, so that the time does not tell whether an account exists. */
  verify(stored: string | undefined, password: string): Promise<boolean>
}

/** argon2id with 19 MiB, two passes, one lane: the OWASP minimum, some 20 ms of one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function createPasswords(): Passwords {
  let decoy: Promise<string> | undefined
  return {
    hash: (password) => hash(password.normalize('NFKC'), cost),
    async verify(stored, password) {
      decoy ??= hash(randomBytes(16), cost)
      const right = await verify(stored ?? (await decoy), password.normalize('NFKC'))
      return right && stored !== undefined
    },
  }
}
