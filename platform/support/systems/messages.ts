import { contentDigest, type Message, type SignatureHeaders } from '#kernel/http-signatures/index.ts'

/** What a signature over a question covers (standards H8). */
export const questionCovers = ['@method', '@target-uri', 'content-digest', 'date']

/** What a signature over an answer covers: it names the question's own signature, so no answer serves another question. */
export const answerCovers = ['@status', 'content-digest', '"signature";req;key="sig1"']

export function questionMessage(asked: { method: string; url: string; body: string; date: string }): Message {
  const { method, url, body, date } = asked
  return { method, url, headers: { 'content-digest': contentDigest(body), date } }
}

/** The digest is what the receiver makes of the body that came, whatever a header says. */
export function answerMessage(answer: { status: number; body: string }, asked: SignatureHeaders): Message {
  return {
    status: answer.status,
    headers: { 'content-digest': contentDigest(answer.body) },
    request: { headers: asked },
  }
}
