import type { Actor } from '#kernel/actor.ts'
import type { Territory } from '#support/credentials/index.ts'

/** Stock is sealed in the office's name: whoever decides for the office imports it, and sees what was imported. */
export function mayImport(actor: Actor, departmentId: string, territory: Territory): boolean {
  if (actor.kind === 'system') return true
  return (
    actor.kind === 'official' && officesOf(actor).some((office) => territory.departmentWithin(departmentId, office))
  )
}

/** The offices somebody decides for. */
export function officesOf(actor: Actor): string[] {
  return actor.posts.filter(({ role }) => role === 'decider').map(({ departmentId }) => departmentId)
}
