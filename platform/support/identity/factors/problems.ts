/** What people are told when a factor does not do. */
export const factorProblems = {
  'identity.code-wrong': {
    zh: '验证码不对，或者已经过期。请看清楚再填；连续 5 次不对会锁定 15 分钟。',
    en: 'The code is not right or has run out. Check and enter it again; after 5 failures in a row it is locked for 15 minutes.',
  },
  'identity.code-too-soon': {
    zh: '刚发过一次验证码，请等一分钟再发。',
    en: 'A code was just sent. Please wait a minute before asking for another.',
  },
  'identity.no-mobile': {
    zh: '您的账号没有登记手机号码，收不到验证码。请带身份证到窗口登记。',
    en: 'Your account has no mobile number to send a code to. Please have one registered at a counter, with your ID card.',
  },
  'identity.no-totp': { zh: '还没有设置动态口令。', en: 'No app with one-time codes is set up.' },
  'identity.totp-set': {
    zh: '已经设置了动态口令。要换一个，请先取消原来的。',
    en: 'An app with one-time codes is set up already. Remove it before setting up another.',
  },
  'identity.passkey-refused': {
    zh: '通行密钥没有通过核验，没有登录。请再试一次，或者换一种方式。',
    en: 'The passkey could not be verified. Try again or use another way.',
  },
  'identity.passkey-missing': { zh: '没有这把通行密钥。', en: 'There is no such passkey.' },
  'identity.level-needed': {
    zh: '办这件事要先提升认证级别。您填写的内容还在，认证以后接着办。',
    en: 'This needs you to be identified at a higher level first. What you entered is kept; you go on after that.',
  },
}
