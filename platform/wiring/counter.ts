import * as counter from '#nets/service/counter/index.ts'
import type { Identity } from '#support/identity/index.ts'
import type { Messages } from '#support/messages/index.ts'
import type { Part } from './part.ts'
import { createPlatformSender } from './platform-sender.ts'

const texts = {
  zh: {
    body: '((clerk))窗口正在替您申请((what))。核对无误后，把验证码 ((code)) 告诉窗口，就是您确认提交，10 分钟内有效。不是您本人在办，不要告诉任何人。',
  },
}

/** The window with the people it serves and the phones it reaches. */
export function createCounterPart(
  needs: Pick<counter.CounterNeeds, 'db' | 'clock' | 'secrets' | 'files' | 'applications' | 'appendLeaf'> & {
    identity: Identity
    messages: () => Messages
  },
) {
  const { parties, audit } = needs.identity
  const { placeOf } = createPlatformSender(needs.messages, '窗口帮办')
  const service = counter.createCounter({
    ...needs,
    people: {
      async personOf(realm, { name, idNumber }) {
        // Who was never here is known from now on, by the card that the clerk read.
        const party = await parties.registerNatural(realm, { name, idNumber })
        if (party.name !== name) return undefined
        const [accountId] = await parties.ownAccounts(realm, party.id)
        return { partyId: party.id, ...(accountId ? { accountId } : {}) }
      },
      read: (realm, partyId) => parties.readPerson(realm, partyId),
    },
    async sendCode(realm) {
      const place = await placeOf(realm, { name: '窗口确认', channel: 'sms', texts })
      return async (tx, { mobile, ...values }) => {
        await needs.messages().send(tx, realm, { ...place, to: mobile, values, urgent: true })
      }
    },
    recordAudit: audit.record,
  })
  return { service, routes: [counter.counterRoutes(service)] } satisfies Part & { service: counter.CounterService }
}
