import type { RatingNeeds } from './needs.ts'
import { createRatingReading } from './reading.ts'
import { createRatingVerbs } from './service.ts'
import { createServiceRecords } from './service-records/service.ts'

/** 好差评: the verbs, everything that reads, and services at counters and by telephone. */
export function createRatings(needs: RatingNeeds) {
  const verbs = createRatingVerbs(needs)
  return { ...verbs, ...createRatingReading(needs), services: createServiceRecords(needs, verbs) }
}

export type RatingService = ReturnType<typeof createRatings>
