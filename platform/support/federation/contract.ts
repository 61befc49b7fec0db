import Type, { type Static } from 'typebox'

/** An identity centre above us at which people may sign in. */
export const IdentityCentre = Type.Object(
  {
    name: Type.String(),
    nameEn: Type.String(),
    signIn: Type.String({ description: 'Where the browser goes to sign in there; takes `to`, a path of ours' }),
  },
  { title: 'IdentityCentre' },
)
export type IdentityCentre = Static<typeof IdentityCentre>

export const problems = {
  'federation.off': { zh: '没有接入上级身份平台。', en: 'No identity centre is connected.' },
  'federation.unavailable': {
    zh: '上级身份平台现在没有应答，没有登录。请过一会儿再试，或者用本平台的账号登录。',
    en: 'The identity centre does not answer now. Try again later, or sign in with an account here.',
  },
  'federation.refused': {
    zh: '上级身份平台的登录没有完成，没有登录。请重新开始。',
    en: 'The sign-in at the identity centre was not completed. Please begin again.',
  },
  'federation.not-verified': {
    zh: '上级身份平台没有给出核验过的身份证号码，没有登录。请先在那里完成实名。',
    en: 'The identity centre gave no verified number. Please have your name verified there first.',
  },
}
