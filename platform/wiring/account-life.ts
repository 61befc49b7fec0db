import { type Reaction, when } from '#ground/events.ts'
import type { ApplicationService } from '#nets/service/applications/index.ts'
import {
  AccountMerged,
  AccountRecovered,
  accountLifeRoutes,
  counterRecoveryRoutes,
  createAccountLives,
  createCounterRecoveries,
  type Identity,
} from '#support/identity/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { NoticeService } from '#support/notices/index.ts'
import type { Ground } from './ground.ts'
import type { Part } from './part.ts'

/** 账户的合并、注销和停用, with what follows an account that was merged: its drafts, its notices and its preferences. */
export function createAccountLifePart(
  needs: Pick<Ground, 'db' | 'clock' | 'newId' | 'config'> & {
    identity: Identity
    ledger: Pick<Ledger, 'append'>
    applications: Pick<ApplicationService, 'moveDrafts'>
    notices: Pick<NoticeService, 'move' | 'tell'>
  },
): Part {
  const { identity, ledger, applications, notices } = needs
  const lives = createAccountLives({
    ...{ ...needs, sessions: identity.sessions, recordAudit: identity.audit.record },
    appendLeaf: (tx, realm, leaf) => ledger.append(tx, realm, [leaf]),
  })
  const counter = createCounterRecoveries({
    ...{ ...needs, ...identity, recordAudit: identity.audit.record },
    appendLeaf: (tx, realm, leaf) => ledger.append(tx, realm, [leaf]),
  })
  const moved: Reaction[] = [
    when(AccountMerged, 'move-drafts', (tx, { realm, data }) =>
      applications.moveDrafts(tx, realm, data.fromAccountId, data.toAccountId),
    ),
    when(AccountMerged, 'move-notices', (tx, { realm, data }) =>
      notices.move(tx, realm, data.fromAccountId, data.toAccountId),
    ),
  ]
  return {
    routes: [accountLifeRoutes(lives), counterRecoveryRoutes(counter, needs.config.realm)],
    reactions: [...moved, createRecoveryNotice(notices)],
    chores: [{ every: 60_000, failure: 'accounts whose time had come were not closed', run: () => lives.closeDue() }],
  }
}

/** An account that was recovered is its owner's business at once, inside and outside: it may not have been them. */
export function createRecoveryNotice(notices: Pick<NoticeService, 'tell'>): Reaction {
  return when(AccountRecovered, 'tell-owner', (tx, { realm, data }) =>
    notices.tell(tx, {
      ...{ realm, accountId: data.accountId, kind: 'account.recovered', urgent: true },
      title: '您的账号重设了密码',
      titleEn: 'The password of your account was reset',
      body: '有人通过人脸、证件核验或者在窗口找回了这个账号，重设了密码，原来登录的地方都已退出。不是您本人做的，请马上打 12345。',
      bodyEn:
        'Somebody got back into this account by a face or document check or at a counter, and set a new password; every earlier sign-in has ended. If it was not you, call 12345 at once.',
    }),
  )
}
