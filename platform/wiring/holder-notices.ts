import type { Tx } from '#ground/database/index.ts'
import { type Reaction, when } from '#ground/events.ts'
import { type CredentialStatus, type CredentialType, credentialStatusChanged } from '#support/credentials/index.ts'
import type { NoticeService } from '#support/notices/index.ts'
import type { Packs } from '#support/packs/index.ts'

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
