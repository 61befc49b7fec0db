import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { jwsHolds } from '#kernel/crypto/jws.ts'
import { check } from '../bundle.ts'
import type { Check } from '../contract.ts'
import { type ReadSdJwt, readSdJwt } from './sd-jwt.ts'

/** Whom a presentation was made for: what its key binding must say. */
export type Audience = { audience: string; nonce: string }

export type CheckedSdJwt = {
  checks: Check[]
  signer: string | undefined
  issuedAt: Date | undefined
  /** `licence_id` of the signed part. */
  identifier: string | undefined
  type: string | undefined
  shown: Record<string, unknown>
  status: { list: string; index: number } | undefined
}

/** A presentation may be this old, and no younger than the clocks of phones are wrong. */
const freshFor = 300

/**
 * Checks an SD-JWT VC step by step against the realm's root. `presentedTo` makes the key binding a must and compares what it
 * says; without it a binding is checked only where there is one. Undefined for what is no SD-JWT at all.
 */
export function checkSdJwt(
  text: string,
  { root, now, presentedTo }: { root: X509Certificate; now: Date; presentedTo?: Audience },
): CheckedSdJwt | undefined {
  const read = readSdJwt(text)
  if (!read) return undefined
  const { issued, shown } = read
  const { payload } = issued
  const certificate = leafOf(issued.header.x5c)
  const issuedAt = instantOf(payload.iat)
  const ends = instantOf(payload.exp)
  const inForce =
    certificate && issuedAt && issuedAt >= certificate.validFromDate && issuedAt <= certificate.validToDate
  const signer = certificate && /^CN=(.+)$/m.exec(certificate.subject)?.[1]
  const bound = boundTo(read, now, presentedTo)
  return {
    signer,
    issuedAt,
    identifier: textOf(payload.licence_id),
    type: textOf(payload.vct),
    shown,
    status: statusOf(payload.status),
    checks: [
      check(
        'signature',
        certificate !== undefined && issued.header.typ === 'dc+sd-jwt' && jwsHolds(issued, certificate.publicKey),
        '签名有效，出示的每一项都是签发时的内容',
        'The signature holds, and each item shown was signed',
        `ES256，签名人 ${signer ?? '未知'}，出示 ${Object.keys(shown).length} 项`,
      ),
      check(
        'chain',
        certificate?.checkIssued(root) === true && certificate.verify(root.publicKey),
        '签名证书由本平台的根证书签发',
        'The certificate was issued by our root',
        certificate?.issuer.replaceAll('\n', '，') ?? '没有证书',
      ),
      check(
        'certificate',
        inForce === true,
        '签名时证书在有效期内',
        'The certificate was in force when signing',
        certificate ? `${certificate.validFromDate.toISOString().slice(0, 10)} 起` : '',
      ),
      check(
        'not-expired',
        (payload.exp === undefined || (ends !== undefined && ends > now)) &&
          issuedAt !== undefined &&
          issuedAt <= soon(now),
        '钱包里的这一份没有过期',
        'The copy in the wallet has not expired',
        ends ? `至 ${ends.toISOString()}` : '长期',
      ),
      ...(read.binding || presentedTo
        ? [
            check(
              'binding',
              bound,
              presentedTo ? '由持有人的钱包为这一次核验出示' : '出示人持有签发时绑定的密钥',
              presentedTo
                ? 'The holder’s wallet showed it for this very check'
                : 'Whoever shows it has the key it was issued to',
              read.binding
                ? `密钥绑定 kb+jwt，${instantOf(read.binding.payload.iat)?.toISOString() ?? '没有时间'}`
                : '没有密钥绑定',
            ),
          ]
        : []),
    ],
  }
}

/** RFC 9901, 7.3: type, signature with the key of `cnf`, digest of what is shown, and for whom and when. */
function boundTo({ issued, binding, bindingDigest }: ReadSdJwt, now: Date, presentedTo: Audience | undefined): boolean {
  const key = keyOf((issued.payload.cnf as { jwk?: unknown } | undefined)?.jwk)
  if (!binding || !key || binding.header.typ !== 'kb+jwt' || !jwsHolds(binding, key)) return false
  const { sd_hash, aud, nonce, iat } = binding.payload
  if (sd_hash !== bindingDigest) return false
  if (!presentedTo) return true
  const at = instantOf(iat)
  const fresh = at !== undefined && Math.abs(now.getTime() - at.getTime()) <= freshFor * 1000
  return aud === presentedTo.audience && nonce === presentedTo.nonce && fresh
}

function keyOf(jwk: unknown): KeyObject | undefined {
  if (jwk === null || typeof jwk !== 'object') return undefined
  try {
    return createPublicKey({ key: jwk as Record<string, string>, format: 'jwk' })
  } catch {
    // A key that cannot be read has signed nothing.
    return undefined
  }
}

function leafOf(x5c: unknown): X509Certificate | undefined {
  const [first] = Array.isArray(x5c) ? (x5c as unknown[]) : []
  if (typeof first !== 'string') return undefined
  try {
    return new X509Certificate(Buffer.from(first, 'base64'))
  } catch {
    // Not a certificate: the steps that need one fail and say so.
    return undefined
  }
}

function statusOf(status: unknown): { list: string; index: number } | undefined {
  const entry = (status as { status_list?: { uri?: unknown; idx?: unknown } } | undefined)?.status_list
  return typeof entry?.uri === 'string' && Number.isSafeInteger(entry.idx)
    ? { list: entry.uri, index: entry.idx as number }
    : undefined
}

const soon = (now: Date) => new Date(now.getTime() + freshFor * 1000)
const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)
const instantOf = (value: unknown) => (Number.isSafeInteger(value) ? new Date((value as number) * 1000) : undefined)
