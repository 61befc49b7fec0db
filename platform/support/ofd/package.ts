import { readZip, zipOf } from '#kernel/zip.ts'
import type { OfdFiles } from './document.ts'

/** The files as one package, in their order. */
export async function packOfd(files: OfdFiles, at: Date): Promise<Buffer> {
  const parts: Uint8Array[] = []
  const entries = [...files].map(([path, bytes]) => ({ path, bytes }))
  for await (const part of zipOf(entries, at)) parts.push(part)
  return Buffer.concat(parts)
}

/** Refuses `zip.unreadable` an archive that is not as we packed it. */
export function unpackOfd(archive: Uint8Array): OfdFiles {
  return new Map(readZip(archive).map(({ path, bytes }) => [path, Buffer.from(bytes)]))
}
