import { defineWords } from '@zhengtong/ui/i18n/words.ts'

export const procedureWords = defineWords(
  {
    title: '法定程序',
    special: (name: string, from: string, until: string, ended: boolean) =>
      ended
        ? `${name}已经结束。${from}到${until}不算在办理时限里。`
        : `正在进行${name}。${from}到${until}不算在办理时限里。`,
    extension: (days: number) => `办理期限经批准延长了 ${days} 个工作日，只延长这一次。`,
    extensionAsked: '请求延长办理期限，没有获得批准。',
    hearingRight: (day: string) => `您可以在${day}前（含当日）要求听证，不收费。`,
    hearingAt: (when: string, place: string, chair: string) => `听证：${when}，${place}，${chair}主持。`,
    hearingComing: '将举行听证。时间和地点会提前七个工作日书面通知您。',
    hearingHeld: (day: string) => `${day}举行了听证。`,
    recordSigned: (day: string) => `${day}举行了听证，笔录已经核对签字。决定根据笔录作出。`,
    checkRecord: '请打开听证笔录核对。有遗漏或者差错，请告诉听证的部门，先不要确认。',
    signRecord: '笔录核对无误',
    waived: '您放弃了听证。',
    whyHearing: '要求听证的理由',
    needReason: '请写明理由。',
    askHearing: '要求听证',
    waiveHearing: '不需要听证',
    toSign: '结果已经作出。请确认您收到了决定和证照。',
    signFor: '确认收到',
    delivered: (day: string, who: string) => `${day}送达，${who}收。`,
    suspended: (from: string) => `${from}起中止办理，时限停止计算，恢复时书面告诉您。`,
    suspension: (from: string, until: string) => `${from}到${until}中止办理，这段时间不算在时限里。`,
  },
  {
    title: 'Procedures of law',
    special: (name: string, from: string, until: string, ended: boolean) =>
      ended
        ? `${name} is over. ${from} to ${until} do not count.`
        : `${name} is under way. ${from} to ${until} do not count.`,
    extension: (days: number) =>
      `The limit was extended by ${days} working days with approval; this happens only once.`,
    extensionAsked: 'An extension was asked for and not approved.',
    hearingRight: (day: string) => `You may ask for a hearing until ${day}, free of charge.`,
    hearingAt: (when: string, place: string, chair: string) => `Hearing: ${when}, ${place}, led by ${chair}.`,
    hearingComing: 'A hearing will be held. You will be told when and where seven working days before.',
    hearingHeld: (day: string) => `The hearing was held on ${day}.`,
    recordSigned: (day: string) =>
      `The hearing was held on ${day} and its record is confirmed; the decision rests on it.`,
    checkRecord: 'Please open the record and check it. If something is missing or wrong, tell the office first.',
    signRecord: 'The record is right',
    waived: 'You need no hearing.',
    whyHearing: 'Why you ask for a hearing',
    needReason: 'Please give your reasons.',
    askHearing: 'Ask for a hearing',
    waiveHearing: 'I need no hearing',
    toSign: 'The result is made. Please confirm that you have the decision and the licence.',
    signFor: 'I have received it',
    delivered: (day: string, who: string) => `Delivered on ${day}, received by ${who}.`,
    suspended: (from: string) =>
      `Suspended since ${from}; the clock stands still, and you will be told when it goes on.`,
    suspension: (from: string, until: string) => `Suspended from ${from} to ${until}; these days do not count.`,
  },
)
