type Spot = { longitude: number; latitude: number }

/** A place on a sketch, in percent of its width and height. */
export type Place = { left: number; top: number }

const margin = 8
const rounds = 60
/** What a mark needs to stand whole within the sketch. */
const edge = 5.5

/**
 * Where marks stand on a sketch of three to two: by their position, then pushed apart until none covers another. Marks lie
 * at least `apart` percent of the width from each other where there is room.
 */
export function placeApart(spots: readonly Spot[], apart: number): Place[] {
  const [west, east] = rangeOf(spots.map(({ longitude }) => longitude))
  const [south, north] = rangeOf(spots.map(({ latitude }) => latitude))
  const span = 100 - 2 * margin
  // Heights in the measure of widths, so that distances are true.
  const tall = 2 / 3
  const places = spots.map(({ longitude, latitude }) => ({
    x: margin + (span * (longitude - west)) / (east - west || 1),
    y: (margin + (span * (north - latitude)) / (north - south || 1)) * tall,
  }))
  const keepWithin = (place: { x: number; y: number }) => {
    place.x = Math.min(100 - edge, Math.max(edge, place.x))
    place.y = Math.min(100 * tall - edge, Math.max(edge, place.y))
  }
  for (let round = 0; round < rounds; round++) {
    places.forEach((one, index) => {
      for (const other of places.slice(index + 1)) {
        const [dx, dy] = [other.x - one.x || 0.01, other.y - one.y]
        const distance = Math.hypot(dx, dy)
        if (distance >= apart) continue
        const push = (apart - distance) / 2 / distance
        one.x -= dx * push
        one.y -= dy * push
        other.x += dx * push
        other.y += dy * push
      }
    })
    places.forEach(keepWithin)
  }
  return places.map(({ x, y }) => ({ left: x, top: y / tall }))
}

const rangeOf = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)]
