import { defineWords } from '@zhengtong/ui/i18n/words.ts'

type Rows = (readonly [string, string])[]

export const signingWords = defineWords(
  {
    title: '怎样签名和调用',
    intro:
      '应用以自己的名义调用，有两种办法：用令牌，或者给每个请求签名。两种可以并用。例子用 Node.js 20 以上运行，不用别的库。',
    token: '办法一：令牌',
    tokenLines: [
      '在“我的应用”里生成令牌密钥，得到编号、密钥和认证服务地址。密钥只显示一次。',
      '用 client_credentials 换令牌（scope=api），调用时放在 Authorization 里。再生成一次，旧的密钥作废。',
    ],
    sign: '办法二：签名',
    signLines: [
      '按 RFC 9421 给每个请求签名，不用换令牌，内容改一个字就不成立。',
      '签名的请求只带 JSON；文件用令牌传。',
    ],
    covers: '签什么',
    coverRows: [
      ['@method', '请求的方法，大写'],
      ['@target-uri', '完整地址，用平台的公开地址，和实际请求的一字不差'],
      ['content-digest', '有内容时必须有：内容的摘要（RFC 9530，sha-256 或 sha-512）'],
      ['created', '签名的时间（秒），前后不超过 300 秒'],
      ['keyid', '密钥编号'],
      ['nonce', '每个请求不同，只能用一次'],
      ['expires, alg', '可以有'],
    ] as Rows,
    hmac: '例子：平台生成的密钥（hmac-sha256）',
    hmacText: '加密钥时选 hmac-sha256，平台生成密钥，只显示一次。',
    ed25519: '例子：自己的私钥（Ed25519）',
    ed25519Text: '在自己的机器上生成密钥对，加密钥时交公钥，私钥不出门。',
    others:
      'ecdsa-p256-sha256、rsa-pss-sha512 按 RFC 9421 第 3.3 节。国密用 sm2-sm3：SM2 签名，默认用户标识，DER 编码（GB/T 32918、GM/T 0009）；这个名字是我们自己的。',
    wrong: '签名不成立',
    wrongText: '得到 401 capabilities.signature，reason 说明原因：',
    // The faults of a signature, as the gate names them in `reason`.
    reasonRows: [
      ['none', '没有签名'],
      ['malformed', '签名的头读不出来，或者没有 created'],
      ['coverage', '该签的没有签全'],
      ['key', '密钥编号不认识，或者已经停用'],
      ['algorithm', '算法和登记的不一样'],
      ['old', '签名的时间太早，或者两边的钟不一样'],
      ['future', '签名的时间在将来，两边的钟不一样'],
      ['expired', '过了自己写的 expires'],
      ['nonce', '没有 nonce'],
      ['mismatch', '签名和请求对不上：常见的是地址、摘要、换行不一样'],
    ] as Rows,
    wrongMore: '同一个 nonce 再用，得 401 capabilities.replayed；内容和摘要不符，得 401 capabilities.body-changed。',
    quota: '配额和重试',
    quotaLines: [
      '还剩多少次在 RateLimit 头里，一共多少在 RateLimit-Policy 头里。',
      '用完得 429，Retry-After 说几秒以后再来。503 也请等一等再试。',
      '要停用的接口，回答里带 Deprecation 和 Sunset，使用方会收到消息，至少提前三十天。',
    ],
    rotate: '换密钥',
    rotateText:
      '先加新的，应用改用新的，再停用旧的：中间一次调用也不会失败。沙箱的密钥以 sandbox- 开头，正式环境不认。',
  },
  {
    title: 'How to sign and call',
    intro:
      'A program calls in its own name in one of two ways: with a token, or by signing each request. Both may be used. The examples run on Node.js 20 or later, without other libraries.',
    token: 'First way: a token',
    tokenLines: [
      'Make a token secret under “My programs”: you get an id, a secret and the address of the issuer. The secret is shown once.',
      'Trade it for a token by client_credentials (scope=api) and send that as Authorization. A new secret ends the old one.',
    ],
    sign: 'Second way: signatures',
    signLines: [
      'Each request is signed by RFC 9421. No token is needed, and a changed character breaks the signature.',
      'A signed request carries JSON only; send files with a token.',
    ],
    covers: 'What is signed',
    coverRows: [
      ['@method', 'The method in capitals'],
      ['@target-uri', 'The whole address, by the public address of the platform, exactly as it is called'],
      ['content-digest', 'Needed with a body: its digest (RFC 9530, sha-256 or sha-512)'],
      ['created', 'When it was signed, in seconds; within 300 seconds of now'],
      ['keyid', 'The id of the key'],
      ['nonce', 'Another for each request; it counts once'],
      ['expires, alg', 'May be there'],
    ],
    hmac: 'Example: a secret that we make (hmac-sha256)',
    hmacText: 'Add a key and choose hmac-sha256: the platform makes the secret and shows it once.',
    ed25519: 'Example: a private key of your own (Ed25519)',
    ed25519Text: 'Make a pair of keys on your own machine and hand in the public one; the private one stays with you.',
    others:
      'ecdsa-p256-sha256 and rsa-pss-sha512 follow RFC 9421 section 3.3. sm2-sm3 is an SM2 signature with the default user id, in DER (GB/T 32918, GM/T 0009); the name is our own.',
    wrong: 'When a signature does not hold',
    wrongText: 'The answer is 401 capabilities.signature, and its reason says why:',
    reasonRows: [
      ['none', 'There is no signature'],
      ['malformed', 'Its headers cannot be read, or created is missing'],
      ['coverage', 'Not everything is covered that must be'],
      ['key', 'The key is not known, or was revoked'],
      ['algorithm', 'Another algorithm than the key’s'],
      ['old', 'Signed too long ago, or the clocks differ'],
      ['future', 'Signed in the future: the clocks differ'],
      ['expired', 'Past its own expires'],
      ['nonce', 'There is no nonce'],
      ['mismatch', 'It does not fit the request: mostly the address, the digest or a line break'],
    ],
    wrongMore:
      'A nonce used again gives 401 capabilities.replayed; a body that is not the signed one 401 capabilities.body-changed.',
    quota: 'Quotas, and trying again',
    quotaLines: [
      'What is left stands in the RateLimit header, what was granted in RateLimit-Policy.',
      'When it is used up you get 429, and Retry-After says in how many seconds to come again. Wait after a 503, too.',
      'What goes away says so by Deprecation and Sunset; those who use it are told thirty days ahead at least.',
    ],
    rotate: 'Changing keys',
    rotateText:
      'Add the new one, let the program use it, then revoke the old one: not a call fails in between. Keys of the sandbox begin with sandbox- and count there alone.',
  },
)
