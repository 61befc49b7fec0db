import type { DeclaredPoint, HallNetwork, HallReach, ReachOfArea, ResidentialArea } from './contract.ts'

type Spot = { longitude: number; latitude: number }

const earthKilometres = 6371

/** Kilometres in a straight line over the ground (haversine). */
export function kilometresBetween(one: Spot, other: Spot): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const [dLat, dLon] = [radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)]
  const chord =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(dLon / 2) ** 2
  return 2 * earthKilometres * Math.asin(Math.sqrt(chord))
}

type Going = HallNetwork['reach']

export const minutesBetween = (one: Spot, other: Spot, going: Going): number =>
  ((kilometresBetween(one, other) * going.detour) / going.kilometresPerHour) * 60

/**
 * Who lives within the minutes of a point, and up to `most` places for new ones, each where it brings most people within
 * them that the ones before did not (greedy cover, which is at most a factor 1-1/e from the best).
 */
export function reachOf(
  { areas, points, reach }: { areas: readonly ResidentialArea[]; points: readonly DeclaredPoint[]; reach: Going },
  most = 5,
): HallReach {
  const found: ReachOfArea[] = areas.map((area) => {
    const near = points
      .map((point) => ({ point, minutes: minutesBetween(area, point, reach) }))
      .reduce((best, each) => (each.minutes < best.minutes ? each : best))
    const minutes = Math.round(near.minutes * 10) / 10
    return { ...area, nearest: near.point.name, minutes, within: near.minutes <= reach.minutes }
  })
  const sum = (some: readonly ReachOfArea[]) => some.reduce((total, { population }) => total + population, 0)
  let left = found.filter(({ within }) => !within)
  const proposals: HallReach['proposals'] = []
  while (left.length > 0 && proposals.length < most) {
    const helped = (at: Spot) => left.filter((area) => minutesBetween(area, at, reach) <= reach.minutes)
    const best = left
      .map((area) => ({ area, gains: sum(helped(area)) }))
      .reduce((top, each) => (each.gains > top.gains ? each : top))
    const { divisionCode, name, longitude, latitude } = best.area
    proposals.push({ divisionCode, name, longitude, latitude, gains: best.gains })
    const gone = new Set(helped(best.area))
    left = left.filter((area) => !gone.has(area))
  }
  return {
    minutes: reach.minutes,
    source: reach.source,
    population: sum(found),
    within: sum(found.filter(({ within }) => within)),
    areas: found.toSorted((one, other) => other.minutes - one.minutes),
    proposals,
  }
}
