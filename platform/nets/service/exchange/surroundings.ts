/** What the case itself does not know: codes of the item, numbers of the party, papers, the ratings. */
export type Surroundings = {
  codes: { catalogCode?: string; taskCode?: string; taskHandleItem?: string }
  projectType: 'immediate' | 'promised' | 'other'
  org: { name: string; code: string }
  party: { name: string; kind: string; idType: string; idNumber: string; mobile?: string }
  papers: { key: string; kind: string; name: string; number: string; issuer: string; validTo?: string }[]
  /** The ratings of the case that count, the first one first. */
  ratings: CaseRating[]
}

export type CaseRating = {
  id: string
  stage: string
  level: number
  channel: string
  at: Date
  rater: string
  text?: string
}
