/** What people are told when a mandate does not do. */
export const mandateProblems = {
  'identity.mandate-over': {
    zh: '您替这个主体办事的授权已经到期或者被收回，这一步没有办。请由其本人或法定代表人办理，或者取得新的授权。',
    en: 'Your mandate for this party has come to its end or was taken back; nothing was done. They can act themselves, or give you a new one.',
  },
  'identity.mandate-scope': {
    zh: '您的授权不包括这件事，这一步没有办。请让授权人把它加进新的授权里。',
    en: 'Your mandate does not cover this; nothing was done. Ask who gave it to include this in a new one.',
  },
  'identity.mandate-person': {
    zh: '没有找到这个人：姓名和身份证号码要对得上，而且对方要有本平台的账号。没有保存。',
    en: 'No such person was found: name and number must match and the person needs an account here. Nothing was saved.',
  },
  'identity.mandate-self': {
    zh: '不能授权给自己，也不能替已经授权给您的主体再转授权。没有保存。',
    en: 'A mandate is given to somebody else, by the party itself or its legal representative. Nothing was saved.',
  },
  'identity.mandate-period': {
    zh: '授权的起止时间不对：要晚于现在，最长三年。没有保存。',
    en: 'The time of the mandate is not right: it ends in the future, within three years. Nothing was saved.',
  },
  'identity.mandate-acts': {
    zh: '只限某几件事的授权，只能用来申请和跟进。缴费、出示证照请给全部事项的授权。没有保存。',
    en: 'A mandate for named matters is for applying and following them up only. Nothing was saved.',
  },
  'identity.mandate-item': { zh: '没有这个事项，没有保存。', en: 'There is no such matter; nothing was saved.' },
  'identity.mandate-child': {
    zh: '户籍家庭关系里没有查到您和这个未成年人的监护关系。请核对姓名和号码，或者带出生医学证明到窗口办理。',
    en: 'The family register shows no such minor child of yours. Check name and number, or bring the birth certificate to a counter.',
  },
  'identity.mandate-register': {
    zh: '家庭关系库现在没有应答，没有保存。请过一会儿再试。',
    en: 'The family register does not answer now; nothing was saved. Please try again later.',
  },
  'identity.mandate-there': {
    zh: '同样的授权已经有了。',
    en: 'There is such a mandate already.',
  },
  'identity.mandate-missing': {
    zh: '没有这项授权，或者已经结束。',
    en: 'There is no such mandate, or it has ended.',
  },
}
