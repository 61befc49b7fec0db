import Type, { type Static } from 'typebox'
import { Qr } from '#support/credentials/contract.ts'

/** 用电子营业执照登录: what a wallet is shown, as a code to scan or a link on the same phone. */
export const LicenceSignIn = Type.Object(
  {
    id: Type.String(),
    uri: Type.String({ description: 'openid4vp:// with the request' }),
    qr: Qr,
    expiresAt: Type.String({ format: 'date-time' }),
  },
  { title: 'LicenceSignIn' },
)
export type LicenceSignIn = Static<typeof LicenceSignIn>

/** The digits that the phone was told, put back into the browser that began. */
export const SignInCode = Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) }, { additionalProperties: false })

export const signInProblems = {
  'wallets.sign-in-missing': {
    zh: '没有这次登录，或者已经用过、过期了，或者不是在这个浏览器里开始的。请重新开始。',
    en: 'There is no such sign-in, it was used or has run out, or another browser began it. Please begin again.',
  },
  'wallets.sign-in-code': {
    zh: '六位数字不对。请看手机上的数字再填，三次不对要重新开始。',
    en: 'The six digits are not right. Look at your phone and try again; after three wrong ones, begin again.',
  },
  'wallets.sign-in-waiting': {
    zh: '还没有收到您出示的营业执照。请先用手机里的钱包出示。',
    en: 'Your licence has not been shown yet. Show it with the wallet on your phone first.',
  },
  'wallets.sign-in-over': {
    zh: '您现在不能替这家企业办事了，没有登录。请让企业重新授权。',
    en: 'You may not act for this firm any longer, so you are not signed in. The firm must authorise you again.',
  },
}
