import type { Draft, NewTask } from '../draft.ts'
import type { Net } from '../flow/index.ts'

/** A case under simulation as it stands: what is open in it, and what time it is there. */
export type Stage = { draft: Draft; net: Net; now: Date; tasks: Map<number, NewTask>; timers: Map<number, Date> }
