import Type, { type Static } from 'typebox'
import { Check as fits } from 'typebox/value'
import { contentDigest, type SigningKey, signMessage } from '#kernel/http-signatures/index.ts'
import type { ReceiptKind, ReceiptLine } from './contract.ts'

const GrantedBook = Type.Object({
  status: Type.Literal('granted'),
  code: Type.String({ pattern: '^[0-9]{8}$' }),
  first: Type.String({ pattern: '^[0-9]{10}$' }),
  last: Type.String({ pattern: '^[0-9]{10}$' }),
  grant: Type.String({ minLength: 1, maxLength: 60 }),
})
const Refused = Type.Object({ status: Type.Literal('refused'), reason: Type.String({ maxLength: 500 }) })
const Waiting = Type.Object({ status: Type.Literal('waiting') })
const BookAnswer = Type.Union([GrantedBook, Refused, Waiting])
export type BookAnswer = Static<typeof BookAnswer>

const Accepted = Type.Object({ status: Type.Literal('accepted'), no: Type.String({ minLength: 1, maxLength: 60 }) })
const ReportAnswer = Type.Union([Accepted, Refused])
export type ReportAnswer = Static<typeof ReportAnswer>

export type BookRequest = { kind: ReceiptKind; quantity: number; year: number }

/** A receipt as the treasury takes it. */
export type Reported = {
  kind: ReceiptKind
  code: string
  number: string
  checkCode: string
  red: boolean
  reverses?: { code: string; number: string }
  billNo: string
  department: string
  payer: string
  totalFen: number
  lines: ReceiptLine[]
  issuedAt: string
}

/** 财政票据系统: gives out numbers and takes every receipt. The same id twice is the same request there. */
export type Treasury = {
  applyForBook(id: string, request: BookRequest): Promise<BookAnswer>
  report(id: string, receipt: Reported): Promise<ReportAnswer>
}

/** Nothing that can be read came back; the same is sent again later. */
export class Unanswered extends Error {}

export const treasuryCovers = ['@method', '@target-uri', 'content-digest']
const patience = 30_000
const longestAnswer = 65_536

/**
 * A treasury by HTTP: `PUT {url}/books/{id}` asks for numbers, `PUT {url}/receipts/{id}` hands over a receipt, both as JSON, signed
 * (RFC 9421, HMAC-SHA256 with a shared key). Provinces differ in their own protocols; one that wants another gets an adapter of
 * this shape.
 */
export function createHttpTreasury(needs: {
  url: string
  key: SigningKey
  now: () => Date
  nonce: () => string
}): Treasury {
  async function put(path: string, content: unknown): Promise<unknown> {
    const url = `${needs.url.replace(/\/$/, '')}/${path}`
    const body = Buffer.from(JSON.stringify(content), 'utf8')
    const headers = { 'content-digest': contentDigest(body) }
    const signed = signMessage({ method: 'PUT', url, headers }, needs.key, {
      components: treasuryCovers,
      created: Math.floor(needs.now().getTime() / 1000),
      alg: needs.key.algorithm,
      nonce: needs.nonce(),
    })
    const response = await fetch(url, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...headers, ...signed },
      body: new Uint8Array(body),
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    }).catch((error: unknown) => {
      throw new Unanswered(`没有回应：${error instanceof Error ? error.message : String(error)}`)
    })
    const text = await response.text().catch(() => '')
    if (!response.ok) throw new Unanswered(`回应 ${response.status}：${text.slice(0, 200)}`)
    try {
      return text.length <= longestAnswer ? JSON.parse(text) : undefined
    } catch {
      // A proxy on the way may answer in HTML: no answer, whatever it says.
      return undefined
    }
  }
  return {
    async applyForBook(id, request) {
      const answer = await put(`books/${id}`, request)
      if (!fits(BookAnswer, answer)) throw new Unanswered('领用答复读不懂')
      return answer
    },
    async report(id, receipt) {
      const answer = await put(`receipts/${id}`, receipt)
      if (!fits(ReportAnswer, answer)) throw new Unanswered('票据回执读不懂')
      return answer
    },
  }
}
