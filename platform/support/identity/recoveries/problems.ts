import { counterProblems } from './counter/contract.ts'

/** What people are told when an account is not recovered. */
export const recoveryProblems = {
  ...counterProblems,
  'identity.recovery-person': {
    zh: '账号、姓名和身份证号码对不上，没有开始找回。请看清楚再填；连续 5 次不对会锁定 15 分钟。',
    en: 'Username, name and ID number do not belong together. Check and try again; after 5 failures in a row it is locked for 15 minutes.',
  },
  'identity.recovery-missing': {
    zh: '没有这次找回，或者已经用过、过期了。请重新开始。',
    en: 'There is no such recovery, or it was used or has run out. Please begin again.',
  },
}
