import dated from './licensing-law.json' with { type: 'json' }

/** A time limit as the law or the city states it; `article` says where. */
export type StatedLimit = { unit: 'working' | 'calendar'; days: number; article: string }

/** Who must approve an extension: a post of the agency that decides, or one of the government above it. */
export type Approver = { role: 'head'; of: 'agency' | 'government'; name: string; nameEn: string }

/** A procedure of 行政许可法第45条: `stopping` ones are not counted; `running` ones are, and `why` says so to who asks. */
export type StoppingKind = { key: string; name: string; nameEn: string }
export type RunningKind = StoppingKind & { why: string; whyEn: string }

/** The limits and procedures of 行政许可法, as they stood on one day. All of it is data: licensing-law.json. */
export type LicensingLaw = {
  from: string
  intake: StatedLimit
  correction: StatedLimit
  extension: Record<'single' | 'joint', { days: number; article: string; approver: Approver }>
  special: { article: string; longest: number; stopping: StoppingKind[]; running: RunningKind[] }
  hearing: { article: string; ask: HearingLimit; hold: HearingLimit; notice: HearingLimit }
  /** 第44条 binds grants only; `outcomes` names the decisions whose delivery has a clock. */
  delivery: StatedLimit & { outcomes: string[] }
  remedies: { reviewDays: number; suitMonths: number; article: string }
  renewal: StatedLimit
}

type HearingLimit = { unit: 'working'; days: number }

const versions = dated.versions as LicensingLaw[]

/** The law in force on a day, `YYYY-MM-DD`; before its first day, as it was first stated. */
export function licensingLawOn(day: string): LicensingLaw {
  return versions.findLast((version) => version.from <= day) ?? versions[0]!
}
