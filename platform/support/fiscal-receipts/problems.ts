export const problems = {
  'fiscal-receipts.forbidden': {
    zh: '您的岗位不管理财政票据。领用票号由收费岗办理。',
    en: 'Your posts do not keep receipts. Numbers are applied for by a cashier.',
  },
  'fiscal-receipts.missing': {
    zh: '没有查到这张票据。请核对票据代码、票据号码和校验码。',
    en: 'There is no such receipt. Check its code, its number and its check code.',
  },
  'fiscal-receipts.not-connected': {
    zh: '还没有接通财政票据系统，领不到票号。',
    en: 'The system of the treasury is not connected, so no numbers can be applied for.',
  },
  'fiscal-receipts.unit-only': {
    zh: '入账由单位办理。请先选择代表哪个单位。',
    en: 'A unit books receipts. Choose first for which unit you act.',
  },
  'fiscal-receipts.entered': {
    zh: '这张票据已经入账，不能重复报销。',
    en: 'This receipt is booked already and is not paid back twice.',
  },
  'fiscal-receipts.reversed': {
    zh: '这张票据已经冲红或者本身是红字票据，不能入账。',
    en: 'This receipt was taken back, or is a red one, and cannot be booked.',
  },
  'fiscal-receipts.withdrawn': { zh: '这笔入账已经撤销。', en: 'This entry was withdrawn already.' },
}
