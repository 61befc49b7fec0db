/** Lets at most `places` pieces of work run at once; the others wait in the order they came. */
export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>

export function createGate(places: number): Gate {
  let free = places
  const queue: (() => void)[] = []

  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((enter) => queue.push(enter))
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else free++
    }
  }
}
