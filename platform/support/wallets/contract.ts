import Type, { type Static } from 'typebox'
import { Check, Qr } from '#support/credentials/contract.ts'
import { signInProblems } from './sign-ins/contract.ts'

const Instant = Type.String({ format: 'date-time' })

/** An offer that the holder's wallet takes up: shown as a QR code, or opened on the same phone. */
export const WalletOffer = Type.Object(
  {
    id: Type.String(),
    uri: Type.String({ description: 'openid-credential-offer:// with the address of the offer' }),
    qr: Qr,
    pin: Type.Optional(Type.String({ description: 'Six digits that the wallet asks for (tx_code)' })),
    expiresAt: Instant,
  },
  { title: 'WalletOffer' },
)
export type WalletOffer = Static<typeof WalletOffer>

export const NewWalletOffer = Type.Object(
  { withPin: Type.Optional(Type.Boolean({ description: 'Protect it with six digits; true unless told' })) },
  { additionalProperties: false },
)

export const CopyState = Type.Union([Type.Literal('valid'), Type.Literal('invalid'), Type.Literal('suspended')])
export type CopyState = Static<typeof CopyState>

/** One copy of a credential in somebody's wallet. */
export const WalletCopy = Type.Object(
  {
    id: Type.String(),
    credentialId: Type.String(),
    status: CopyState,
    issuedAt: Instant,
    key: Type.String({ description: 'Thumbprint of the wallet’s key (RFC 7638), shortened' }),
  },
  { title: 'WalletCopy' },
)
export type WalletCopy = Static<typeof WalletCopy>

/** What an official asks a wallet to show, for one purpose. */
export const NewPresentation = Type.Object(
  {
    type: Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$', description: 'Key of the type of credential' }),
    claims: Type.Array(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,40}$' }), {
      minItems: 1,
      maxItems: 12,
      uniqueItems: true,
      description: 'The fewest that serve the purpose: age_over_18, not birthdate',
    }),
    purpose: Type.String({ minLength: 4, maxLength: 200, description: 'Why, in words the holder understands' }),
  },
  { additionalProperties: false },
)
export type NewPresentation = Static<typeof NewPresentation>

export const Presentation = Type.Object(
  {
    id: Type.String(),
    type: Type.String(),
    claims: Type.Array(Type.String()),
    purpose: Type.String(),
    department: Type.String(),
    state: Type.Union([Type.Literal('open'), Type.Literal('answered'), Type.Literal('expired')]),
    uri: Type.Optional(Type.String({ description: 'openid4vp:// while it is open' })),
    askedAt: Instant,
    expiresAt: Instant,
    answeredAt: Type.Optional(Instant),
    genuine: Type.Optional(Type.Boolean()),
    shown: Type.Optional(Type.Array(Type.Object({ name: Type.String(), title: Type.String(), value: Type.String() }))),
    checks: Type.Optional(Type.Array(Check)),
  },
  { title: 'Presentation' },
)
export type Presentation = Static<typeof Presentation>

/** A line of what a holder's wallet showed to whom. */
export const ShownLine = Type.Object(
  {
    id: Type.String(),
    credentialId: Type.String(),
    department: Type.String(),
    official: Type.String(),
    purpose: Type.String(),
    claims: Type.Array(Type.String()),
    at: Instant,
  },
  { title: 'ShownLine' },
)
export type ShownLine = Static<typeof ShownLine>

export const problems = {
  ...signInProblems,
  'wallets.missing': { zh: '没有这条记录，或者不是您的。', en: 'There is no such record, or it is not yours.' },
  'wallets.forbidden': {
    zh: '您的岗位不能请人出示证照，没有发出请求。',
    en: 'Your post may not ask for credentials; nothing was asked.',
  },
  'wallets.unknown-claim': {
    zh: '这种证照没有您要看的这一项，没有发出请求。',
    en: 'This type has no such claim; nothing was asked.',
  },
  'wallets.not-for-wallets': {
    zh: '这种文书不能放进钱包，请下载 PDF 或者 OFD。',
    en: 'A letter does not go into a wallet. Please download the PDF or OFD.',
  },
}
