import { contentDigest, type SigningKey, signMessage } from '#kernel/http-signatures/index.ts'

/** What the province says it took of a batch; every row it does not name it keeps. */
export type Receipt = { batch: string; refused: { table: string; key: string; reason: string }[] }

/** The platform above: a batch goes up, a receipt comes back, or silence. */
export type Province = { send(batch: { no: string; body: Buffer }): Promise<Receipt> }

/** What came instead of a receipt; the batch is sent again later. */
export class Silence extends Error {}

/** What the province wants signed. */
export const batchCovers = ['@method', '@target-uri', 'content-digest']

const patience = 30_000
const longestAnswer = 5 * 1024 * 1024

/**
 * The province by HTTP: one signed POST a batch (RFC 9421, HMAC). The same batch twice is one batch there, since it goes by its
 * number; so a batch whose answer was lost is simply sent again.
 */
export function createHttpProvince(needs: {
  url: string
  key: SigningKey
  now: () => Date
  nonce: () => string
}): Province {
  return {
    async send({ no, body }) {
      const created = Math.floor(needs.now().getTime() / 1000)
      const headers = { 'content-digest': contentDigest(body) }
      const signed = signMessage({ method: 'POST', url: needs.url, headers }, needs.key, {
        components: batchCovers,
        created,
        alg: needs.key.algorithm,
        nonce: needs.nonce(),
      })
      const response = await fetch(needs.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-batch-no': no, ...headers, ...signed },
        body: new Uint8Array(body),
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      }).catch((error: unknown) => {
        throw new Silence(`没有回应：${error instanceof Error ? error.message : String(error)}`)
      })
      const text = await response.text().catch(() => '')
      if (!response.ok) throw new Silence(`回应 ${response.status}：${text.slice(0, 200)}`)
      const receipt = text.length <= longestAnswer ? readReceipt(text, no) : undefined
      if (!receipt) throw new Silence(`回执读不懂：${text.slice(0, 200)}`)
      return receipt
    },
  }
}

function readReceipt(text: string, no: string): Receipt | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // A proxy on the way may answer in HTML: no receipt, whatever it says.
    return undefined
  }
  const { batch, refused } = (value ?? {}) as { batch?: unknown; refused?: unknown }
  if (batch !== no || !Array.isArray(refused)) return undefined
  const rows = refused.map((each: unknown) => (each ?? {}) as Record<string, unknown>)
  if (!rows.every((row) => typeof row.table === 'string' && typeof row.key === 'string')) return undefined
  return {
    batch,
    refused: rows.map((row) => ({
      table: String(row.table),
      key: String(row.key),
      reason: String(row.reason ?? '没有说明').slice(0, 500),
    })),
  }
}
