import Type from 'typebox'
import { Check as fits } from 'typebox/value'
import { contentDigest, type SigningKey, signMessage } from '#kernel/http-signatures/index.ts'
import { ArchiveReceipt, RefusalReason } from './contract.ts'

/** What the archive says of a package it was handed: taken over, refused with reasons, or still checking. */
export type Acknowledgement =
  | { status: 'accepted'; receipt: ArchiveReceipt }
  | { status: 'refused'; reasons: RefusalReason[] }
  | { status: 'checking' }

/** 档案馆. Handing over the same package twice is handing it over once: it goes by its id. */
export type ArchiveHouse = {
  handOver(id: string, bytes: Buffer): Promise<Acknowledgement>
  /** What became of a package; undefined when the archive does not know it. */
  ask(id: string): Promise<Acknowledgement | undefined>
}

/** No acknowledgement came; asked again later. */
export class Unanswered extends Error {}

export const handOverCovers = ['@method', '@target-uri', 'content-digest']
export const askCovers = ['@method', '@target-uri']

const Acknowledged = Type.Union([
  Type.Object({ status: Type.Literal('accepted'), receipt: ArchiveReceipt }),
  Type.Object({ status: Type.Literal('refused'), reasons: Type.Array(RefusalReason, { minItems: 1, maxItems: 200 }) }),
  Type.Object({ status: Type.Literal('checking') }),
])

const patience = 60_000
const longestAnswer = 1024 * 1024

/**
 * An archive by HTTP: `PUT {url}/packages/{id}` with the ZIP, `GET` of the same address asks what became of it. Both are signed
 * (RFC 9421, HMAC-SHA256 with a shared key) and answered by an acknowledgement in JSON. docs/guides/integrators.md has the whole.
 */
export function createHttpArchive(needs: {
  url: string
  key: SigningKey
  now: () => Date
  nonce: () => string
}): ArchiveHouse {
  async function talk(method: 'PUT' | 'GET', id: string, bytes?: Buffer): Promise<Acknowledgement | undefined> {
    const url = `${needs.url.replace(/\/$/, '')}/packages/${id}`
    const headers: Record<string, string> = bytes ? { 'content-digest': contentDigest(bytes) } : {}
    const signed = signMessage({ method, url, headers }, needs.key, {
      components: bytes ? handOverCovers : askCovers,
      created: Math.floor(needs.now().getTime() / 1000),
      alg: needs.key.algorithm,
      nonce: needs.nonce(),
    })
    const response = await fetch(url, {
      method,
      headers: { ...(bytes ? { 'content-type': 'application/zip' } : {}), ...headers, ...signed },
      ...(bytes ? { body: new Uint8Array(bytes) } : {}),
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    }).catch((error: unknown) => {
      throw new Unanswered(`没有回应：${error instanceof Error ? error.message : String(error)}`)
    })
    if (method === 'GET' && response.status === 404) return undefined
    const text = await response.text().catch(() => '')
    if (!response.ok) throw new Unanswered(`回应 ${response.status}：${text.slice(0, 200)}`)
    return readAcknowledgement(text)
  }
  return {
    async handOver(id, bytes) {
      const answer = await talk('PUT', id, bytes)
      if (!answer) throw new Unanswered('没有回执')
      return answer
    },
    ask: (id) => talk('GET', id),
  }
}

function readAcknowledgement(text: string): Acknowledgement {
  let value: unknown
  try {
    value = text.length <= longestAnswer ? JSON.parse(text) : undefined
  } catch {
    // A proxy on the way may answer in HTML: no acknowledgement, whatever it says.
    value = undefined
  }
  if (!fits(Acknowledged, value)) throw new Unanswered(`回执读不懂：${text.slice(0, 200)}`)
  return value
}
