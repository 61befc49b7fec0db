import type { Clock } from '#ground/clock.ts'
import { contentDigest, sharedKey, signMessage, verifyMessage } from '#kernel/http-signatures/index.ts'
import { forged, type Notification } from '../channels/channel.ts'
import type { BankSettings } from '../channels/settings.ts'
import {
  type Batch,
  creditTransfer,
  readStatus,
  readVerification,
  type StatusReport,
  verificationRequest,
} from './messages.ts'

export type Bank = ReturnType<typeof createBank>

/** Nothing came back, or nothing one can believe: whatever was asked may have been done, and is asked again under its number. */
export class BankSilent extends Error {}

const patience = 15_000

/** The bank that pays out: ISO 20022 messages over HTTPS, both ways signed (RFC 9421) and digested. */
export function createBank(settings: BankSettings, { clock }: { clock: Clock }) {
  const key = sharedKey(settings.keyId, Buffer.from(settings.secret, 'base64'))

  async function ask(path: string, body: string): Promise<string> {
    const url = `${settings.url}${path}`
    const headers = { 'content-type': 'application/xml', 'content-digest': contentDigest(body) }
    const request = { method: 'POST', url, headers }
    const created = Math.floor(clock().getTime() / 1000)
    const signed = signMessage(request, key, { components: ['@method', '@target-uri', 'content-digest'], created })
    let text: string
    let response: Response
    try {
      response = await fetch(url, {
        method: 'POST',
        headers: { ...headers, ...signed },
        body,
        signal: AbortSignal.timeout(patience),
      })
      text = await response.text()
    } catch (error) {
      throw new BankSilent(`The bank does not answer: ${error instanceof Error ? error.message : String(error)}`)
    }
    if (response.status !== 200) throw new BankSilent(`The bank answers ${response.status}`)
    const answer = { status: response.status, headers: Object.fromEntries(response.headers) }
    const held = verifyMessage(answer, {
      key,
      now: Math.floor(clock().getTime() / 1000),
      required: ['@status', 'content-digest'],
    })
    if (!held.ok) throw new BankSilent(`The answer is not signed by the bank: ${held.why}`)
    if (response.headers.get('content-digest') !== contentDigest(text))
      throw new BankSilent('The answer was changed on its way')
    return text
  }

  return {
    name: settings.name,
    account: settings.account,
    /** Whether the account is this person's. */
    verify: async (given: { id: string; name: string; idNumber: string; account?: string }) =>
      read(readVerification, await ask('/acmt.023', verificationRequest({ ...given, at: clock() }))),
    /** Hands a batch in; the same again changes nothing at the bank and answers how it stands. */
    pay: async (batch: Batch) => read(readStatus, await ask('/pain.001', creditTransfer(batch))),
    /** A status report the bank sends by itself. Refuses what it has not signed for this very address, or what cannot be read. */
    hear({ headers, body }: Notification, url: string): StatusReport {
      const required = ['@method', '@target-uri', 'content-digest']
      const now = Math.floor(clock().getTime() / 1000)
      const held = verifyMessage({ method: 'POST', url, headers }, { key, now, required })
      if (!held.ok) throw forged(held.why)
      if (headers['content-digest'] !== contentDigest(body)) throw forged('The report was changed on its way')
      try {
        return readStatus(body)
      } catch (error) {
        throw forged(`The report cannot be read: ${error instanceof Error ? error.message : String(error)}`)
      }
    },
  }
}

/** A signed answer that cannot be read says nothing either. */
function read<Said>(reader: (xml: string) => Said, xml: string): Said {
  try {
    return reader(xml)
  } catch (error) {
    throw new BankSilent(`The answer cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
