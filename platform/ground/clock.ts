/** What time it is. Injected everywhere, so that a test or a simulation can say otherwise. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()
