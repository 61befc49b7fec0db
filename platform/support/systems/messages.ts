import { type Component, contentDigest, type SignatureHeaders } from '#kernel/crypto/http-signature.ts'

/** What a signature over a question covers (standards H8). */
export function requestComponents(request: { method: string; url: string; body: string; date: string }): Component[] {
  return [
    ['"@method"', request.method],
    ['"@target-uri"', request.url],
    ['"content-digest"', contentDigest(request.body)],
    ['"date"', request.date],
  ]
}

/** What a signature over an answer covers: it names the question's own signature, so no answer serves another question. */
export function answerComponents(answer: { status: number; body: string }, asked: SignatureHeaders): Component[] {
  return [
    ['"@status"', String(answer.status)],
    ['"content-digest"', contentDigest(answer.body)],
    ['"signature";req;key="sig1"', asked.signature.slice('sig1='.length)],
  ]
}
