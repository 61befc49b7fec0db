import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import { defineEvent, type Publish } from '#ground/events.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import type { CalendarData } from '#kernel/working-days.ts'
import { CalendarHappened, type CalendarImport, type CalendarVersion } from './contract.ts'
import { createLiveCalendar } from './live.ts'
import { checkYears, nameVersion, withYears } from './notice.ts'
import { createOffices, type Office, type PutVersion } from './offices/service.ts'
import { mayReplaceCalendar } from './policy.ts'
import { insertVersion, knowsVersion, listVersions, newestNo, newestVersion, type VersionRow } from './store.ts'

/** The working calendar was replaced: what was computed from the one before is computed again. */
export const CalendarReplaced = defineEvent('calendars.calendar-replaced', CalendarHappened)

export type CalendarNeeds = {
  db: Db
  clock: Clock
  realm: string
  publish: Publish
  /** The calendar that the platform comes with: version 0. */
  shipped: CalendarData
  /** The departments of the realm, along whose tree days and hours are inherited. */
  departments: () => Promise<Office[]>
  appendLeaf: (tx: Tx, leaf: { realm: string; kind: string; subject: string; digest: Buffer }) => Promise<void>
  digest: (text: string) => Buffer
}

export type CalendarService = ReturnType<typeof createCalendars>

/** Versions of the working calendar, and the one in force as everybody holds it. */
export function createCalendars(needs: CalendarNeeds) {
  const { db, clock, realm, shipped } = needs
  const live = createLiveCalendar(shipped)
  let heldNo = 0

  function hold(row: VersionRow): void {
    live.replace({ ...row.data, version: row.version })
    heldNo = row.no
  }

  /** Takes up the version in force, when another process has put in a newer one. */
  async function follow(): Promise<void> {
    const no = await newestNo(db, realm)
    if (no !== undefined && no !== heldNo) {
      const row = await newestVersion(db, realm)
      if (row) hold(row)
    }
    // The tree may have changed without the calendar.
    if (Object.keys(live.offices).length > 0) await offices.followTree()
  }

  /**
   * Puts in the notices of some years. Refuses notices that cannot be true, and what is in force already. Hours and the
   * other years stay.
   */
  async function replace(actor: Actor, given: CalendarImport): Promise<CalendarVersion> {
    if (!mayReplaceCalendar(actor))
      throw new Refusal('forbidden', 'calendars.forbidden', `${actor.accountId} may not replace the calendar`)
    checkYears(given.years)
    return putVersion(actor, given, (data) => {
      const years = withYears(data, given.years)
      if (!years) throw new Refusal('conflict', 'calendars.same', 'That is the calendar in force')
      return { ...data, years }
    })
  }

  /** Makes the version that follows the one in force, which is what its data become. */
  const putVersion: PutVersion = async (actor, given, become) => {
    const row = await inTransaction(db, async (tx) => {
      const before = await newestVersion(tx, realm)
      const { version: _, ...data } = become(before ? { version: before.version, ...before.data } : shipped)
      const no = (before?.no ?? 0) + 1
      const version = given.version ?? nameVersion(data.years, no + 1)
      if (version === shipped.version || (await knowsVersion(tx, realm, version)))
        throw new Refusal('conflict', 'calendars.known-version', `The version ${version} was used before`)
      const made: VersionRow = {
        no,
        version,
        data,
        reason: given.reason.trim(),
        accountId: actor.accountId,
        actorName: actor.name,
        at: clock(),
      }
      if (!(await insertVersion(tx, realm, made)))
        throw new Refusal('conflict', 'calendars.conflict', 'Somebody else replaced it first')
      const digest = needs.digest(JSON.stringify({ ...made, at: made.at.toISOString() }))
      await needs.appendLeaf(tx, { realm, kind: 'calendars.version', subject: version, digest })
      await needs.publish(tx, CalendarReplaced, { realm, subject: version, data: { version, no } })
      return made
    })
    hold(row)
    return lineOf(row, true)
  }

  async function list(query: { limit: number; cursor?: string }): Promise<Page<CalendarVersion>> {
    const before = query.cursor ? Number(decodeCursor(query.cursor, 1)[0]) : undefined
    const rows = await listVersions(db, realm, before, query.limit + 1)
    const page = pageOf(rows, query.limit, ({ no }) => [no])
    const newest = before === undefined ? rows[0]?.no : undefined
    const items = page.items.map((row) => lineOf(row, row.no === newest))
    // The one the platform comes with closes the list.
    return page.next
      ? { ...page, items }
      : { ...page, items: [...items, shippedLine(items.length === 0 && before === undefined)] }
  }

  const shippedLine = (current: boolean): CalendarVersion => ({
    no: 0,
    version: shipped.version,
    years: Object.keys(shipped.years).sort(),
    reason: '随平台提供',
    by: '系统',
    at: '',
    current,
  })

  /** The days of the calendar in force, year by year. */
  const years = () => Object.entries(live.data.years).map(([year, notice]) => ({ year, ...copyOf(notice) }))

  const offices = createOffices({ live, departments: needs.departments, putVersion })

  return { calendar: live, calendarOf: live.officeOf, follow, replace, list, years, offices }
}

const copyOf = ({ off, work, source }: CalendarData['years'][string]) => ({
  off: [...off],
  work: [...work],
  ...(source ? { source: [...source] } : {}),
})

const lineOf = (row: VersionRow, current: boolean): CalendarVersion => ({
  no: row.no,
  version: row.version,
  years: Object.keys(row.data.years).sort(),
  reason: row.reason,
  by: row.actorName,
  at: row.at.toISOString(),
  current,
})
