import table from './bad-rating-limits.json' with { type: 'json' }

/** How long each part of following up a bad rating may take, in working days, and who decides appeals. Dated data. */
export type BadRatingLimits = (typeof table)[number]

/** The version in force on a day: that of the day of the rating holds for the whole work order. */
export function limitsOn(day: string): BadRatingLimits {
  const found = table.findLast(({ validFrom }) => validFrom <= day)
  if (!found) throw new Error(`No limits for bad ratings are known for ${day}`)
  return found
}

export function limitsOf(version: string): BadRatingLimits {
  const found = table.find((each) => each.version === version)
  if (!found) throw new Error(`No limits for bad ratings have the version ${version}`)
  return found
}
