/** The application itself, one cache for each of its versions: the same files for everybody. */
export const cachesOfPages = 'zt-pages '
/** Somebody's own credentials: it exists only where its owner wanted it. */
const cacheOfOwn = 'zt-own'
export const keptAtHeader = 'x-zt-kept-at'
/** An address that the server answers with the bare application. */
export const shellAddress = '/offline'

// Looking whether there is a cache and opening it are two acts; a deletion in between must not bring it back.
const alone = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request(cacheOfOwn, work)

export const keepsOwn = (): Promise<boolean> => caches.has(cacheOfOwn)

export const startOwn = (): Promise<Cache> => alone(() => caches.open(cacheOfOwn))

/** What is put into it after somebody deleted it goes with it. */
export const ownKept = (): Promise<Cache | undefined> =>
  alone(async () => ((await caches.has(cacheOfOwn)) ? caches.open(cacheOfOwn) : undefined))

export const forgetOwn = (): Promise<boolean> => alone(() => caches.delete(cacheOfOwn))

/** Keeps the copy of an answer with the time it came. */
export async function keepIn(own: Cache, address: string, answer: Response): Promise<void> {
  const headers = new Headers({ 'content-type': 'application/json', [keptAtHeader]: new Date().toISOString() })
  await own.put(address, new Response(await answer.blob(), { headers }))
}
