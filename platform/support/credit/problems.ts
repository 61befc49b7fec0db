export const problems = {
  'credit.missing': { zh: '没有找到，或者您不能查看。', en: 'Not found, or not for you to see.' },
  'credit.forbidden': {
    zh: '您的岗位不能做这一步。没有做任何改动。',
    en: 'Your post does not allow this. Nothing was changed.',
  },
  'credit.no-benefit': {
    zh: '按现在的信用评价，这一项您还不能享受。',
    en: 'As your score stands now, this benefit is not yours.',
  },
  'credit.code-unknown': {
    zh: '这个码不对、已经用过，或者超过十分钟了。请本人重新出示。',
    en: 'This code is wrong, was used, or is older than ten minutes. Ask the holder to show it again.',
  },
  'credit.bad-number': {
    zh: '不是有效的统一社会信用代码或者居民身份证号码，请核对。',
    en: 'This is neither a unified social credit code nor the number of an ID card.',
  },
  'credit.bad-fact': {
    zh: '信用信息不完整或者有误，没有记入。',
    en: 'The fact is incomplete or wrong. Nothing was recorded.',
  },
  'credit.bad-file': {
    zh: '文件读不出来，一行都没有导入。请对照表头核对。',
    en: 'The file cannot be read. Nothing was imported; check the header.',
  },
  'credit.listed-already': {
    zh: '这个主体已经在这份名单上，或者正在认定。',
    en: 'The party is on this list already, or about to be.',
  },
  'credit.same-person': {
    zh: '提出列入和决定列入不能是同一个人。请由另一位同事决定。',
    en: 'Who proposed the listing may not decide on it. Another colleague must.',
  },
  'credit.state-closed': {
    zh: '陈述申辩的期限已过，或者已经提交过。',
    en: 'The time to answer is over, or you have answered already.',
  },
  'credit.open-already': {
    zh: '这一条您已经提过，正在办理。',
    en: 'You have asked for this already; it is being looked into.',
  },
  'credit.not-repairable': {
    zh: '这一条现在不能修复。请看可以申请修复的日期。',
    en: 'This cannot be repaired now. See from when it can.',
  },
  'credit.reported-already': { zh: '这一项已经反馈过了。', en: 'This has been reported already.' },
  'credit.watched-already': { zh: '本部门已经在关注这个主体。', en: 'Your office watches this party already.' },
  'credit.no-model': { zh: '没有适用的评价模型。', en: 'No model of scoring applies.' },
} as const
