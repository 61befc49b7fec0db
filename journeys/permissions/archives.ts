import type { Made } from './made.ts'

/** Archivists are none of those who knock here; a supervisor of another department finds no such file. */
export async function makeArchives(): Promise<Made> {
  const id = '01890000-0000-7000-8000-000000000000'
  return {
    ids: [[/\/archives\//, { id }]],
    bodies: { actOnArchiveFile: { verb: 'file', reason: '演示' } },
  }
}
