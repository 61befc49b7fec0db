/** What a grant lets travel out of a register, and to whom it is answered. */
export type SharedScope = {
  register: string
  /** Only these travel. */
  fields: readonly string[]
  /** Of these the ones that travel unmasked, as the provider decided; the others as the register masks them. */
  plain: readonly string[]
  /** Only records that have these values, whatever is asked. */
  rows?: Record<string, string>
}

/** Who reads, for the log of each person the records are about. */
export type SharedReader = {
  realm: string
  /** The department and its system, as people read it. */
  name: string
  /** The key that was shown. */
  account: string
  purpose: string
  basis: string
  ip?: string
}

export type SharedQuery = {
  /** Values that the records must have. */
  where: Record<string, string>
  limit: number
  /** Where the last page ended. */
  after?: string
}

/** What goes on while records are read, so that nothing waits in line that can be done at once. */
export type SharedAround = {
  /** Nothing is logged and nothing answered unless this resolves: records may be looked for meanwhile. */
  allowed?: () => Promise<unknown>
  /** Written beside the log of reads, before the answer leaves. */
  beside?: (rows: number) => Promise<unknown>
}

export type SharedPage = { rows: Record<string, unknown>[]; next?: string; version: string; sourceLabel: string }

/** Groups with at least so many records; smaller ones are told as `suppressed` only. */
export type SharedCounts = { groups: { values: Record<string, unknown>; count: number }[]; suppressed: number }
