/** Sentences for people, by problem code. */
export const procedureProblems = {
  'procedures.missing': { zh: '这件办件没有这个程序。', en: 'The case has no such procedure.' },
  'procedures.wrong-state': {
    zh: '这个程序现在不能这样处理，请看最新情况。',
    en: 'The procedure does not allow this now; look at its latest state.',
  },
  'procedures.incomplete': {
    zh: '还有内容没有填写。没有做任何改动。',
    en: 'Something is missing. Nothing was changed.',
  },
  'procedures.not-accepted': {
    zh: '还没有受理，办理时限还没开始算。',
    en: 'The application is not accepted yet, so no limit for the decision runs.',
  },
  'procedures.decided': { zh: '已经作出决定。', en: 'The case is decided already.' },
  'procedures.does-not-stop': {
    zh: '这个程序不在行政许可法第四十五条所列之内，所需时间计入办理时限，不能停止计时。',
    en: 'This is not on the list of Art. 45 of the Administrative Licensing Law: its time counts, the clock may not stop.',
  },
  'procedures.unknown-kind': {
    zh: '没有这种特别程序，请从列表里选择。',
    en: 'There is no such special procedure; choose from the list.',
  },
  'procedures.too-long': { zh: '天数超过了规定的上限。', en: 'That is more days than allowed.' },
  'procedures.extended': {
    zh: '期限只能延长一次，这件已经延长过了（行政许可法第四十二条）。',
    en: 'The limit may be extended once, and it was (Administrative Licensing Law, Art. 42).',
  },
  'procedures.extension-asked': {
    zh: '已经请求延期，正在等负责人答复。',
    en: 'An extension was asked for and waits for an answer.',
  },
  'procedures.no-limit': {
    zh: '这个事项没有可以延长的办理时限。',
    en: 'The item has no limit that could be extended.',
  },
  'procedures.overdue': {
    zh: '期限已经过了，不能再延长。请尽快作出决定，并向申请人说明。',
    en: 'The limit has run out and can no longer be extended. Decide as soon as possible and tell the applicant why it is late.',
  },
  'procedures.same-person': {
    zh: '请求延期的人不能自己批准。请由另一位负责人批准。',
    en: 'Who asked for an extension may not approve it; another person must.',
  },
  'procedures.hearing-known': { zh: '这件办件已经有听证程序。', en: 'This case has its hearing already.' },
  'procedures.hearing-late': {
    zh: '要求听证的期限已经过了（被告知之日起五个工作日）。',
    en: 'The five working days for asking for a hearing have passed.',
  },
  'procedures.hearing-too-soon': {
    zh: '听证日期太早：要在七个工作日前通知申请人和利害关系人。',
    en: 'Too early: those concerned must be told seven working days before.',
  },
  'procedures.hearing-too-late': {
    zh: '听证日期太晚：应当在二十个工作日内组织听证。',
    en: 'Too late: the hearing must be held within twenty working days.',
  },
  'procedures.chair-reviews': {
    zh: '审查这件申请的人不能主持听证，请指定另一位。',
    en: 'Somebody who reviews the application may not lead its hearing; name another person.',
  },
  'procedures.record-signed': { zh: '听证笔录已经签过字了。', en: 'The record of the hearing is signed already.' },
  'procedures.hearing-not-yet': { zh: '还没到听证的日子。', en: 'The day of the hearing has not come.' },
  'procedures.hearing-pending': {
    zh: '听证还没有结束。要根据听证笔录作出决定（行政许可法第四十八条）。',
    en: 'The hearing is not over; the decision must rest on its record (Art. 48).',
  },
  'procedures.special-open': {
    zh: '特别程序还没有结束。请先记录结果，再作决定。',
    en: 'A special procedure is still open. Record its result before you decide.',
  },
  'procedures.nothing-to-deliver': {
    zh: '没有要送达的决定，或者已经送达了。',
    en: 'There is no decision to deliver, or it was delivered already.',
  },
}
