/** How sure we are that the person is who they say: L1 账号, L2 实名, L3 双因素, L4 实人 (face or document check). */
export type AssuranceLevel = 'L1' | 'L2' | 'L3' | 'L4'

/** Whether one level is as high as another. */
export const reaches = (have: AssuranceLevel, needed: AssuranceLevel): boolean => have >= needed

/** What a post is for. Posts, not persons, hold powers; the words for people are in docs/words.md. */
export const postRoles = [
  'intake',
  'reviewer',
  'inspector',
  'cashier',
  'decider',
  'head',
  'supervisor',
  'archivist',
  'data-officer',
  'data-manager',
  'item-manager',
  'administrator',
  'security-officer',
  'auditor',
] as const
export type PostRole = (typeof postRoles)[number]

/** A post an official holds today: its role, and the department and division whose subtree it may touch. */
export type PostHeld = {
  id: string
  role: PostRole
  departmentId: string
  departmentName: string
  divisionCode: string
  /** Whose post it is, when its holder has delegated it for a time (委托): acts under it are done on their behalf. */
  onBehalfOf?: { accountId: string; name: string }
}

/** Who acts: the one value every policy, history row and audit line is about. */
export type Actor = {
  kind: 'citizen' | 'official' | 'program' | 'system' | 'anonymous'
  realm: string
  accountId: string
  name: string
  /** The natural person behind the account; absent for systems and anonymous visitors. */
  partyId?: string
  /** The legal person or family member this act is done for. */
  onBehalfOf?: { partyId: string; name: string }
  /** The firm whose licence opened this session: it acts for that firm and for nobody else, not even for the person. */
  actingFor?: { partyId: string; name: string }
  /** Of this session: by what was shown in it (support/identity/sessions/level.ts). */
  level: AssuranceLevel
  /** By which factors, in the words of RFC 8176. */
  methods?: readonly string[]
  posts: PostHeld[]
  sessionId?: string
  ip?: string
}

/** The platform itself: clocks that run out, rules that grant, jobs. It holds no post and can refuse nobody. */
export function systemActor(realm: string): Actor {
  return { kind: 'system', realm, accountId: 'system', name: '系统', level: 'L4', posts: [] }
}

/** A visitor without a session: may read what is public, nothing else. */
export function anonymousActor(realm: string, ip?: string): Actor {
  return { kind: 'anonymous', realm, accountId: 'anonymous', name: '', level: 'L1', posts: [], ...(ip ? { ip } : {}) }
}
