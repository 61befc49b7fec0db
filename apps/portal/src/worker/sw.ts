import { cachesOfPages, forgetOwn, keepIn, keptAtHeader, ownKept, shellAddress } from './kept.ts'

/** What a service worker is given, as far as it is used here; the types of the browser's library are for pages. */
type Waiting = Event & { waitUntil(work: Promise<unknown>): void }
type Fetching = Waiting & { request: Request; clientId: string; respondWith(answer: Promise<Response>): void }
type Worker = {
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
  skipWaiting(): Promise<void>
  clients: {
    claim(): Promise<void>
    get(id: string): Promise<{ postMessage(message: unknown): void } | undefined>
  }
}
const worker = self as unknown as Worker

/** The files the wallet needs in this version of the pages; the build writes them here, so each version has a worker of its own. */
declare const __WALLET__: { version: string; files: string[] }
const wallet = __WALLET__
const pagesNow = `${cachesOfPages}${wallet.version}`

// It answers only where the network does not, so a newer one may take over at once: no page sees files of two versions.
worker.addEventListener('install', (event) => event.waitUntil(keepPages().then(() => worker.skipWaiting())))
worker.addEventListener('activate', (event) => event.waitUntil(forgetOlder().then(() => worker.clients.claim())))

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== location.origin) return
  if (pathname.startsWith('/api/v1/sessions') && request.method !== 'GET')
    // Whoever comes or goes: nothing of the one before stays on this device, whatever becomes of the request.
    event.respondWith(forgetOwn().then(() => fetch(request)))
  else if (request.method !== 'GET') return
  else if (request.mode === 'navigate' && isOfPortal(pathname)) event.respondWith(fromNetwork(request, shellAddress))
  else if (wallet.files.includes(pathname)) event.respondWith(fromNetwork(request, pathname))
  else if (isOwn(pathname)) event.respondWith(ownOf(event))
})

const isOfPortal = (path: string) => !/^\/(?:api|docs|workbench|screen|oidc|log)(?:\/|$)|\.\w{1,8}$/.test(path)
const isOwn = (path: string) => /^\/api\/v1\/(?:me|credentials(?:\/[^/]+)?)$/.test(path)

/** The bare application and the files of the wallet: all of one version, or none. */
async function keepPages(): Promise<void> {
  const shell = await fetch(shellAddress, { cache: 'reload' })
  const named = [...(await shell.clone().text()).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path)
  // Servers change one after another; the browser tries again when it next looks for a newer worker.
  if (!shell.ok || !named.every((path) => path && wallet.files.includes(path)))
    throw new Error(`${shellAddress} is not of version ${wallet.version}`)
  const pages = await caches.open(pagesNow)
  await pages.addAll(wallet.files)
  await pages.put(shellAddress, shell)
}

async function forgetOlder(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith(cachesOfPages) && name !== pagesNow)
  await Promise.all(older.map((name) => caches.delete(name)))
}

/** Pages and files come from the server; what is kept stands in only where there is no connection. */
async function fromNetwork(request: Request, standIn: string): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    const kept = await caches.match(standIn, { cacheName: pagesNow })
    if (kept) return kept
    throw error
  }
}

/** One's own credentials: from the server; without a connection the copy, if its owner wanted one kept. */
async function ownOf({ request, clientId }: Fetching): Promise<Response> {
  const own = await ownKept()
  if (!own) return fetch(request)
  const tell = async (keptAt: string | null) => (await worker.clients.get(clientId))?.postMessage({ keptAt })
  let answer: Response
  try {
    answer = await fetch(request)
  } catch (error) {
    const kept = await own.match(request.url)
    if (!kept) throw error
    await tell(kept.headers.get(keptAtHeader))
    return kept
  }
  if (answer.status === 401 || (answer.ok && (await isOfAnother(own, request.url, answer.clone())))) await forgetOwn()
  else if (answer.ok && answer.headers.get('content-type')?.includes('json')) {
    await keepIn(own, request.url, answer.clone())
    await tell(null)
  }
  return answer
}

/** Whether somebody else is signed in than the one whose copies are here; there are ways to sign in that pass by here unseen. */
async function isOfAnother(own: Cache, url: string, answer: Response): Promise<boolean> {
  if (!url.endsWith('/me')) return false
  const kept = await own.match(url)
  if (!kept) return false
  const [before, now] = (await Promise.all([kept.json(), answer.json()])) as { actor: { accountId: string } }[]
  return before?.actor.accountId !== now?.actor.accountId
}
