import { queryOptions } from '@tanstack/react-query'
import type { Signing, SigningAsked } from '@zhengtong/platform/support/signings/contract.ts'
import { address, request } from '@zhengtong/ui/api/request.ts'

export const signedQuery = queryOptions({
  queryKey: ['signings'],
  queryFn: async ({ signal }) => (await request<{ items: Signing[] }>('/me/signings', { signal })).items,
})

/** The very bytes that are signed. */
export const documentQuery = (credentialId: string) =>
  queryOptions({
    queryKey: ['document-to-sign', credentialId],
    queryFn: async ({ signal }) => {
      const response = await fetch(address(`/credentials/${credentialId}/pdf`), { signal })
      if (!response.ok) throw new Error(`The document came with ${response.status}`)
      return new Uint8Array(await response.arrayBuffer())
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })

const curve = { name: 'ECDSA', namedCurve: 'P-256' }

/** Makes a key that cannot leave this browser, signs the document with it, and forgets it. */
export async function signDocument(given: { credentialId: string; reason: string; pages: number }): Promise<Signing> {
  const { subtle } = globalThis.crypto
  const pair = await subtle.generateKey(curve, false, ['sign', 'verify'])
  const { x, y } = await subtle.exportKey('jwk', pair.publicKey)
  const asked = await request<SigningAsked>('/me/signings', {
    method: 'POST',
    body: {
      credentialId: given.credentialId,
      reason: given.reason,
      pagesRead: given.pages,
      publicKey: { kty: 'EC', crv: 'P-256', x, y },
    },
  })
  const toSign = Uint8Array.from(atob(asked.toSign), (char) => char.charCodeAt(0))
  const signature = new Uint8Array(await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, toSign))
  return request<Signing>(`/me/signings/${asked.id}/signature`, {
    method: 'PUT',
    body: { signature: btoa(String.fromCharCode(...signature)) },
  })
}
