import { createReadStream } from 'node:fs'
import { access, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#kernel/errors.ts'
import type { Files } from './files.ts'
import { prepareIncoming, receive, refuseBadHash } from './incoming.ts'

/** Keeps files in a folder of this machine, two levels deep by hash. */
export async function createFolderFiles(folder: string): Promise<Files> {
  const incoming = join(folder, 'incoming')
  await prepareIncoming(incoming)

  const placeOf = (hash: string) => {
    refuseBadHash(hash)
    return join(folder, hash.slice(0, 2), hash.slice(2, 4), hash)
  }
  const exists = (place: string) =>
    access(place).then(
      () => true,
      () => false,
    )

  return {
    put: (source, options) =>
      receive(incoming, source, options, async ({ hash }, path) => {
        const place = placeOf(hash)
        await mkdir(join(place, '..'), { recursive: true })
        await rename(path, place)
      }),
    async open(hash) {
      const place = placeOf(hash)
      if (!(await exists(place))) throw new Refusal('missing', 'files.missing', `No file ${hash} is kept here`)
      return createReadStream(place)
    },
    has: async (hash) => exists(placeOf(hash)),
  }
}
