import { Value } from 'typebox/value'
import type { Clock } from '#ground/clock.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { contentDigest, signComponents, verifyComponents } from '#kernel/crypto/http-signature.ts'
import { Refusal } from '#kernel/errors.ts'
import { Answering, type Asking, type System, type Systems, signatureTag } from './contract.ts'
import { answerComponents, requestComponents } from './messages.ts'

export type AskSystem = (asking: {
  system: string
  /** The same whenever the same question is asked again: the other side may answer it from memory. */
  id: string
  question: unknown
}) => Promise<Record<string, unknown>>

const MOST_BYTES = 64 * 1024

/**
 * Asks another body's system one question and gives its answer, each signed by its side. Refuses with
 * `systems.not-connected`, `.refused` and `.not-theirs`, which asking again does not mend, and with `.silent`, which it may.
 */
export function createAskSystem(needs: { systems: Systems; clock: Clock; newNonce: () => string }): AskSystem {
  return async ({ system: key, id, question }) => {
    const system = needs.systems[key]
    if (!system) throw new Refusal('unavailable', 'systems.not-connected', `No system ${key} is connected`)
    const asking: Asking = { id, askedAt: needs.clock().toISOString(), question }
    const answer = await exchange(system, canonicalJson(asking))
    if (answer.id !== id) throw notTheirs(key, 'it answers another question')
    return { ...answer.answer, ...(system.simulated ? { simulated: true } : {}) }
  }

  async function exchange(system: System, body: string): Promise<Answering> {
    const shared = { keyId: system.keyId, secret: Buffer.from(system.secret, 'base64') }
    const now = needs.clock()
    const date = now.toUTCString()
    const created = Math.floor(now.getTime() / 1000)
    const nonce = needs.newNonce()
    const signed = signComponents(requestComponents({ method: 'POST', url: system.url, body, date }), shared, {
      created,
      nonce,
      tag: signatureTag,
    })
    const response = await fetch(system.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-digest': contentDigest(body), date, ...signed },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout((system.timeoutSeconds ?? 10) * 1000),
    }).catch((cause: unknown) => {
      throw new Refusal('unavailable', 'systems.silent', `${system.name} does not answer: ${String(cause)}`)
    })
    const text = await textOf(response, system)
    if (response.status >= 500 || response.status === 429)
      throw new Refusal('unavailable', 'systems.silent', `${system.name} answered ${response.status}`)
    if (!response.ok) throw new Refusal('conflict', 'systems.refused', `${system.name} answered ${response.status}`)
    const headers = {
      'signature-input': response.headers.get('signature-input') ?? '',
      signature: response.headers.get('signature') ?? '',
    }
    const verdict = verifyComponents(
      answerComponents({ status: response.status, body: text }, signed),
      headers,
      (keyId) => (keyId === system.keyId ? shared.secret : undefined),
      Math.floor(needs.clock().getTime() / 1000),
    )
    if (!verdict.ok) throw notTheirs(system.name, verdict.why)
    return readAnswer(text, system)
  }
}

async function textOf(response: Response, { name }: System): Promise<string> {
  const text = await response.text().catch((cause: unknown) => {
    throw new Refusal('unavailable', 'systems.silent', `${name} broke off its answer: ${String(cause)}`)
  })
  if (text.length > MOST_BYTES) throw new Refusal('conflict', 'systems.refused', `${name} answered too much`)
  return text
}

function readAnswer(text: string, { name }: System): Answering {
  try {
    const answer: unknown = JSON.parse(text)
    if (Value.Check(Answering, answer)) return answer
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new Refusal('conflict', 'systems.refused', `${name} answered in a shape that was not agreed`)
}

function notTheirs(name: string, why: string): Refusal {
  return new Refusal('conflict', 'systems.not-theirs', `The answer of ${name} does not hold: ${why}`)
}
