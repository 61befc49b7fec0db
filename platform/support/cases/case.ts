import type { Branded } from '#kernel/ids.ts'
import type { Calendar } from '#kernel/working-days.ts'
import { type Clock, type Limit, pick, startClock, stopClock } from './clocks.ts'
import type { CaseStatus, CorrectionItem, Outcome } from './contract.ts'
import type { State } from './flow/index.ts'
import { licensingLawOn } from './procedures/law.ts'
import type { Procedure } from './procedures/procedure.ts'
import { startOwed } from './terms/owed.ts'
import type { CaseTerms } from './terms/terms.ts'

export type CaseId = Branded<'CaseId'>

/** What a case is about, frozen from the item version it was opened under. */
export type CaseItem = {
  id: string
  version: number
  name: string
  nameEn?: string
  /** `calls` are the versions of the flows it calls, once the case has begun. */
  flow: { key: string; version: number; calls?: Readonly<Record<string, number>> }
  form: { key: string; version: number }
  departmentId: string
  departmentName: string
  /** `joint`: several departments handle it together (行政许可法第26条), which has limits of its own. */
  limits: { promise?: Limit; legal?: Limit; joint?: boolean }
}

/** For whom the case runs, and who acts for them. */
export type CaseParty = { partyId: string; name: string; kind: string; agentName?: string; accountId: string }

/** What was asked to be put right. The law allows it once (行政许可法第32条). */
export type Correction = { items: CorrectionItem[]; askedAt: string; open: boolean }

/** 中止: nobody acts on the case until it is resumed; the legal basis is told to the applicant. */
export type Suspension = { since: string; basis: string; reason: string }

export type Case = {
  realm: string
  id: CaseId
  no: string
  queryCode: string
  lookupIndex: Buffer
  item: CaseItem
  party: CaseParty
  divisionCode: string
  channel: string
  status: CaseStatus
  outcome?: Outcome
  automatic: boolean
  submittedAt: Date
  acceptedAt?: Date
  decidedAt?: Date
  closedAt?: Date
  clocks: Clock[]
  /** 特别程序、延期、听证、送达; absent while there are none. */
  procedures?: Procedure[]
  calendarVersion: string
  correction?: Correction
  terms?: CaseTerms
  suspension?: Suspension
  state: State
  version: number
}

/** A fact with its provenance: who said it, under which version, when we learnt it. */
export type Fact = {
  pointer: string
  value: unknown
  source: string
  sourceLabel: string
  sourceVersion?: string
  fetchedAt: Date
}

export type Material = {
  id: string
  key: string
  name: string
  version: number
  hash: string
  fileName: string
  mediaType: string
  size: number
  trust: 'A' | 'B' | 'C' | 'D'
  at: Date
  /** Reused: the case it was first handed in with, and when. */
  from?: { caseNo: string; at: string }
}

/** The bytes of a version, wherever they come from. */
export type MaterialFile = Pick<Material, 'hash' | 'fileName' | 'mediaType' | 'size' | 'trust' | 'from'>

/**
 * What entering a status means for the clocks, after 行政许可法第32、42、44条. `deemed-accepted` is acceptance by silence:
 * it counts from the day the papers came in.
 */
export function enterStatus(
  current: Case,
  entered: string,
  at: { now: Date; today: string; submittedOn: string },
  calendar: Calendar,
): Case {
  const { now, today } = at
  const clock = (change: (clock: Clock) => Clock, ...keys: Clock['key'][]) =>
    current.clocks.map((each) => (keys.includes(each.key) ? change(each) : each))
  const stop = (each: Clock) => stopClock(each, today)

  switch (entered) {
    case 'submitted':
      // A case sent back to intake stays accepted: acceptance is told to the applicant once (第32条), and its clocks run on.
      if (current.acceptedAt) return { ...current, status: 'accepted' }
      return {
        ...current,
        status: 'submitted',
        clocks: clock(
          (each) =>
            each.key === 'intake'
              ? startClock({ key: each.key, unit: each.unit, days: each.days }, today, calendar)
              : stop(each),
          'intake',
          'correction',
        ),
      }
    case 'correction-requested':
      return {
        ...current,
        status: 'correction-requested',
        clocks: [
          ...clock(stop, 'intake'),
          startClock({ key: 'correction', ...pick(licensingLawOn(today).correction) }, today, calendar),
        ],
      }
    case 'accepted':
    case 'deemed-accepted': {
      if (current.acceptedAt) return { ...current, status: 'accepted' }
      const from = entered === 'accepted' ? today : at.submittedOn
      const acceptedAt = entered === 'accepted' ? now : current.submittedAt
      return {
        ...current,
        status: 'accepted',
        acceptedAt,
        ...(current.terms ? { terms: startOwed(current.terms, from, calendar) } : {}),
        clocks: clock(stop, 'intake', 'correction').map((each) =>
          each.key === 'promise' || each.key === 'legal' ? startClock(each, from, calendar) : each,
        ),
      }
    }
    case 'reviewing':
      return { ...current, status: 'reviewing' }
    case 'decided':
      return {
        ...current,
        status: 'decided',
        decidedAt: now,
        clocks: clock(stop, 'intake', 'correction', 'promise', 'legal'),
      }
    case 'closed':
      return {
        ...current,
        status: 'closed',
        closedAt: now,
        clocks: clock(stop, 'intake', 'correction', 'promise', 'legal'),
      }
    default:
      throw new Error(`No case status is called ${entered}`)
  }
}
