import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Log } from '#ground/telemetry/log.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import { add, type Call, none } from './calls.ts'
import { addCounts, addFailures, countCall, type Line, type Quota, selectUsed } from './store.ts'

/** How long counts gather before they are written together. */
const pause = 1_000
/** More than anybody reads; a program that only fails must not fill the disk. */
const mostFailures = 200

export type Meter = ReturnType<typeof createMeter>

/** Quotas, counted in the database so that all processes agree; and what came of calls, gathered and written each second. */
export function createMeter({ db, clock, log }: { db: Db; clock: Clock; log: Log }) {
  let lines = new Map<string, Line>()
  let failures: (Call & { programId: string; code: string })[] = []
  let timer: NodeJS.Timeout | undefined

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const [counted, failed] = [[...lines.values()], failures]
    lines = new Map()
    failures = []
    if (counted.length > 0) await addCounts(db, counted)
    if (failed.length > 0) await addFailures(db, failed)
  }

  function countFor(programId: string, call: Call): void {
    const { capability, operation } = call
    const day = cityDate(call.at)
    const key = `${day} ${programId} ${operation}`
    const line = lines.get(key) ?? { day, programId, capability, operation, ...none() }
    lines.set(key, line)
    add(line, call)
  }

  return {
    flush,
    /** Counts a call against its quota. The headers tell what is left (draft-ietf-httpapi-ratelimit-headers). */
    async take(quota: Omit<Quota, 'day'>): Promise<{ headers: Record<string, string>; refusal?: Refusal }> {
      const now = clock()
      const day = cityDate(now)
      const used = await countCall(db, { ...quota, day })
      const { perDay, perSecond } = quota
      const toMidnight = Math.ceil((Date.parse(`${day}T24:00:00+08:00`) - now.getTime()) / 1000)
      const told = (calls: number, inSecond: number) => ({
        'ratelimit-policy': `"day";q=${perDay};w=86400, "second";q=${perSecond};w=1`,
        ratelimit: `"day";r=${Math.max(0, perDay - calls)};t=${toMidnight}, "second";r=${Math.max(0, perSecond - inSecond)};t=1`,
      })
      if (used) return { headers: told(used.calls, used.inSecond) }
      const calls = (await selectUsed(db, quota.programId, day)).get(quota.capability)?.calls ?? 0
      const dayIsOver = calls >= perDay
      return {
        headers: { ...told(calls, perSecond), 'retry-after': String(dayIsOver ? toMidnight : 1) },
        refusal: new Refusal(
          'limited',
          dayIsOver ? 'capabilities.quota-day' : 'capabilities.quota-second',
          dayIsOver ? `${perDay} calls a day are granted` : `${perSecond} calls a second are granted`,
        ),
      }
    },
    note(call: Call): void {
      countFor('', call)
      const { programId, code } = call
      if (programId) countFor(programId, call)
      if (programId && code && failures.length < mostFailures) failures.push({ ...call, programId, code })
      timer ??= setTimeout(() => {
        flush().catch((error: unknown) => log.error({ err: error }, 'calls were not counted'))
      }, pause).unref()
    },
  }
}
