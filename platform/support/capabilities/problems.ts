export const problems = {
  'capabilities.missing': { zh: '清单上没有这项能力。', en: 'There is no such capability on the list.' },
  'capabilities.program-missing': {
    zh: '没有这个应用，或者不是您的。',
    en: 'There is no such program, or it is not yours.',
  },
  'capabilities.key-missing': { zh: '没有这把密钥。', en: 'There is no such key.' },
  'capabilities.not-owner': {
    zh: '只有这项能力的负责部门可以这样做。',
    en: 'Only the department that answers for this capability may.',
  },
  'capabilities.trials-elsewhere': {
    zh: '这里是正式环境。请先到沙箱里试用，正式使用请提交接入申请。',
    en: 'This is the live city. Try it out in the sandbox; to use it here, apply for access.',
  },
  'capabilities.not-for-programs': {
    zh: '这项能力没有开放给应用直接调用。',
    en: 'This capability is not open to programs.',
  },
  'capabilities.bad-key': {
    zh: '公钥读不出来，或者与所选算法不符。',
    en: 'The public key cannot be read, or is not one of this algorithm.',
  },
  'capabilities.too-many': {
    zh: '应用或密钥太多了，请先停用不用的。',
    en: 'There are too many programs or keys; close some first.',
  },
  'capabilities.closed': { zh: '这个应用已经停用。', en: 'This program is closed.' },
  'capabilities.sandbox-key': {
    zh: '这是沙箱的密钥，只能在沙箱里用。',
    en: 'This key is the sandbox’s and counts there alone.',
  },
  'capabilities.signature': { zh: '请求的签名不成立。', en: 'The signature of the request does not hold.' },
  'capabilities.replayed': { zh: '这个签名已经用过一次了。', en: 'This signature was used before.' },
  'capabilities.body-changed': { zh: '请求的内容与签名的摘要不符。', en: 'The body is not the one that was signed.' },
  'capabilities.no-access': {
    zh: '这个应用没有获准使用这项能力。',
    en: 'This program has not been granted this capability.',
  },
  'capabilities.stopped': { zh: '这项能力的接入已经被停用。', en: 'The access to this capability has been stopped.' },
  'capabilities.over': { zh: '这项能力的接入已经到期。', en: 'The access to this capability has run out.' },
  'capabilities.quota-day': { zh: '今天的调用次数用完了。', en: 'The calls of today are used up.' },
  'capabilities.quota-second': {
    zh: '调用太快，超过了每秒的次数。',
    en: 'Too fast: more calls than granted for a second.',
  },
  'capabilities.bad-sunset': {
    zh: '停用日期至少要在三十天以后。',
    en: 'It may go away thirty days from now at the earliest.',
  },
  'capabilities.operation-missing': { zh: '这项能力里没有这个接口。', en: 'The capability has no such operation.' },
}
