import { defineWords } from '@zhengtong/ui/i18n/words.ts'

export const clockWords = defineWords(
  {
    label: '时限',
    name: {
      intake: '是否受理',
      correction: '您的时间',
      promise: '我们的承诺',
      legal: '法律规定',
      delivery: '送达',
    },
    spent: (all: string) => `共 ${all}。到期没补，申请退回，内容保留。`,
    notYet: '还没开始算',
    startsLater: (all: string) => `受理后开始，一共 ${all}。`,
    until: {
      intake: (day: string) => `${day}前告诉您是否受理。`,
      correction: (day: string) => `请在${day}前补正。`,
      promise: (day: string) => `我们承诺${day}前办结。`,
      legal: (day: string) => `法律规定最晚${day}前作出决定。`,
      delivery: (day: string) => `${day}前把结果送到您手里。`,
    },
    light: { green: '时间还多', yellow: '快到期了', red: '超过期限了' },
    standsStill: '暂停计时',
    stoppedWith: (left: string) => `停着，还剩 ${left}`,
    why: (from: string, until: string) => `${from}到${until}不算在时限里，原因见下面的“法定程序”和盖章的告知书。`,
    held: (from: string) => `${from}起中止办理，恢复以前的日子不算在时限里，依据见盖章的告知书。`,
    extended: (days: number) => `经批准延长了 ${days} 个工作日。`,
    used: (amount: string) => `用了 ${amount}`,
    instant: '当场办结',
    provisional: '明年的放假安排还没公布，日期可能变动。',
  },
  {
    label: 'Time limits',
    name: {
      intake: 'Acceptance',
      correction: 'Your time',
      promise: 'Our promise',
      legal: 'The law',
      delivery: 'Delivery',
    },
    spent: (all: string) => `${all} in all. After that the application is returned to you with all you entered.`,
    notYet: 'Not started yet',
    startsLater: (all: string) => `Starts with acceptance: ${all} in all.`,
    until: {
      intake: (day: string) => `You will hear by ${day} whether it is accepted. `,
      correction: (day: string) => `Please correct it by ${day}. `,
      promise: (day: string) => `We promise to finish by ${day}. `,
      legal: (day: string) => `The law allows until ${day}. `,
      delivery: (day: string) => `You have the result in hand by ${day}. `,
    },
    light: { green: 'Plenty of time', yellow: 'Nearly due', red: 'Overdue' },
    standsStill: 'The clock is stopped',
    stoppedWith: (left: string) => `Stopped, ${left} left`,
    why: (from: string, until: string) =>
      `${from} to ${until} do not count; the reason stands below and in the sealed notice.`,
    held: (from: string) =>
      `Suspended since ${from}: no day counts until it goes on; the sealed notice says on what basis.`,
    extended: (days: number) => `Extended by ${days} working days with approval. `,
    used: (amount: string) => `Took ${amount}`,
    instant: 'While you wait',
    provisional: 'The holidays of next year are not published; the date may move.',
  },
)
