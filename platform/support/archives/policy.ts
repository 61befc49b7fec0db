import type { PostRole } from '#kernel/actor.ts'
import type { ArchiveState, ArchiveVerb } from './contract.ts'

/** Who files and hands over, and who may look. */
export const keepers: readonly PostRole[] = ['archivist']
export const readers: readonly PostRole[] = ['archivist', 'supervisor']

/** Of these offices (those that posts of the role reach), this one. */
export const reaches = (offices: readonly string[], file: { department_id: string }): boolean =>
  offices.includes(file.department_id)

/** What a keeper may do with a file in a state; handing over needs an archive to hand over to. */
export function verbsIn(state: ArchiveState, connected: boolean): ArchiveVerb[] {
  if (state === 'waiting' || state === 'failed') return ['file']
  if (state === 'filed') return connected ? ['file', 'hand-over'] : ['file']
  if (state === 'refused') return connected ? ['file', 'send-again'] : ['file']
  if (state === 'sending' || state === 'checking') return connected ? ['send-again'] : []
  return []
}
