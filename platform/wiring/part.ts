import type { Reaction } from '#ground/events.ts'
import type { FindPlainPage, Routes } from '#ground/http/index.ts'
import type { JobHandler } from '#ground/jobs.ts'

/** What the worker role does again and again; what takes longer than its pause is not begun again before it ends. */
export type Chore = {
  /** Milliseconds. */
  every: number
  /** What is written to the log when it fails: "old tokens were not swept". */
  failure: string
  run: () => Promise<unknown>
}

/** What a part of the platform gives to the whole. Several modules that belong together may be one part. */
export type Part = {
  /** Under `/api/v1`, in the OpenAPI. */
  routes?: Routes[]
  /** Standard APIs with paths of their own, from the root. */
  rootRoutes?: Routes[]
  /** What addresses of the portal read like without a script. */
  plainPages?: FindPlainPage
  reactions?: Reaction[]
  jobHandlers?: Record<string, JobHandler>
  chores?: Chore[]
}
