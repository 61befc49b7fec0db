import type { Actor, PostRole } from '#kernel/actor.ts'

/** Posts that answer for a capability of their department: who decides on access may also throttle and stop it. */
export const ownerRoles: readonly PostRole[] = ['decider', 'head', 'administrator']

/** Posts that may look at who uses a capability of their department. */
export const watcherRoles: readonly PostRole[] = [
  ...ownerRoles,
  'intake',
  'reviewer',
  'supervisor',
  'auditor',
  'security-officer',
]

/** A program belongs to a party; whoever acts for the party sees to it. */
export const isOwn = (parties: readonly string[], program: { party_id: string }): boolean =>
  parties.includes(program.party_id)

/** Whether one of the offices an actor's posts reach is the department's. */
export const answersFor = (actor: Pick<Actor, 'kind'>, offices: readonly string[], departmentId: string): boolean =>
  actor.kind === 'official' && offices.includes(departmentId)
