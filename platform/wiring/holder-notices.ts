import type { Tx } from '#ground/database/index.ts'
import { type Reaction, when } from '#ground/events.ts'
import {
  type CredentialStatus,
  type CredentialType,
  credentialDue,
  credentialStatusChanged,
} from '#support/credentials/index.ts'
import type { NoticeService } from '#support/notices/index.ts'
import type { Packs } from '#support/packs/index.ts'
import { useAsked } from '#support/showings/index.ts'

type Words = readonly [title: string, titleEn: string, next: string, nextEn: string]

const remedy: Pick<Record<'zh' | 'en', string>, 'zh' | 'en'> = {
  zh: '决定书在“我的证照”里，写明了理由、依据和救济途径。',
  en: 'The decision is in your wallet, with reasons, basis and remedies.',
}

/** What the holder of a licence is told of each state it may come to; taking it away is told with where the decision lies. */
const words: Partial<Record<CredentialStatus, Words>> = {
  valid: ['证照恢复使用了', 'Your licence is in use again', '可以照常使用。', 'You may use it as before.'],
  suspended: [
    '证照暂停使用',
    'Your licence is suspended',
    '查清以前不能使用，恢复时会告诉您。',
    'It is out of use until the facts are clear.',
  ],
  withdrawn: ['证照被撤回', 'Your licence was withdrawn', remedy.zh, remedy.en],
  annulled: ['证照被撤销', 'Your licence was annulled', remedy.zh, remedy.en],
  revoked: ['证照被吊销', 'Your licence was revoked', remedy.zh, remedy.en],
  cancelled: ['证照已注销', 'Your licence was struck off', '通知书在“我的证照”里。', 'The notice is in your wallet.'],
}

/** Who holds a credential, and who acts for them, learns what an office does to it (行政许可法第69条以下: 告知). */
export function createHolderNotices(
  packs: Pick<Packs, 'get'>,
  parties: { accountsFor: (realm: string, partyId: string) => Promise<string[]> },
  notices: Pick<NoticeService, 'tell'>,
): Reaction {
  return when(credentialStatusChanged, 'notify-holder', async (tx: Tx, { realm, data }) => {
    const said = words[data.status]
    if (!said) return
    const [title, titleEn, next, nextEn] = said
    const { content } = await packs.get<CredentialType>('credential', data.type)
    for (const accountId of await parties.accountsFor(realm, data.partyId))
      await notices.tell(tx, {
        ...{ realm, accountId, kind: `credential.${data.status}`, title, titleEn },
        body: `${content.name}（${data.number}）：${data.reason}。${next}`,
        bodyEn: `${content.nameEn} (${data.number}): ${data.reason}. ${nextEn}`,
      })
  })
}

/** Who holds a licence, and who acts for them, is reminded before it ends, with the way to renew it where there is one, and before its yearly check is over. */
export function createDueNotices(
  packs: Pick<Packs, 'get'>,
  parties: { accountsFor: (realm: string, partyId: string) => Promise<string[]> },
  notices: Pick<NoticeService, 'tell'>,
  renews: (realm: string, type: string) => Promise<boolean>,
): Reaction {
  return when(credentialDue, 'remind-holder', async (tx: Tx, { realm, data }) => {
    const { content } = await packs.get<CredentialType>('credential', data.type)
    const { kind, day, left, number } = data
    const check = kind === 'annual-check'
    const renewable = !check && (content.upkeep?.renew !== undefined || (await renews(realm, data.type)))
    for (const accountId of await parties.accountsFor(realm, data.partyId))
      await notices.tell(tx, {
        ...{ realm, accountId, kind: `credential.${kind}` },
        title: check ? '证照该年检了' : '证照快到期了',
        titleEn: check ? 'Your licence is to be checked' : 'Your licence ends soon',
        body: `${content.name}（${number}）：${day}${check ? '前完成年检' : '到期'}，还有${left}天。${renewable ? '需要继续使用的，请在“我的证照”里申请延续。' : ''}`,
        bodyEn: `${content.nameEn} (${number}): ${check ? 'its yearly check is due by' : 'it ends on'} ${day}, in ${left} days.${renewable ? ' Apply for its renewal in your wallet if you need it.' : ''}`,
      })
  })
}

/** Whose credential an office asks to use, and who acts for them, hears of it: nothing is read before they agree. */
export function createAskNotices(
  parties: { accountsFor: (realm: string, partyId: string) => Promise<string[]> },
  notices: Pick<NoticeService, 'tell'>,
): Reaction {
  return when(useAsked, 'tell-holder', async (tx: Tx, { realm, data }) => {
    const { credential, department, purpose } = data
    for (const accountId of await parties.accountsFor(realm, data.partyId))
      await notices.tell(tx, {
        ...{ realm, accountId, kind: 'credential.use-asked' },
        title: '有机关请求使用您的证照',
        titleEn: 'An office asks to use your credential',
        body: `${department}为“${purpose}”请求使用${credential}。同意以前什么都不会给出；请到“授权用证”答复。`,
        bodyEn: `${department} asks to use ${credential} for “${purpose}”. Nothing is given before you agree; answer under “Let offices use it”.`,
      })
  })
}
