import { Value } from 'typebox/value'
import type { Clock } from '#ground/clock.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refusal } from '#kernel/errors.ts'
import { sharedKey, signMessage, verifyMessage } from '#kernel/http-signatures/index.ts'
import { Answering, type Asking, type System, type Systems, signatureTag } from './contract.ts'
import { answerCovers, answerMessage, questionCovers, questionMessage } from './messages.ts'

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
    const key = sharedKey(system.keyId, Buffer.from(system.secret, 'base64'))
    const now = needs.clock()
    const date = now.toUTCString()
    const created = Math.floor(now.getTime() / 1000)
    const nonce = needs.newNonce()
    const message = questionMessage({ method: 'POST', url: system.url, body, date })
    const signed = signMessage(message, key, { components: questionCovers, created, nonce, tag: signatureTag })
    const response = await fetch(system.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(message.headers as Record<string, string>), ...signed },
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
    const answer = answerMessage({ status: response.status, body: text }, signed)
    const theirs = {
      'signature-input': response.headers.get('signature-input') ?? '',
      signature: response.headers.get('signature') ?? '',
    }
    const verdict = verifyMessage(
      { ...answer, headers: { ...answer.headers, ...theirs } },
      { key, now: Math.floor(needs.clock().getTime() / 1000), required: answerCovers, tag: signatureTag },
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
