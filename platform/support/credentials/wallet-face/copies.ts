import { X509Certificate } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Keys } from '#support/keys/index.ts'
import type { TypeCatalogue } from '../catalogue.ts'
import { statusOn } from '../credential.ts'
import type { CredentialRow, Store } from '../store.ts'
import { type Audience, type CheckedSdJwt, checkSdJwt } from './check.ts'
import { claimsOf } from './claims.ts'
import { type Jwk, makeSdJwt } from './sd-jwt.ts'

/** Where wallets find the issuer, below the platform's own address. */
export const issuerPath = '/openid4vci'

/** The name by which wallets know a type: an address that answers with its description. */
export const typeAddress = (publicUrl: string, key: string) => `${publicUrl}${issuerPath}/types/${key}`

export type CopyRequest = { holderKey: Jwk; status: { list: string; index: number } }

type Needs = { db: Db; clock: Clock; keys: Keys; types: TypeCatalogue; store: Store; publicUrl: string }

/** The third face of a record: what a wallet keeps and shows piece by piece. */
export function createWalletFace(needs: Needs) {
  const { clock, keys, publicUrl } = needs
  const issuer = `${publicUrl}${issuerPath}`

  /** The SD-JWT VC of a credential that is in force, bound to a key of the holder's wallet. */
  async function make(realm: string, row: CredentialRow, request: CopyRequest): Promise<string> {
    const now = clock()
    const today = cityDate(now)
    if (statusOn(row.status, row.record.validTo, today) !== 'valid')
      throw new Refusal('conflict', 'credentials.wrong-state', `The credential ${row.id} is not in force`)
    const signer = await keys.walletIssuer(realm, issuer)
    const [certificate] = await keys.chain(realm, signer.keyId)
    const { record } = row
    const always = {
      iss: issuer,
      vct: typeAddress(publicUrl, row.type),
      iat: Math.floor(now.getTime() / 1000),
      ...(record.validTo ? { exp: endOf(record.validTo) } : {}),
      cnf: { jwk: request.holderKey },
      status: { status_list: { uri: request.status.list, idx: request.status.index } },
      licence_id: record.identifier,
      issuing_authority: record.issuer.name,
      demo: record.demo,
    }
    const claims = claimsOf(record, await needs.store.holderIdOf(needs.db, realm, row.id), today)
    return makeSdJwt({ always, claims }, signer, [certificate!])
  }

  async function check(realm: string, text: string, presentedTo?: Audience): Promise<CheckedSdJwt | undefined> {
    const root = new X509Certificate((await keys.root(realm)).certificate)
    return checkSdJwt(text, { root, now: clock(), ...(presentedTo ? { presentedTo } : {}) })
  }

  return { make, check }
}

export type WalletFace = ReturnType<typeof createWalletFace>

/** The first second after the last day of validity, in the city's time (UTC+8). */
function endOf(day: string): number {
  return Date.parse(`${day}T16:00:00Z`) / 1000
}
