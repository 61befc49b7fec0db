/** A leap of the machine's clock: how far, in milliseconds; forward is positive. */
export type Leap = { millis: number }

/** A clock that runs evenly whatever becomes of the day's time: milliseconds from some moment. */
export type Steady = () => number

/** What a watch needs: the clock that may leap, and the one that cannot. */
export type Clocks = { wall: () => number; steady: Steady }

/** Adjustments below this are the work of time synchronisation. */
const tolerance = 5_000

/**
 * Tells by how much the machine's clock was set between two looks: time of day is held against a clock that runs evenly.
 * `off` is how far it now stands from where it was when the watch began.
 */
export function createClockWatch({ wall, steady }: Clocks): { look(): Leap | undefined; off(): number } {
  const began = wall() - steady()
  let last = began
  return {
    look() {
      const now = wall() - steady()
      const millis = now - last
      if (Math.abs(millis) < tolerance) return undefined
      last = now
      return { millis: Math.round(millis) }
    },
    off: () => Math.round(last - began),
  }
}
