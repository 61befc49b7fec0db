import type { Actor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refusal } from '#kernel/errors.ts'
import type { CalendarVersion } from '../contract.ts'
import type { LiveCalendar, LiveData } from '../live.ts'
import type { OfficeDays, OfficeDaysInput } from './contract.ts'
import { chainOf, checkPeriods, holderOf } from './office.ts'
import { mayKeepOfficeDays } from './policy.ts'

/** A department as far as its days and hours are concerned. */
export type Office = { id: string; name: string; parent?: string; divisionCode: string }

/** Puts in the version that follows the one in force. */
export type PutVersion = (
  actor: Actor,
  given: { version?: string; reason: string },
  become: (data: LiveData) => LiveData,
) => Promise<CalendarVersion>

/** The days and hours of departments: part of the calendar, versioned and recomputed with it. */
export function createOffices(needs: {
  live: LiveCalendar
  departments: () => Promise<Office[]>
  putVersion: PutVersion
}) {
  const { live } = needs

  /** Takes up the tree of departments, along which days and hours are inherited. */
  async function followTree(): Promise<void> {
    live.place(new Map((await needs.departments()).map(({ id, parent }) => [id, parent])))
  }

  async function listOffices(): Promise<OfficeDays[]> {
    const departments = await needs.departments()
    return departments.filter(({ id }) => (live.offices[id]?.length ?? 0) > 0).map((each) => daysOf(each, departments))
  }

  async function getOffice(departmentId: string): Promise<OfficeDays> {
    const departments = await needs.departments()
    return daysOf(known(departments, departmentId), departments)
  }

  /** Puts in all periods of a department; none gives it back to the office above. What that touches is computed again. */
  async function replaceOffice(
    actor: Actor,
    departmentId: string,
    { periods, reason }: OfficeDaysInput,
  ): Promise<CalendarVersion> {
    const departments = await needs.departments()
    const office = known(departments, departmentId)
    if (!mayKeepOfficeDays(actor, office))
      throw new Refusal('forbidden', 'calendars.office-forbidden', `${actor.accountId} may not change these days`)
    checkPeriods(periods)
    await followTree()
    return needs.putVersion(actor, { reason: `${office.name}：${reason.trim()}` }, ({ offices = {}, ...data }) => {
      const { [departmentId]: before = [], ...others } = offices
      if (canonicalJson(before) === canonicalJson(periods))
        throw new Refusal('conflict', 'calendars.same', 'These are the days in force')
      return { ...data, offices: periods.length > 0 ? { ...others, [departmentId]: periods } : others }
    })
  }

  function daysOf({ id, name }: Office, departments: Office[]): OfficeDays {
    const holder = holderOf(chainIn(departments, id), live.offices)
    const above = holder === id ? undefined : departments.find((each) => each.id === holder)?.name
    return {
      departmentId: id,
      department: name,
      ...(above === undefined ? {} : { inheritedFrom: above }),
      periods: holder === undefined ? [] : structuredClone([...(live.offices[holder] ?? [])]),
      version: live.version,
    }
  }

  return { followTree, listOffices, getOffice, replaceOffice }
}

const chainIn = (departments: Office[], id: string) =>
  chainOf(id, new Map(departments.map((each) => [each.id, each.parent])))

function known(departments: Office[], id: string): Office {
  const found = departments.find((each) => each.id === id)
  if (!found) throw new Refusal('missing', 'calendars.office-missing', `No department ${id}`)
  return found
}
