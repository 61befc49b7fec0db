import type { Db } from '#ground/database/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { check } from '../bundle.ts'
import type { Check, FileVerification, Verification } from '../contract.ts'
import type { CredentialRow, Store } from '../store.ts'
import type { Audience, CheckedSdJwt } from './check.ts'
import { typeAddress, type WalletFace } from './copies.ts'

/** `unknown` when no copy has this place in a list of ours. */
export type CopyStatus = 'valid' | 'invalid' | 'suspended' | 'unknown'

/** What a wallet showed, and whether it stands. */
export type CheckedPresentation = {
  genuine: boolean
  checks: Check[]
  shown: Record<string, unknown>
  /** The place of this copy in our status lists. */
  place?: { list: string; index: number }
  credential?: { id: string; type: string; holderPartyId: string; identifier: string }
  verification?: Verification
}

type Needs = {
  db: Db
  store: Store
  publicUrl: string
  walletFace: WalletFace
  copyStatus: (realm: string, list: string, index: number) => Promise<CopyStatus>
  verificationOf: (realm: string, row: CredentialRow) => Promise<Verification>
}

const words: Record<CopyStatus, string> = {
  valid: '有效',
  invalid: '已失效',
  suspended: '已暂停',
  unknown: '没有登记',
}

/** Checks of copies from wallets: by mathematics first, then against what we know of the copy and its credential. */
export function createWalletChecks(needs: Needs) {
  async function examined(realm: string, read: CheckedSdJwt) {
    const row = read.identifier ? await needs.store.findByIdentifier(needs.db, realm, read.identifier) : undefined
    const state = read.status ? await needs.copyStatus(realm, read.status.list, read.status.index) : 'unknown'
    const checks = [
      ...read.checks,
      check(
        'record',
        row !== undefined && read.type === typeAddress(needs.publicUrl, row.type),
        '对应一份登记在册的证照',
        'It belongs to a credential that we hold',
        row?.record.identifier ?? '没有找到对应的证照',
      ),
      check(
        'copy',
        state === 'valid',
        '钱包里的这一份没有失效',
        'This copy in the wallet still counts',
        `状态列表第 ${read.status?.index ?? '?'} 位：${words[state]}`,
      ),
    ]
    const sound = checks.every(({ ok, key }) => ok || key === 'copy')
    const verification = row && sound ? await needs.verificationOf(realm, row) : undefined
    return { row, checks, verification, genuine: checks.every(({ ok }) => ok) && verification?.genuine === true }
  }

  return {
    /** For the page where anybody hands in what they have. */
    async file(realm: string, text: string): Promise<FileVerification> {
      const read = await needs.walletFace.check(realm, text)
      if (!read) throw new Refusal('invalid', 'credentials.unreadable-sd-jwt', 'The text is no SD-JWT of one issuer')
      const { checks, verification, genuine } = await examined(realm, read)
      return {
        kind: 'sd-jwt',
        genuine,
        ...(read.signer ? { signer: read.signer } : {}),
        ...(read.issuedAt ? { signedAt: read.issuedAt.toISOString() } : {}),
        checks,
        ...(verification ? { verification } : {}),
      }
    },

    async presentation(realm: string, text: string, presentedTo: Audience): Promise<CheckedPresentation> {
      const read = await needs.walletFace.check(realm, text, presentedTo)
      if (!read) return { genuine: false, shown: {}, checks: [unreadable] }
      const { row, checks, verification, genuine } = await examined(realm, read)
      return {
        genuine: genuine && verification?.status === 'valid',
        checks,
        shown: read.shown,
        ...(read.status ? { place: read.status } : {}),
        ...(row
          ? {
              credential: {
                id: row.id,
                type: row.type,
                holderPartyId: row.holderPartyId,
                identifier: row.record.identifier,
              },
            }
          : {}),
        ...(verification ? { verification } : {}),
      }
    },
  }
}

const unreadable = check('signature', false, '出示的内容可以读取', 'What was shown can be read', '不是 SD-JWT')
