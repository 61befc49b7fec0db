export const problems = {
  'payments.missing': { zh: '没有这张缴款单，或者您不能查看它。', en: 'There is no such bill, or you may not see it.' },
  'payments.forbidden': {
    zh: '您不能对这张缴款单做这一步。没有做任何改动。',
    en: 'You may not do this to this bill. Nothing was changed.',
  },
  'payments.conflict': {
    zh: '这张缴款单刚有变化。您的操作没有执行，请看最新情况。',
    en: 'This bill has just changed. Yours was not done; look at it again.',
  },
  'payments.not-payable': {
    zh: '这张缴款单现在不能缴：已经缴清、已关闭，或者正在关闭。没有扣款。',
    en: 'This bill cannot be paid now: it is paid, closed, or being closed. Nothing was taken.',
  },
  'payments.no-receipt': {
    zh: '电子凭证还没有开出来，缴清后稍等一会儿再打印。',
    en: 'There is no receipt yet. Print it a moment after the bill is paid.',
  },
  'payments.unknown-channel': {
    zh: '没有接通这个支付渠道。请换一个渠道，或者到窗口缴现金。',
    en: 'This channel is not connected. Choose another, or pay in cash at the counter.',
  },
  'payments.channel-silent': {
    zh: '支付渠道没有应答。如果已经付过款，不要重复付，我们会向渠道查清。',
    en: 'The payment channel does not answer. If you have paid, do not pay again: we ask the channel.',
  },
  'payments.channel-refused': {
    zh: '支付渠道没有接受这次请求。没有扣款，请换一个渠道。',
    en: 'The payment channel refused the request. Nothing was taken; choose another channel.',
  },
  'payments.forged': {
    zh: '支付通知验不了签名，没有入账。',
    en: 'The notification is not signed by the channel. Nothing was booked.',
  },
  'payments.stale': { zh: '支付通知已经过时，没有入账。', en: 'The notification is too old. Nothing was booked.' },
  'payments.odd': {
    zh: '支付通知和我们的订单对不上，没有入账，已交给收费岗核对。',
    en: 'The notification does not fit our order. Nothing was booked; a cashier looks at it.',
  },
  'payments.too-much': {
    zh: '退款超过了这一项还能退的金额。没有做任何改动。',
    en: 'That is more than may still go back of this item. Nothing was changed.',
  },
  'payments.same-person': {
    zh: '申请退款和同意退款不能是同一个人。请由另一位同事决定。',
    en: 'Who asked for the refund may not decide on it. Another colleague must.',
  },
  'payments.payer-needed': {
    zh: '在微信里付款要先取得付款人的微信身份；不在微信里，请换一种方式。',
    en: 'To pay inside WeChat the payer must be known there; outside it, choose another way.',
  },
  'payments.refund-unnamed': { zh: '请写明退哪一项、退多少。', en: 'Say which item, and how much.' },
  'payments.difference-missing': {
    zh: '没有这条差异，或者不归您处理。',
    en: 'There is no such difference, or it is not yours to settle.',
  },
  'payments.bad-voucher': {
    zh: '缴库单读不出来，一笔都没有入账。请核对文件。',
    en: 'The voucher cannot be read. Nothing was booked; check the file.',
  },
  'payments.payout-missing': {
    zh: '没有这笔发放，或者不归您处理。',
    en: 'There is no such payout, or it is not yours to handle.',
  },
  'payments.no-run': {
    zh: '这一项不按月发放，或者这个月还没有到。',
    en: 'This is not paid by the month, or the month has not come yet.',
  },
  'payments.run-open': {
    zh: '这个月的发放已经有人准备好了，等另一位同事审批。',
    en: 'This month is prepared already and waits for a colleague to approve it.',
  },
} as const
