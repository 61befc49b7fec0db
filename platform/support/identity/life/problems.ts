/** What people are told when an account is not merged, closed or opened again. */
export const lifeProblems = {
  'identity.merge-other': {
    zh: '没有这个账号，或者它不是同一个实名的人的，没有合并。',
    en: 'There is no such account, or it is not of the same verified person; nothing was merged.',
  },
  'identity.merge-closing': {
    zh: '这个账号已经申请注销，合并进来的东西会一起没有，没有合并。请先撤回注销。',
    en: 'This account is closing, and what is merged into it would go with it; nothing was merged. Keep the account first.',
  },
  'identity.closing-there': { zh: '已经申请过注销。', en: 'The account is closing already.' },
  'identity.closing-none': { zh: '没有申请注销。', en: 'The account is not closing.' },
  'identity.closing-own': {
    zh: '不能停用或者恢复自己的账号，请由另一位系统管理员办理。',
    en: 'Nobody closes or reopens their own account as an administrator; another administrator does.',
  },
  'identity.closing-last-administrator': {
    zh: '这是最后一位系统管理员，停用以后没有人能管理账号，没有停用。',
    en: 'This is the last administrator; without them nobody could manage accounts, so it was not closed.',
  },
  'identity.account-merged': {
    zh: '这个账号已经合并到同一个人的另一个账号，不能恢复。',
    en: 'This account was merged into another of the same person and is not opened again.',
  },
}
