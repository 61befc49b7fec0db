/** What people are told when the OpenID provider declines, by code. */
export const problems = {
  'openid.clients-forbidden': {
    zh: '只有系统管理员能登记应用；安全管理员和审计员可以查看。',
    en: 'Only administrators register programs; security officers and auditors may look.',
  },
  'openid.client-missing': { zh: '没有这个应用，或者已经停用。', en: 'There is no such program, or it is closed.' },
  'openid.client-invalid': {
    zh: '登记的内容有误，应用没有登记。请按提示修改。',
    en: 'Something in it is not right; the program was not registered. Please correct what is listed.',
  },
  'openid.step-over': {
    zh: '这一步已经过期，可能等得太久，或者换了浏览器。请回到刚才的应用，重新登录。',
    en: 'This step has run out: you may have waited too long or changed browsers. Go back to the program and sign in again.',
  },
  'openid.consent-missing': {
    zh: '没有这项授权，或者已经收回。',
    en: 'There is no such consent, or it was taken back.',
  },
}
