import { createTransport } from 'nodemailer'
import type { Log } from '#ground/telemetry/log.ts'
import type { HandOver, Provider } from './provider.ts'

export type SmtpSettings = {
  host: string
  port: number
  /** TLS from the first byte; otherwise STARTTLS, which must succeed unless `plain` says that the way is trusted. */
  secure?: boolean
  plain?: boolean
  user?: string
  password?: string
  from: string
}

/** E-mail by any mail server (RFC 5321), over a few lines that are kept open. */
export function createSmtpProvider(
  about: { key: string; name: string; simulated: boolean } & SmtpSettings,
  needs: { log: Log },
): Provider {
  const lines = 4
  const transport = createTransport({
    pool: true,
    maxConnections: lines,
    maxMessages: 1000,
    host: about.host,
    port: about.port,
    secure: about.secure ?? false,
    ...(about.plain ? { ignoreTLS: true } : { requireTLS: !about.secure }),
    ...(about.user ? { auth: { user: about.user, pass: about.password ?? '' } } : {}),
    connectionTimeout: 15_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    key: about.key,
    name: about.name,
    channel: 'email',
    simulated: about.simulated,
    window: lines * 2,
    async handOver({ id, to, subject, body, unsubscribeUrl }): Promise<HandOver> {
      try {
        await transport.sendMail({
          from: about.from,
          to: { name: '', address: to },
          subject: subject ?? '',
          text: body,
          // The same message handed over twice has the same name, so that a mail program shows it once.
          messageId: `<${id}@${domainOf(about.from)}>`,
          ...(unsubscribeUrl
            ? {
                headers: {
                  'List-Unsubscribe': `<${unsubscribeUrl}>`,
                  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
                },
              }
            : {}),
        })
        return { kind: 'taken', refs: [id], receipts: false }
      } catch (error) {
        const { responseCode, message } = error as Error & { responseCode?: number }
        // RFC 5321 section 4.2.1: 5xx will not change, 4xx may. 421 and no answer at all: the server is away.
        if (responseCode && responseCode >= 500) return { kind: 'wrong', code: `SMTP ${responseCode}` }
        if (responseCode && responseCode !== 421) return { kind: 'later', code: `SMTP ${responseCode}` }
        needs.log.warn({ provider: about.key, reason: message }, 'a mail server cannot be used')
        return { kind: 'down', code: 'SMTP' }
      }
    },
    async close() {
      transport.close()
    },
  }
}

const domainOf = (from: string): string => /@([^\s>]+)>?$/.exec(from)?.[1] ?? 'localhost'
