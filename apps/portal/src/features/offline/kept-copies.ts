import { address, headersFor } from '@zhengtong/ui/api/request.ts'
import { useEffect, useState } from 'react'
import { cachesOfPages, forgetOwn, keepIn, startOwn } from '../../worker/kept.ts'

/** Browsers keep copies only for pages of a secure origin. */
export const canKeep = (): boolean => 'caches' in window && 'serviceWorker' in navigator && 'locks' in navigator

const isInstalled = (): boolean => matchMedia('(display-mode: standalone)').matches

export const startWorker = () => navigator.serviceWorker.register('/sw.js', { type: 'module' })

/** Until it has its files; a worker that cannot get them all is none. */
async function atWork({ active, installing }: ServiceWorkerRegistration): Promise<void> {
  if (active || !installing) return void (await navigator.serviceWorker.ready)
  await new Promise<void>((resolve, reject) => {
    installing.addEventListener('statechange', () => {
      if (installing.state === 'activated') resolve()
      else if (installing.state === 'redundant') reject(new Error('The service worker was not installed'))
    })
  })
}

/** From now on the worker keeps copies; those asked for here are the first. */
export async function keepOwn(credentialIds: string[]): Promise<void> {
  await atWork(await startWorker())
  const own = await startOwn()
  try {
    const paths = ['/me', ...credentialIds.map((id) => `/credentials/${encodeURIComponent(id)}`)]
    const addresses = [...paths.map((path) => address(path)), address('/credentials', { limit: 100 })]
    await Promise.all(
      addresses.map(async (each) => {
        const answer = await fetch(each, { headers: headersFor('GET') })
        if (!answer.ok) throw new Error(`${each} answers ${answer.status}`)
        await keepIn(own, each, answer)
      }),
    )
  } catch (error) {
    await forgetOwnCopies()
    throw error
  }
}

/** Deletes the copies, and the worker with its files unless the portal is installed. */
export async function forgetOwnCopies(): Promise<void> {
  if (!canKeep()) return
  await forgetOwn()
  if (isInstalled()) return
  await (await navigator.serviceWorker.getRegistration('/'))?.unregister()
  const pages = (await caches.keys()).filter((name) => name.startsWith(cachesOfPages))
  await Promise.all(pages.map((name) => caches.delete(name)))
}

/** When what is shown was fetched, if it is a copy; null while it is fresh. */
export function useKeptAt(): string | null {
  const [keptAt, setKeptAt] = useState<string | null>(null)
  useEffect(() => {
    if (!canKeep()) return
    const hear = ({ data }: MessageEvent<{ keptAt?: string | null }>) => {
      if (data.keptAt !== undefined) setKeptAt(data.keptAt)
    }
    navigator.serviceWorker.addEventListener('message', hear)
    navigator.serviceWorker.startMessages()
    return () => navigator.serviceWorker.removeEventListener('message', hear)
  }, [])
  return keptAt
}
